// The sandbox in a process of its own, so that its work stands in nobody's way. Answers what
// `novu.js` asks, and ends with the process that started it.

require(require.resolve('tsx/cjs'));
const { startSandbox } = require('../../sandbox');

/**
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 * @typedef {import('../../sandbox').SandboxOptions} SandboxOptions
 * @typedef {import('../../sandbox').SandboxRequest} SandboxRequest
 */

/**
 * @typedef {object} Seen what reached the sandbox since it was prepared, and what it holds now
 * @property {number} requests
 * @property {number} succeeded answered with a status below 300
 * @property {number} refused answered with 429
 * @property {number} spoilt by a fault that was asked for
 * @property {number} serverMs from the first request's start to the last answer's end
 * @property {number} repeatedPosts POSTs of a call and body that had come before
 * @property {number} entries of the prepared subscribers' credentials
 * @property {number} tokens in these entries
 * @property {number} doubledTokens tokens that are in them a second time
 */

/** @typedef {{ subscribers: number, options: SandboxOptions }} Preparation */

/**
 * @param {number} index
 * @returns {string} the id of a prepared subscriber, as `ways.js` writes to it
 */
function subscriberId(index) {
	return `subscriber-${index}`;
}

/**
 * Forgets everything, adds subscribers, and begins to behave as asked.
 * @param {Sandbox} sandbox
 * @param {Preparation} preparation
 */
function prepare(sandbox, { subscribers, options }) {
	sandbox.reset();
	for (let i = 0; i < subscribers; i++) sandbox.store.addSubscriber(subscriberId(i));
	sandbox.configure(options);
}

/**
 * @param {SandboxRequest[]} requests
 * @returns {number}
 */
function serverMs(requests) {
	let first = Infinity;
	let last = -Infinity;
	for (const { startedAt, endedAt = startedAt } of requests) {
		first = Math.min(first, startedAt);
		last = Math.max(last, endedAt);
	}
	return requests.length > 0 ? last - first : 0;
}

/**
 * @param {SandboxRequest[]} requests
 * @returns {number}
 */
function repeatedPosts(requests) {
	const posts = requests.filter(({ method }) => method === 'POST');
	const different = new Set(posts.map(({ path, body }) => path + JSON.stringify(body)));
	return posts.length - different.size;
}

/**
 * @param {Sandbox} sandbox
 * @param {number} subscribers
 */
function held(sandbox, subscribers) {
	const sums = { entries: 0, tokens: 0, doubledTokens: 0 };
	for (let i = 0; i < subscribers; i++) {
		const tokens = sandbox.store.deviceTokens(subscriberId(i));
		sums.entries += sandbox.store.subscriber(subscriberId(i))?.channels.length ?? 0;
		sums.tokens += tokens.length;
		sums.doubledTokens += tokens.length - new Set(tokens).size;
	}
	return sums;
}

/**
 * @param {Sandbox} sandbox
 * @param {number} subscribers
 * @returns {Seen}
 */
function seen(sandbox, subscribers) {
	const { requests } = sandbox;
	const count = (/** @type {(request: SandboxRequest) => boolean} */ test) =>
		requests.filter(test).length;
	return {
		requests: requests.length,
		succeeded: count(({ status }) => status >= 200 && status < 300),
		refused: count(({ status }) => status === 429),
		spoilt: count(({ fault }) => fault !== undefined),
		serverMs: serverMs(requests),
		repeatedPosts: repeatedPosts(requests),
		...held(sandbox, subscribers),
	};
}

async function main() {
	const sandbox = await startSandbox();
	let subscribers = 0;
	process.on('message', (/** @type {{ prepare?: Preparation }} */ message) => {
		if (message.prepare) {
			({ subscribers } = message.prepare);
			prepare(sandbox, message.prepare);
		}
		process.send?.(message.prepare ? {} : seen(sandbox, subscribers));
	});
	process.once('disconnect', () => process.exit());
	process.send?.({ url: sandbox.url, apiKey: sandbox.apiKey });
}

void main();
