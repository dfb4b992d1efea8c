const { createHmac, randomUUID } = require('node:crypto');
const { setTimeout: sleep } = require('node:timers/promises');
const axios = require('axios').default;
const { failedPush, signed } = require('../trigger/sender');
const { HMAC } = require('../e2e/triggerSupport');

/**
 * @typedef {object} World
 * @property {import('../../sandbox').Sandbox} sandbox
 * @property {(operation: string, items: object[]) => Promise<any[]>} run
 * @property {{ eventUrl: string, deliveryUrl: string }} urls of the triggers
 * @property {import('./collector').Collector} collector
 * @property {import('./ledger').Ledger} ledger
 */

/**
 * @typedef {object} Tokens what a subscriber's tokens have to be
 * @property {Set<string>} there told as written, and not asked to be removed
 * @property {Set<string>} gone told as removed
 * @property {string} told all that failed items said of it
 */

/** How many subscribers share the tokens of a round. */
const SUBSCRIBERS = 12;
/** How many have double entries to be merged. */
const DOUBLES = 6;

/** @param {number} count @returns {number[]} */
const range = (count) => Array.from({ length: count }, (_, i) => i);

/**
 * @param {World} world
 * @param {string} operation
 * @param {Array<Record<string, string>>} items
 */
async function work({ run, ledger }, operation, items) {
	return ledger.settle(operation, items, await run(operation, items));
}

/**
 * Notes what became of tokens.
 * @param {Map<string, Tokens>} tokens
 * @param {Awaited<ReturnType<typeof work>>} settled
 * @param {(entry: Tokens, token: string) => void} onSuccess
 */
function noteTokens(tokens, settled, onSuccess) {
	for (const { item, error } of settled) {
		const entry = tokens.get(item.subscriber);
		if (!entry) continue;
		if (error === undefined) onSuccess(entry, item.token);
		else entry.told += error;
	}
}

/**
 * Several executions write tokens of the same subscribers at the same time; then some remove tokens
 * while another one writes.
 * @param {World} world
 * @param {string} round
 */
async function tokensOfSharedSubscribers(world, round) {
	/** @type {Map<string, Tokens>} */
	const tokens = new Map();
	for (const i of range(SUBSCRIBERS)) {
		const id = `${round}-shared-${i}`;
		world.sandbox.store.addSubscriber(id);
		tokens.set(id, { there: new Set(), gone: new Set(), told: '' });
	}
	const items = (/** @type {string} */ name) =>
		[...tokens.keys()].flatMap((subscriber) =>
			range(3).map((i) => ({ subscriber, token: `${subscriber}-${name}-${i}` })),
		);
	const write = async (/** @type {string} */ name) =>
		noteTokens(tokens, await work(world, 'append', items(name)), ({ there }, token) => {
			there.add(token);
			world.ledger.tokens.written += 1;
		});
	const remove = async (/** @type {string} */ name) => {
		for (const { subscriber, token } of items(name)) tokens.get(subscriber)?.there.delete(token);
		noteTokens(tokens, await work(world, 'remove', items(name)), ({ gone }, token) => {
			gone.add(token);
			world.ledger.tokens.removed += 1;
		});
	};
	await Promise.all(['a', 'b', 'c'].map(write));
	await Promise.all([remove('a'), remove('b'), write('d')]);
	for (const [id, entry] of tokens) checkTokens(world, id, entry);
}

/**
 * @param {World} world
 * @param {string} id of a subscriber
 * @param {Tokens} wanted
 */
function checkTokens({ sandbox, ledger }, id, { there, gone, told }) {
	const held = /** @type {string[]} */ (sandbox.store.deviceTokens(id));
	const lost = [...there].filter((token) => !held.includes(token));
	// What was taken away and could not be written back stands whole in the error.
	const untold = lost.filter((token) => !told.includes(token));
	if (untold.length > 0) ledger.problem(`tokens of ${id} are lost: ${untold.join(', ')}`);
	const doubled = held.filter((token, place) => held.indexOf(token) !== place);
	if (doubled.length > 0) ledger.problem(`tokens of ${id} are doubled: ${doubled.join(', ')}`);
	const back = [...gone].filter((token) => held.includes(token));
	if (back.length > 0) ledger.problem(`tokens of ${id} were not removed: ${back.join(', ')}`);
	ledger.tokens.kept += there.size - lost.length;
}

