const { createServer } = require('node:http');
const { isDeepStrictEqual } = require('node:util');

/**
 * A server on this machine that answers JSON, and reads a request as it came.
 * @param {(request: { method: string, url: URL, text: string, headers: import('node:http').IncomingHttpHeaders }) => { status: number, body: unknown }} answerTo
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
async function startPlainServer(answerTo) {
	const server = createServer((request, response) => {
		/** @type {Buffer[]} */
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', () => {
			const { status, body } = answerTo({
				method: request.method ?? '',
				url: new URL(request.url ?? '', 'http://novu.test'),
				text: Buffer.concat(chunks).toString(),
				headers: request.headers,
			});
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

module.exports = { isDeepStrictEqual, startPlainServer };
