const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { chatDelivery, deliver, post } = require('../trigger/sender');
const { connect } = require('./support');
const {
	FAILING_STEP,
	HMAC,
	callingStep,
	deliveries,
	endedExecutions,
	holdingServer,
	publishTrigger,
} = require('./triggerSupport');

const SMS = { purpose: 'sms', headerName: 'X-API-Key', apiKey: 'example-sms-key' };

describe('deliveries of Novu at the production URL', () => {
	const n8n = connect();

	/**
	 * @param {'atOnce' | 'afterWorkflow'} respond
	 * @param {import('n8n-workflow').IDataObject} secret
	 * @param {import('./triggerSupport').Step[]} [then]
	 */
	const published = async (respond, secret, then) =>
		await publishTrigger(n8n, { triggerOn: 'delivery', respond }, secret, { then });

	it('start one execution for each device token, and are answered with it', async () => {
		const { workflow, url } = await published('atOnce', HMAC);
		const answers = [];
		for (const delivery of deliveries('push')) answers.push(await post(url, delivery));
		const ended = await endedExecutions(n8n, workflow);
		assert.deepEqual(
			answers.map(({ status, data }) => [status, /** @type {any} */ (data).id]),
			ended.map(({ id }) => [200, id]),
		);
		assert.deepEqual(
			ended.map(({ items }) => items[0].deviceToken),
			['device-1', 'device-2'],
		);
	});

	it('of email start the workflow without the credentials of all channels', async () => {
		const { workflow, url } = await published('atOnce', HMAC);
		const [delivery] = deliveries('email');
		const credentials = /device-2|4399\/(slack|mattermost|grafana)/;
		assert.match(delivery.body.toString(), credentials);
		assert.equal((await post(url, delivery)).status, 200);
		const [{ items }] = await endedExecutions(n8n, workflow);
		assert.equal(items[0].subject, 'Hi Ann');
		assert.deepEqual(items[0].to, ['ann@example.com']);
		assert.doesNotMatch(JSON.stringify(items), credentials);
	});

	it('are refused when they are forged', async () => {
		const { workflow, url } = await published('atOnce', HMAC);
		const [{ headers }, { body }] = deliveries('push');
		assert.equal((await post(url, { headers, body })).status, 401);
		assert.deepEqual(await endedExecutions(n8n, workflow), []);
	});

	it('of SMS are answered where Novu looks for ID and date', async () => {
		const { workflow, url } = await published('afterWorkflow', SMS);
		const { status, data } = await post(url, deliveries('sms')[0]);
		const [{ id }] = await endedExecutions(n8n, workflow);
		assert.equal(status, 200);
		const { data: inner, ...outer } = /** @type {any} */ (data);
		assert.deepEqual(inner, outer);
		assert.equal(inner.id, id);
		assert.ok(Date.parse(inner.date) > 0);
	});

	it('are answered after the workflow where the user wants it', async () => {
		const holding = await holdingServer();
		try {
			const then = [callingStep(holding.url)];
			const { workflow, url } = await published('afterWorkflow', HMAC, then);
			let answered = false;
			const answer = post(url, deliveries('push')[0]).finally(() => (answered = true));
			await holding.called;
			assert.equal(answered, false);
			holding.release();
			const { status, data } = await answer;
			const [{ id }] = await endedExecutions(n8n, workflow);
			assert.deepEqual({ status, id: /** @type {any} */ (data).id }, { status: 200, id });
		} finally {
			holding.close();
		}
	});

	it('are answered with an error after a workflow that failed', async () => {
		const { workflow, url } = await published('afterWorkflow', HMAC, [FAILING_STEP]);
		assert.equal((await post(url, deliveries('push')[0])).status, 500);
		assert.equal((await endedExecutions(n8n, workflow))[0].status, 'error');
		// newer versions of Novu, which look at no status
		for (const delivery of [...deliveries('push'), chatDelivery()]) {
			await assert.rejects(deliver(url, delivery), /n8n-workflow-failed\.invalid/);
		}
		assert.equal((await endedExecutions(n8n, workflow)).length, 4);
	});

	it('of chat start the workflow, and are answered with it', async () => {
		const { workflow, url } = await published('atOnce', HMAC);
		const id = await deliver(url, chatDelivery());
		await assert.rejects(deliver(url, chatDelivery('another')), /n8n-refused-it\.invalid/);
		const ended = await endedExecutions(n8n, workflow);
		assert.deepEqual(
			ended.map((execution) => [execution.id, execution.items[0].content]),
			[[id, 'chat 42 ✓']],
		);
	});
});