/**
 * Double entries, as overlapping writes leave them in Novu, become one with all tokens.
 * @param {World} world
 * @param {string} round
 */
async function doubleEntries(world, round) {
	const { store } = world.sandbox;
	const integration = store.integrations.all.find(({ providerId }) => providerId === 'expo');
	const ids = range(DOUBLES).map((i) => `${round}-double-${i}`);
	/** @type {Map<string, Tokens>} */
	const tokens = new Map();
	for (const id of ids) {
		const lists = [['a', 'b'], ['b', 'c'], ['d']].map((names) =>
			names.map((name) => `${id}-${name}`),
		);
		store.addSubscriber(id).channels = lists.map((deviceTokens) => ({
			providerId: 'expo',
			_integrationId: integration?._id ?? '',
			credentials: { deviceTokens },
		}));
		tokens.set(id, { there: new Set(lists.flat()), gone: new Set(), told: '' });
	}
	const items = ids.map((subscriber) => ({ subscriber }));
	const settled = await work(world, 'merge', items);
	for (const { item, error } of settled) {
		const wanted = /** @type {Tokens} */ (tokens.get(item.subscriber));
		if (error === undefined) checkTokens(world, item.subscriber, wanted);
		else checkKept(world, item.subscriber, { ...wanted, told: error });
	}
}

/**
 * After a merge that failed: all is there, in however many entries, or stands in the error.
 * @param {World} world
 * @param {string} id
 * @param {Tokens} wanted
 */
function checkKept({ sandbox, ledger }, id, { there, told }) {
	const held = sandbox.store.deviceTokens(id);
	const lost = [...there].filter((token) => !held.includes(token) && !told.includes(token));
	if (lost.length > 0) ledger.problem(`a failed merge of ${id} has lost ${lost.join(', ')}`);
}

/**
 * Subscribers that are made, one by one and in bulk, and read.
 * @param {World} world
 * @param {string} round
 */
async function subscribers(world, round) {
	const made = (/** @type {string} */ kind, /** @type {number} */ count) =>
		range(count).map((i) => ({ subscriber: `${round}-${kind}-${i}`, name: `Name ${i}` }));
	const all = await Promise.all([
		work(world, 'upsert', made('single', 25)),
		work(world, 'upsertMany', made('bulk', 150)),
	]);
	const done = all.flat().filter(({ error }) => error === undefined);
	for (const { item } of done) {
		const found = world.sandbox.store.subscriber(item.subscriber);
		if (found?.firstName !== item.name) {
			world.ledger.problem(`${item.subscriber} was told as made, and is not there as asked`);
		}
	}
	const read = await work(
		world,
		'get',
		done.slice(0, 40).map(({ item }) => item),
	);
	for (const { item, result } of read) {
		if (result && result.subscriberId !== item.subscriber) {
			world.ledger.problem(`${item.subscriber} was asked for, ${result.subscriberId} came out`);
		}
	}
}

/**
 * Somebody else who uses the same key, and takes from its limit, which n8n cannot know.
 * @param {World} world
 */
async function otherCaller({ sandbox }) {
	const headers = { authorization: `ApiKey ${sandbox.apiKey}`, connection: 'close' };
	for (const _ of range(100)) {
		const calls = ['/v2/subscribers/crm-1001', '/v1/notifications', '/v1/topics'].map((path) =>
			axios.get(sandbox.url + path, { headers, timeout: 500 }).catch(() => {}),
		);
		await Promise.all(calls);
		await sleep(30);
	}
}

/**
 * Events that the node triggers, each once for its idempotency key, however often it is sent.
 * @param {World} world
 * @param {string} round
 */
async function triggered(world, round) {
	const items = range(60).map((i) => ({
		subscriber: `crm-10${String((i % 12) + 1).padStart(2, '0')}`,
		transaction: `${round}-event-${i}`,
	}));
	const settled = await work(world, 'trigger', items);
	const all = world.sandbox.store.notifications.all;
	for (const { item, error } of settled) {
		const count = all.filter(({ transactionId }) => transactionId === item.transaction).length;
		if (count > 1) world.ledger.problem(`${item.transaction} was triggered ${count} times`);
		if (count === 0 && error === undefined) {
			world.ledger.problem(`${item.transaction} was told as triggered, and was not`);
		}
	}
}

