const assert = require('node:assert/strict');
const { beforeEach, describe, it } = require('node:test');
const { readExamples, withCredentials } = require('../../scripts/n8n/examples');
const {
	EXAMPLE_SECRET,
	OTHER_SECRET,
	failedPush,
	message,
	post,
	signed,
} = require('../trigger/sender');
const { connect, sandboxApi, useSandbox } = require('./support');
const {
	EVENTS,
	ON_FAILED_MESSAGE,
	SECRET,
	callingStep,
	endedExecutions,
	holdingServer,
	productionUrl,
	publishTrigger,
	savedCredential,
	unpublish,
} = require('./triggerSupport');

/** @typedef {import('../../scripts/n8n/client').SavedWorkflow} SavedWorkflow */

/** A secret that could verify nothing. */
const MALFORMED = { ...EVENTS, signingSecret: 'whsec_abc' };

const now = () => Math.floor(Date.now() / 1000);

describe('events of Novu at the production URL', () => {
	const n8n = connect();
	/** @type {SavedWorkflow} */
	let workflow;
	let url = '';

	beforeEach(async () => {
		({ workflow, url } = await publishTrigger(n8n, ON_FAILED_MESSAGE, EVENTS));
	});

	const executions = () => endedExecutions(n8n, workflow);

	/** @returns {Promise<string[]>} the token in each execution's event, oldest execution first */
	const deviceTokens = async () =>
		(await executions()).map(({ items }) => /** @type {any} */ (items[0].error).deviceToken);

	it('start the workflow with what they hold', async () => {
		const event = failedPush('tøken ✓');
		const { status, data } = await post(url, signed(event));
		assert.equal(status, 200);
		const [{ id, mode, status: end, items }, ...more] = await executions();
		assert.deepEqual(more, []);
		assert.deepEqual({ mode, end }, { mode: 'webhook', end: 'success' });
		assert.equal(/** @type {{ id: string }} */ (data).id, id);
		assert.equal(items[0].id, event.id);
		assert.deepEqual(items[0].error, {
			message: 'Requested entity was not found.',
			reason: 'token_invalid',
			deviceToken: 'tøken ✓',
		});
	});

	it('start nothing when they are forged, stale, unsigned or signed with another secret', async () => {
		const { headers, body } = signed(failedPush());
		const forged = Buffer.from(body.toString().replace('customer-1', 'customer-2'));
		const requests = [
			{ headers, body: forged },
			{ headers: { 'content-type': 'application/json' }, body },
			signed(failedPush(), { timestamp: now() - 600 }),
			signed(failedPush(), { timestamp: now() + 600 }),
			signed(failedPush(), { secrets: [OTHER_SECRET] }),
		];
		for (const request of requests) assert.equal((await post(url, request)).status, 401);
		assert.deepEqual(await executions(), []);
	});

	it('start the workflow once, however often and in which order they come', async () => {
		const ids = ['msg_a', 'msg_b', 'msg_c'];
		const tries = [0, -30, -60].flatMap((age) =>
			ids.map((id) => signed(failedPush(id), { id, timestamp: now() + age })),
		);
		// a retry before the others' first tries, older ones after newer ones
		for (const request of tries.reverse()) assert.equal((await post(url, request)).status, 200);
		assert.deepEqual(await deviceTokens(), ['msg_c', 'msg_b', 'msg_a']);
	});

	it('start the workflow once when the same one comes several times at once', async () => {
		const ids = Array.from({ length: 10 }, (_, i) => `msg_${i}`);
		const requests = [...ids, ...ids, ...ids, ...ids].map((id) => signed(failedPush(id), { id }));
		const answers = await Promise.all(requests.map((request) => post(url, request)));
		assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
		assert.deepEqual((await deviceTokens()).sort(), ids);
	});

	it('are remembered when the workflow is published anew', async () => {
		const request = signed(failedPush());
		await post(url, request);
		await unpublish(n8n, workflow);
		await n8n.activate(workflow);
		assert.equal((await post(url, request)).status, 200);
		assert.equal((await executions()).length, 1);
	});

	it('are taken with both secrets while the secret is exchanged, under either name of headers', async () => {
		const secrets = [OTHER_SECRET, EXAMPLE_SECRET];
		for (const prefix of /** @type {const} */ (['svix', 'webhook'])) {
			assert.equal((await post(url, signed(failedPush(), { secrets, prefix }))).status, 200);
		}
		assert.equal((await executions()).length, 2);
	});

	it('are verified over the bytes as they came', async () => {
		// n8n's own reading of the body would lose the blanks, the escapes and the order
		const text = `\n{ "type" : "message.failed",\t"a\\u0062":1, "data":{"object":{"channel":"pu\\u0073h"}} }`;
		assert.equal((await post(url, signed(text))).status, 200);
		assert.equal((await executions())[0].items[0].channel, 'push');
	});

	it('of a failed chat message come under Message Failed, those of a sent one do not', async () => {
		const object = message('chat', 'slack');
		const data = { object, error: { message: 'channel_not_found' } };
		await post(url, signed({ ...failedPush(), type: 'message.sent', data: { object } }));
		await post(url, signed({ ...failedPush(), type: 'message.sent', data }));
		const [{ items }, ...more] = await executions();
		assert.deepEqual(more, []);
		assert.deepEqual(items[0].error, { message: 'channel_not_found' });
	});
});

