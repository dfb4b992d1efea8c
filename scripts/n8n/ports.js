const net = require('node:net');

/**
 * @returns {Promise<import('node:net').Server>} a server that listens on a free port
 */
function listen() {
	return new Promise((resolve, reject) => {
		const server = net.createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve(server));
	});
}

/**
 * @param {import('node:net').Server} server
 * @returns {number} its port
 */
function portOf(server) {
	const address = server.address();
	if (!address || typeof address === 'string') throw new Error('The server has no port');
	return address.port;
}

/**
 * Finds ports of 127.0.0.1 that nobody uses, all different.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
async function freePorts(count) {
	const servers = await Promise.all(Array.from({ length: count }, listen));
	const ports = servers.map(portOf);
	await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
	return ports;
}

module.exports = { freePorts };
