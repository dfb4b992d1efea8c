const assert = require('node:assert/strict');
const fs = require('node:fs');
const { after, before, describe, it } = require('node:test');
const { failedPush, post, signed } = require('../trigger/sender');
const { openQueueMode } = require('./ownN8n');
const { openSandbox } = require('./support');
const {
	EVENTS,
	FAILING_STEP,
	HMAC,
	ON_FAILED_MESSAGE,
	callingStep,
	deliveries,
	endedExecutions,
	holdingServer,
	polled,
	publishPolling,
	publishTrigger,
	reported,
	triggerEvent,
	unpublish,
} = require('./triggerSupport');

describe("the triggers in n8n's queue mode", () => {
	/** @type {import('./ownN8n').QueueMode} */
	let n8n;

	before(async () => {
		n8n = await openQueueMode(1);
	});
	after(async () => await n8n?.close());

	/**
	 * @param {import('n8n-workflow').INodeParameters} parameters
	 * @param {import('n8n-workflow').IDataObject} secret
	 * @param {import('./triggerSupport').Step[]} [then]
	 */
	const published = async (parameters, secret, then) =>
		await publishTrigger(n8n.client, parameters, secret, { then });

	/** @param {Array<{ id: string }>} executions */
	function assertRunByWorker(executions) {
		const log = fs.readFileSync(n8n.workers[0].logFile, 'utf8');
		for (const { id } of executions) assert.match(log, new RegExp(`started execution ${id} `));
	}

	it('an event starts the workflow once, however often it comes at once', async () => {
		const { workflow, url } = await published(ON_FAILED_MESSAGE, EVENTS);
		const ids = Array.from({ length: 10 }, (_, i) => `msg_${i}`);
		const requests = [...ids, ...ids, ...ids, ...ids].map((id) => signed(failedPush(id), { id }));
		const answers = await Promise.all(requests.map((request) => post(url, request)));
		assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
		for (const request of requests) assert.equal((await post(url, request)).status, 200);

		const ended = await endedExecutions(n8n.client, workflow);
		const tokens = ended.map(({ items }) => /** @type {any} */ (items[0].error).deviceToken);
		assert.deepEqual(tokens.sort(), ids);
		assert.deepEqual([...new Set(ended.map(({ status }) => status))], ['success']);
		assertRunByWorker(ended);
	});

	it('a forged event starts nothing', async () => {
		const { workflow, url } = await published(ON_FAILED_MESSAGE, EVENTS);
		const { headers } = signed(failedPush());
		assert.equal((await post(url, { headers, body: signed(failedPush()).body })).status, 401);
		assert.deepEqual(await endedExecutions(n8n.client, workflow), []);
	});

	it('a delivery is answered at once with the execution', async () => {
		const { workflow, url } = await published({ triggerOn: 'delivery', respond: 'atOnce' }, HMAC);
		const answers = [];
		for (const delivery of deliveries('push')) answers.push(await post(url, delivery));
		const ended = await endedExecutions(n8n.client, workflow);
		assert.deepEqual(
			answers.map(({ status, data }) => [status, /** @type {any} */ (data).id]),
			ended.map(({ id }) => [200, id]),
		);
		assertRunByWorker(ended);
	});

	it("a delivery is answered after the workflow with the delivery's own ID", async () => {
		const holding = await holdingServer();
		try {
			const parameters = { triggerOn: 'delivery', respond: 'afterWorkflow' };
			const then = [callingStep(holding.url)];
			const { workflow, url } = await published(parameters, HMAC, then);
			let answered = false;
			const answer = post(url, deliveries('push')[0]).finally(() => (answered = true));
			await holding.called;
			assert.equal(answered, false);
			holding.release();
			const { status, data } = await answer;
			const ended = await endedExecutions(n8n.client, workflow);
			const { deliveryId } = ended[0].items[0];
			assert.match(String(deliveryId), /^[0-9a-f-]{36}$/);
			assert.deepEqual(
				{ status, id: /** @type {any} */ (data).id },
				{ status: 200, id: deliveryId },
			);
			assertRunByWorker(ended);
		} finally {
			holding.close();
		}
	});

	it('a delivery is answered with an error after a workflow that failed', async () => {
		const parameters = { triggerOn: 'delivery', respond: 'afterWorkflow' };
		const { workflow, url } = await published(parameters, HMAC, [FAILING_STEP]);
		assert.equal((await post(url, deliveries('push')[0])).status, 500);
		const ended = await endedExecutions(n8n.client, workflow);
		assert.deepEqual(
			ended.map(({ status }) => status),
			['error'],
		);
		assertRunByWorker(ended);
	});

	it('an entry of the activity feed is reported once', async () => {
		const { sandbox, credentials } = await openSandbox(n8n.client);
		try {
			const workflow = await publishPolling(n8n.client, 'created', credentials);
			await polled(sandbox);
			await triggerEvent(sandbox, 'one');
			assert.deepEqual(await reported(n8n.client, workflow, 1), ['one']);
			await polled(sandbox, 3);
			assert.deepEqual(await reported(n8n.client, workflow, 1), ['one']);
			await unpublish(n8n.client, workflow);
			assertRunByWorker(await endedExecutions(n8n.client, workflow));
		} finally {
			await sandbox.close();
		}
	});
});
