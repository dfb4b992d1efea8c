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
/** n8n's SQLite, which three processes share here, makes it refuse an event now and then. */
const TRIES = 10;
/** SQLite also makes n8n fail executions of its own: their events are sent again, in rounds. */
const ROUNDS = 10;

/**
 * Sends a request again until n8n has taken it.
 * @param {() => Promise<{ status: number }>} send
 */
async function untilTaken(send) {
	let status = 0;
	for (let i = 0; i < TRIES && status !== 200; i++) ({ status } = await send());
	assert.equal(status, 200);
}

/**
 * Starts an execution, as an app does it.
 * @param {string} url
 * @param {{ subscriber: string, token: string }} event
 */
async function start(url, event) {
	await untilTaken(async () => await axios.post(url, event, { validateStatus: () => true }));
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
	await untilTaken(async () => await post(url, request));
}

/**
 * @typedef {Awaited<ReturnType<typeof endedExecutions>>[number]} Ended
 */

/**
 * Sends events until n8n has carried out an execution for each, and fails the test where an execution
 * failed for another reason than n8n's own database.
 * @param {string[]} events
 * @param {(events: string[]) => Promise<void>} send
 * @param {() => Promise<Ended[]>} executions all until now, ended
 * @param {(execution: Ended) => string} eventOf
 */
async function carryOutAll(events, send, executions, eventOf) {
	let missing = events;
	for (let round = 0; round < ROUNDS && missing.length > 0; round++) {
		await send(missing);
		const ended = await executions();
		const failed = ended.filter(({ status, error = '' }) => {
			return status !== 'success' && !error.startsWith('SQLITE_BUSY');
		});
		assert.deepEqual(
			failed.map(({ status, error }) => [status, error]),
			[],
		);
		const done = new Set(ended.filter(({ status }) => status === 'success').map(eventOf));
		missing = events.filter((event) => !done.has(event));
	}
	assert.deepEqual(missing, [], `what n8n did not carry out in ${ROUNDS} rounds`);
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
		const tokens = Array.from({ length: EXECUTIONS }, (_, i) => `token-${i}`);
		/** @param {string} token */
		const ownerOf = (token) => subscriberOf(Number(token.slice('token-'.length)));
		/** @param {string[]} events */
		const send = async (events) => {
			const waiting = [...events];
			const sender = async () => {
				for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
					await start(url, { subscriber: ownerOf(token), token });
				}
			};
			await Promise.all(Array.from({ length: SENDERS }, sender));
		};
		await carryOutAll(
			tokens,
			send,
			() => endedExecutions(n8n.client, workflow, 'Start'),
			({ items: [{ body }] }) => String(/** @type {any} */ (body).token),
		);

		for (const { logFile } of n8n.workers) {
			assert.match(fs.readFileSync(logFile, 'utf8'), /started execution/);
		}
		for (let i = 0; i < SUBSCRIBERS; i++) {
			const stored = store.deviceTokens(subscriberOf(i));
			const written = tokens.filter((token) => ownerOf(token) === subscriberOf(i));
			assert.deepEqual([...stored].sort(), [`before-${i}`, ...written].sort());
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
		const dead = subscribers.flatMap((subscriber) => DEAD.map((token) => `${subscriber} ${token}`));
		/** @param {string[]} events */
		const send = async (events) => {
			for (const subscriber of subscribers) {
				const own = events.filter((event) => event.startsWith(`${subscriber} `));
				await Promise.all(own.map((event) => report(url, subscriber, event.split(' ')[1])));
			}
		};
		await carryOutAll(
			dead,
			send,
			() => endedExecutions(n8n.client, workflow, example.nodes[0].name),
			({ items: [{ subscriberId, error }] }) => {
				return `${subscriberId} ${/** @type {any} */ (error).deviceToken}`;
			},
		);

		for (const subscriber of subscribers) {
			assert.deepEqual([...store.deviceTokens(subscriber)].sort(), ['alive', 'well']);
		}
	});
});
