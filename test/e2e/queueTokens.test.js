const assert = require('node:assert/strict');
const axios = require('axios').default;
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const { after, before, describe, it } = require('node:test');
const { readExamples, withCredentials } = require('../../scripts/n8n/examples');
const { failedPush, post, signed } = require('../trigger/sender');
const { openQueueMode } = require('./ownN8n');
const { chain, node, novuNode, openSandbox, sandboxApi } = require('./support');
const {
	EVENTS,
	SECRET,
	endedExecutions,
	productionUrl,
	savedCredential,
} = require('./triggerSupport');

const SUBSCRIBERS = 20;
const EXECUTIONS = 200;
const PROVIDER = 'expo';

/** So long Novu takes between reading an entry and writing it back, in milliseconds. */
const RACE_MS = 20;

/** Events that come at the same time: as many as both workers take at once, and some more. */
const SENDERS = 25;
/** So many n8n has to carry out; it carries out nearly all of them. */
const LEAST_DONE = 180;
/** n8n's SQLite, which three processes share here, makes it refuse an event now and then. */
const TRIES = 10;

/**
 * Starts an execution, as an app that sends an event again until n8n has taken it.
 * @param {string} url
 * @param {{ subscriber: string, token: string }} event
 * @returns {Promise<void>}
 */
async function start(url, event) {
	const options = { validateStatus: () => true };
	let status = 0;
	for (let i = 0; i < TRIES && status !== 200; i++) {
		({ status } = await axios.post(url, event, options));
	}
	assert.equal(status, 200);
}

/** Subscribers of whom several tokens fail at the same moment, and how many of each. */
const WITH_DEAD = 5;
const DEAD = ['dead-1', 'dead-2', 'dead-3'];

/**
 * Novu's event of a push message that failed for one token, sent until n8n has taken it; it starts the
 * workflow once.
 * @param {string} url
 * @param {string} subscriberId
 * @param {string} token
 */
async function report(url, subscriberId, token) {
	const event = failedPush(token);
	Object.assign(event.data.object, { subscriberId, providerId: PROVIDER });
	const request = signed(event);
	let status = 0;
	for (let i = 0; i < TRIES && status !== 200; i++) ({ status } = await post(url, request));
	assert.equal(status, 200);
}

/** @param {number} index @returns {string} */
const subscriberOf = (index) => `queued-${index % SUBSCRIBERS}`;