describe('events that meet the filters', () => {
	const n8n = connect();

	it('start the workflow, raw where it is wanted, with a secret pasted with blanks', async () => {
		const signingSecret = ` ${EXAMPLE_SECRET.slice(0, 12)} ${EXAMPLE_SECRET.slice(12)}\n`;
		const filters = {
			channels: ['push'],
			providerIds: 'fcm',
			workflowIds: 'order-shipped, other',
			subscriberIds: 'customer-1',
		};
		const parameters = { ...ON_FAILED_MESSAGE, filters, simplify: false };
		const { workflow, url } = await publishTrigger(n8n, parameters, { ...EVENTS, signingSecret });
		const wanted = failedPush();
		const others = [
			{ channel: 'email' },
			{ providerId: 'apns' },
			{ workflowId: 'news', templateIdentifier: 'news' },
			{ subscriberId: 'customer-11' },
		].map((change) => {
			const event = failedPush();
			Object.assign(event.data.object, change);
			return event;
		});
		for (const event of [...others, wanted]) {
			assert.equal((await post(url, signed(event))).status, 200);
		}
		const ended = await endedExecutions(n8n, workflow);
		assert.deepEqual(
			ended.map(({ items }) => items),
			[[wanted]],
		);
	});
});

describe('a workflow behind the Novu Trigger', () => {
	const n8n = connect();

	it('does not hold up the answer', async () => {
		const holding = await holdingServer();
		try {
			const then = [callingStep(holding.url)];
			const { workflow, url } = await publishTrigger(n8n, ON_FAILED_MESSAGE, EVENTS, { then });
			assert.equal((await post(url, signed(failedPush()))).status, 200);
			await holding.called;
			const [{ status: state }] = await n8n.executions(workflow.id);
			assert.equal(state, 'running');
			holding.release();
			assert.equal((await endedExecutions(n8n, workflow))[0].status, 'success');
		} finally {
			holding.close();
		}
	});

	it('is not published with a secret that could verify nothing', async () => {
		const publishing = publishTrigger(n8n, ON_FAILED_MESSAGE, MALFORMED);
		await assert.rejects(publishing, /not a secret of an endpoint/);
	});

	it('has a credential that n8n can test', async () => {
		const { [SECRET]: saved } = await savedCredential(n8n, SECRET, EVENTS);
		assert.equal((await n8n.testCredential(saved, SECRET, EVENTS)).status, 'OK');
		const { status, message } = await n8n.testCredential(saved, SECRET, MALFORMED);
		assert.equal(status, 'Error');
		assert.match(message, /not a secret of an endpoint/);
	});
});

describe('the recipe "Remove dead device tokens"', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	/** @returns {any[]} every subscriber with all that the sandbox knows of it */
	const subscribers = () => JSON.parse(JSON.stringify(novu.sandbox.store.subscribers.all));

	/**
	 * @param {string} subscriberId
	 * @param {string} providerId
	 * @param {string[]} deviceTokens
	 */
	async function give(subscriberId, providerId, deviceTokens) {
		const path = `/v1/subscribers/${subscriberId}/credentials`;
		await sandboxApi(novu.sandbox).put(path, { providerId, credentials: { deviceTokens } });
	}

	/** @param {string} deviceToken @param {string} reason */
	function failed(deviceToken, reason) {
		const event = failedPush(deviceToken);
		Object.assign(event.data.object, { subscriberId: 'crm-1001' });
		Object.assign(event.data.error.push, { reason });
		return signed(event);
	}

	it('removes the token that failed, and no other', async () => {
		await give('crm-1001', 'fcm', ['alive-1', 'dead', 'alive-2']);
		await give('crm-1001', 'apns', ['dead', 'alive-3']);
		await give('crm-1002', 'fcm', ['dead', 'alive-4']);
		const before = subscribers();
		const credentials = {
			...novu.credentials,
			...(await savedCredential(n8n, SECRET, EVENTS)),
		};
		const example = readExamples().find(({ name }) => name === 'Remove dead device tokens');
		assert.ok(example);
		const workflow = await n8n.createWorkflow(withCredentials(example, credentials));
		await n8n.activate(workflow);
		const url = productionUrl(n8n, workflow);
		// not of this kind, or not from Novu, so that nothing may happen
		assert.equal((await post(url, failed('alive-1', 'generic_error'))).status, 200);
		const { headers } = failed('alive-2', 'token_invalid');
		const { body } = failed('alive-1', 'token_invalid');
		assert.equal((await post(url, { headers, body })).status, 401);
		// the same one as often as Novu may send it
		const event = failed('dead', 'token_invalid');
		for (let i = 0; i < 3; i++) assert.equal((await post(url, event)).status, 200);
		const ended = await endedExecutions(n8n, workflow, 'Remove Device Tokens');
		assert.deepEqual(
			ended.map(({ status }) => status),
			['success'],
		);

		const one = before.find(({ subscriberId }) => subscriberId === 'crm-1001');
		const fcm = one.channels.find((/** @type {any} */ { providerId }) => providerId === 'fcm');
		assert.deepEqual(fcm.credentials.deviceTokens, ['alive-1', 'dead', 'alive-2']);
		fcm.credentials.deviceTokens = ['alive-1', 'alive-2'];
		assert.deepEqual(withoutTimes(subscribers()), withoutTimes(before));
	});
});

/** @param {any[]} entries @returns {object[]} the same, without when they were last written */
function withoutTimes(entries) {
	return entries.map(({ updatedAt: _, ...rest }) => rest);
}
