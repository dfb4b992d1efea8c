const http = require('node:http');
const { text } = require('node:stream/consumers');

/**
 * Where the workflows behind the triggers send what they were started with.
 */
class Collector {
	/** @param {http.Server} server */
	constructor(server) {
		this.server = server;
		/** How often each thing came, by path and name. @type {Map<string, number>} */
		this.counts = new Map();
	}

	/** @returns {string} */
	get url() {
		const { port } = /** @type {import('node:net').AddressInfo} */ (this.server.address());
		return `http://127.0.0.1:${port}`;
	}

	/** @param {string} path @param {string} name @returns {number} how often it came */
	count(path, name) {
		return this.counts.get(`${path} ${name}`) ?? 0;
	}

	/** @param {string} path @returns {string[]} the names of all that came there */
	names(path) {
		const start = `${path} `;
		return [...this.counts.keys()]
			.filter((key) => key.startsWith(start))
			.map((key) => key.slice(start.length));
	}

	/** @returns {void} */
	close() {
		this.server.closeAllConnections();
		this.server.close();
	}
}

/** @returns {Promise<Collector>} on a free port of 127.0.0.1 */
async function startCollector() {
	const server = http.createServer(async (request, response) => {
		const { name } = JSON.parse(await text(request));
		const key = `${request.url} ${name}`;
		collector.counts.set(key, (collector.counts.get(key) ?? 0) + 1);
		response.setHeader('connection', 'close');
		response.end('{}');
	});
	const collector = new Collector(server);
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	return collector;
}

module.exports = { Collector, startCollector };