describe("tokens that two workers of n8n's queue mode write and remove at once", () => {
	/** @type {import('./ownN8n').QueueMode} */
	let n8n;
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;

	before(async () => {
		n8n = await openQueueMode(2);
		novu = await openSandbox(n8n.client, { raceMs: RACE_MS });
	});
	after(async () => {
		await n8n?.close();
		await novu?.sandbox.close();
	});

	/** @param {{ url: string, apiKey: string }} server @param {string} subscriber @param {string} token */
	async function writeFirst(server, subscriber, token) {
		const body = { providerId: PROVIDER, credentials: { deviceTokens: [token] } };
		await sandboxApi(server).patch(`/v1/subscribers/${subscriber}/credentials`, body);
	}

	/** @returns {Promise<{ workflow: any, url: string }>} webhook, answered at once → Novu */
	async function published() {
		const path = randomUUID();
		const parameters = { httpMethod: 'POST', path, responseMode: 'onReceived' };
		const start = node('Start', 'n8n-nodes-base.webhook', 2, {
			parameters,
			webhookId: randomUUID(),
		});
		const append = novuNode(
			{
				resource: 'subscriber',
				operation: 'updateCredentials',
				subscriberId: { __rl: true, mode: 'id', value: '={{ $json.body.subscriber }}' },
				providerId: PROVIDER,
				tokenMode: 'append',
				deviceTokens: '={{ $json.body.token }}',
			},
			novu.credentials,
		);
		const workflow = await n8n.client.createWorkflow({
			name: path,
			nodes: [start, append],
			connections: chain([start, append]),
		});
		await n8n.client.activate(workflow);
		return { workflow, url: `${n8n.client.url}/webhook/${path}` };
	}

	it(`${EXECUTIONS} executions over ${SUBSCRIBERS} subscribers leave every token`, async () => {
		const { store } = novu.sandbox;
		for (let i = 0; i < SUBSCRIBERS; i++) {
			store.addSubscriber(subscriberOf(i));
			await writeFirst(novu.sandbox, subscriberOf(i), `before-${i}`);
		}
		const { workflow, url } = await published();
		const numbers = Array.from({ length: EXECUTIONS }, (_, i) => i);
		await Promise.all(
			Array.from({ length: SENDERS }, async () => {
				for (let i = numbers.shift(); i !== undefined; i = numbers.shift()) {
					await start(url, { subscriber: subscriberOf(i), token: `token-${i}` });
				}
			}),
		);

		const ended = await endedExecutions(n8n.client, workflow, 'Start');
		// n8n's SQLite, which three processes share here, fails an execution of its own now and then.
		const failed = ended.filter(({ status, error = '' }) => {
			return status !== 'success' && !error.startsWith('SQLITE_BUSY');
		});
		assert.deepEqual(
			failed.map(({ status, error }) => [status, error]),
			[],
		);
		const done = new Set(
			ended
				.filter(({ status }) => status === 'success')
				.map(({ items: [{ body }] }) => String(/** @type {any} */ (body).token)),
		);
		assert.ok(done.size >= LEAST_DONE, `n8n carried out ${done.size} executions`);
		for (const { logFile } of n8n.workers) {
			assert.match(fs.readFileSync(logFile, 'utf8'), /started execution/);
		}
		for (let i = 0; i < SUBSCRIBERS; i++) {
			const stored = store.deviceTokens(subscriberOf(i));
			const told = [...done].filter(
				(token) => Number(token.slice('token-'.length)) % SUBSCRIBERS === i,
			);
			const missing = [`before-${i}`, ...told].filter((token) => !stored.includes(token));
			assert.deepEqual(missing, []);
			assert.equal(new Set(stored).size, stored.length);
			assert.equal(store.subscriber(subscriberOf(i))?.channels.length, 1);
		}
	});

	it('the recipe "Remove dead device tokens" takes away every token that fails at the same moment', async () => {
		const { store } = novu.sandbox;
		const subscribers = Array.from({ length: WITH_DEAD }, (_, i) => `dead-tokens-${i}`);
		for (const subscriber of subscribers) {
			store.addSubscriber(subscriber);
			for (const token of ['alive', ...DEAD, 'well']) {
				await writeFirst(novu.sandbox, subscriber, token);
			}
		}
		const example = readExamples().find(({ name }) => name === 'Remove dead device tokens');
		assert.ok(example);
		const credentials = {
			...novu.credentials,
			...(await savedCredential(n8n.client, SECRET, EVENTS)),
		};
		const workflow = await n8n.client.createWorkflow(withCredentials(example, credentials));
		await n8n.client.activate(workflow);
		const url = productionUrl(n8n.client, workflow);
		for (const subscriber of subscribers) {
			await Promise.all(DEAD.map((token) => report(url, subscriber, token)));
		}

		const ended = await endedExecutions(n8n.client, workflow, example.nodes[0].name);
		const failed = ended.filter(({ status, error = '' }) => {
			return status !== 'success' && !error.startsWith('SQLITE_BUSY');
		});
		assert.deepEqual(
			failed.map(({ status, error }) => [status, error]),
			[],
		);
		for (const subscriber of subscribers) {
			const done = ended
				.filter(({ status, items: [item] }) => {
					return status === 'success' && item.subscriberId === subscriber;
				})
				.map(({ items: [{ error }] }) => String(/** @type {any} */ (error).deviceToken));
			assert.ok(done.length > 1, `n8n carried out ${done.length} executions for ${subscriber}`);
			const stored = store.deviceTokens(subscriber).map(String);
			assert.deepEqual(
				stored.filter((token) => done.includes(token)),
				[],
			);
			assert.ok(['alive', 'well'].every((token) => stored.includes(token)));
		}
	});
});