/**
 * Sends a request and closes the connection before the answer can be there.
 * @param {string} url
 * @param {{ headers: Record<string, string>, body: Buffer }} request
 */
async function sendAndHangUp(url, { headers, body }) {
	const abort = new AbortController();
	setTimeout(() => abort.abort(), 1 + Math.random() * 40);
	await axios.post(url, body, { headers, signal: abort.signal }).catch(() => {});
}

/**
 * @param {string} url
 * @param {{ headers: Record<string, string>, body: Buffer }} request
 * @returns {Promise<number>} the answer's status
 */
async function send(url, { headers, body }) {
	const options = { headers: { ...headers, connection: 'close' }, validateStatus: () => true };
	return (await axios.post(url, body, options)).status;
}

/**
 * Events of Novu, which come several times, at once and later; some of their senders hang up.
 * @param {World} world
 * @param {string} round
 */
async function events({ urls, collector, ledger }, round) {
	const names = range(24).map((i) => `${round}-sent-${i}`);
	const sendOften = async (/** @type {string} */ name, /** @type {number} */ i) => {
		const request = signed(failedPush(name), { id: name });
		const early = i % 3 === 0 ? [sendAndHangUp(urls.eventUrl, request)] : [];
		const times = range(1 + (i % 3)).map(() => send(urls.eventUrl, request));
		const statuses = (await Promise.all([...early, ...times])).slice(early.length);
		statuses.push(await send(urls.eventUrl, request));
		const odd = statuses.filter((status) => status !== 200);
		if (odd.length > 0) ledger.problem(`the event ${name} was answered with ${odd.join(', ')}`);
	};
	await Promise.all(names.map(sendOften));
	await settled(() => names.every((name) => collector.count('/events', name) > 0));
	for (const name of names) {
		const count = collector.count('/events', name);
		if (count !== 1) ledger.problem(`the event ${name} has started ${count} executions`);
		ledger.starts.events += count;
	}
}

/**
 * Messages that Novu has n8n deliver, answered after the workflow; some senders hang up.
 * @param {World} world
 * @param {string} round
 */
async function deliveries({ urls, collector, ledger }, round) {
	const names = range(12).map((i) => `${round}-delivered-${i}`);
	await Promise.all(
		names.map(async (name, i) => {
			const body = Buffer.from(JSON.stringify({ content: name, target: [randomUUID()] }));
			const signature = createHmac('sha256', HMAC.hmacSecret).update(body).digest('hex');
			const headers = { 'content-type': 'application/json', 'x-novu-signature': signature };
			if (i % 4 === 0) return await sendAndHangUp(urls.deliveryUrl, { headers, body });
			const status = await send(urls.deliveryUrl, { headers, body });
			const count = collector.count('/deliveries', name);
			if (status !== 200 || count !== 1) {
				ledger.problem(`the delivery ${name}: answer ${status}, ${count} executions`);
			}
		}),
	);
	for (const name of names) ledger.starts.deliveries += collector.count('/deliveries', name);
}

/**
 * Waits until something is so, or half a minute.
 * @param {() => boolean} isSo
 */
async function settled(isSo) {
	const deadline = Date.now() + 30_000;
	while (!isSo() && Date.now() < deadline) await sleep(100);
}

/**
 * All kinds of work at once.
 * @param {World} world
 * @param {string} round a name of its own
 */
async function runRound(world, round) {
	await Promise.all(
		[
			tokensOfSharedSubscribers,
			doubleEntries,
			subscribers,
			triggered,
			events,
			deliveries,
			otherCaller,
		].map((kind) => kind(world, round)),
	);
}

/**
 * Every notification that the sandbox has listed since the polling began was reported once.
 * @param {World} world
 * @param {Set<string>} before transactions of those that were there
 */
async function checkPolls({ sandbox, collector, ledger }, before) {
	const wanted = sandbox.store.notifications.all
		.map(({ transactionId }) => transactionId)
		.filter((id) => !before.has(id));
	const count = (/** @type {string} */ id) => collector.count('/notifications', id);
	await settled(() => wanted.every((id) => count(id) > 0));
	const odd = wanted.filter((id) => count(id) !== 1);
	for (const id of odd) ledger.problem(`the notification ${id} was reported ${count(id)} times`);
	ledger.starts.notifications = wanted.length - odd.length;
}

module.exports = { runRound, checkPolls };
