const { createServer } = require('node:http');
const { performance } = require('node:perf_hooks');

/** Longer than a client that sends several requests at once takes for them. */
const QUIET_MS = 250;
/** A timer that fires so late says that the process had no time, and not that nothing was to come. */
const LATE_MS = 50;

/**
 * What one client, known by its API key, has sent.
 * @typedef {object} Seen
 * @property {number} most requests that were under way at the same time
 * @property {Array<{ method: string, url: string, body: any }>} requests
 */

/**
 * A server that answers nothing as long as requests come in: what a client would send side by side is
 * under way at the same time here.
 * @param {(method: string, url: string, body: any) => { status: number, body?: unknown }} answerTo
 */
async function startHoldingServer(answerTo) {
	/** @type {Map<string, Seen & { held: Array<() => void> }>} */
	const clients = new Map();
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	/** Answers everything once no client has sent anything for a while. */
	const waitForQuiet = () => {
		clearTimeout(timer);
		const startedAt = performance.now();
		timer = setTimeout(() => {
			if (performance.now() - startedAt > QUIET_MS + LATE_MS) return waitForQuiet();
			for (const { held } of clients.values()) for (const answer of held.splice(0)) answer();
		}, QUIET_MS);
	};
	/** @param {string} key */
	const clientOf = (key) => {
		const known = clients.get(key) ?? { most: 0, requests: [], held: [] };
		clients.set(key, known);
		return known;
	};
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const { method = '', url = '', headers } = request;
		const text = Buffer.concat(chunks).toString();
		const body = text === '' ? undefined : JSON.parse(text);
		const client = clientOf(String(headers.authorization).replace('ApiKey ', ''));
		client.requests.push({ method, url, body });
		client.held.push(() => {
			const answer = answerTo(method, url, body);
			response.writeHead(answer.status, { 'content-type': 'application/json' });
			response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
		});
		client.most = Math.max(client.most, client.held.length);
		waitForQuiet();
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		/** @param {string} key @returns {Seen} */
		seen: (key) => clientOf(key),
		close: async () => {
			clearTimeout(timer);
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

module.exports = { startHoldingServer };
