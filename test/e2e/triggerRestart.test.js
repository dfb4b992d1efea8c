const assert = require('node:assert/strict');
const fs = require('node:fs');
const { after, before, describe, it } = require('node:test');
const { N8nClient } = require('../../scripts/n8n/client');
const { startN8n } = require('../../scripts/n8n/server');
const { LOGIN } = require('../../scripts/n8n/session');
const { EXAMPLE_SECRET, failedPush, post, signed } = require('../trigger/sender');
const { openN8n, temporaryFolder } = require('./ownN8n');
const { openSandbox } = require('./support');
const {
	EVENTS,
	EVERY_FIVE_SECONDS,
	NODE,
	ON_FAILED_MESSAGE,
	POLLING_TYPE,
	endedExecutions,
	polled,
	productionUrl,
	publishTrigger,
	reported,
	triggerEvent,
	triggerWorkflow,
} = require('./triggerSupport');

describe('the triggers across a restart of n8n', () => {
	const userFolder = temporaryFolder();
	/** @type {Awaited<ReturnType<typeof openN8n>>} */
	let n8n;
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;

	before(async () => {
		n8n = await openN8n({ userFolder });
		novu = await openSandbox(n8n.client);
	});
	after(async () => {
		await novu.sandbox.close();
		await n8n.server.stop();
	});

	/** @returns {string} what n8n has logged since its start */
	const log = () => fs.readFileSync(n8n.server.logFile, 'utf8');

	async function restart() {
		await n8n.server.stop();
		const server = await startN8n({ userFolder });
		const client = new N8nClient(server.url);
		await client.signIn(LOGIN);
		n8n = { server, client };
	}

	it('an event that came before starts nothing, and the log says why one was refused', async () => {
		const { workflow, url } = await publishTrigger(n8n.client, ON_FAILED_MESSAGE, EVENTS);
		const requests = Array.from({ length: 8 }, () => signed(failedPush()));
		await Promise.all(requests.map((request) => post(url, request)));
		const last = signed(failedPush());
		await post(url, last);
		const { body } = signed(failedPush('forged'));
		assert.equal((await post(url, { ...last, body })).status, 401);
		assert.match(
			log(),
			/The node "Novu Trigger" refused a request \(401\): its signature does not/,
		);
		assert.ok(!log().includes(EXAMPLE_SECRET.slice('whsec_'.length)));

		await restart();
		const again = productionUrl(n8n.server, workflow);
		for (const request of [...requests, last]) {
			assert.equal((await post(again, request)).status, 200);
		}
		assert.equal((await endedExecutions(n8n.client, workflow)).length, 9);
		await post(again, signed(failedPush()));
		assert.equal((await endedExecutions(n8n.client, workflow)).length, 10);
	});

	it('the activity feed is read on from where it was', async () => {
		await triggerEvent(novu.sandbox, 'before');
		const workflow = await triggerWorkflow(n8n.client, {
			trigger: {
				name: NODE,
				type: POLLING_TYPE,
				parameters: { pollTimes: EVERY_FIVE_SECONDS, triggerOn: 'completed' },
				credentials: novu.credentials,
			},
		});
		const shown = await n8n.client.run(workflow, NODE);
		assert.equal(shown.data.resultData.runData[NODE][0].data?.main[0]?.length, 1);
		await n8n.client.activate(workflow);
		await polled(novu.sandbox);
		await triggerEvent(novu.sandbox, 'first');
		await triggerEvent(novu.sandbox, 'second');
		const manual = ['before'];
		assert.deepEqual(await reported(n8n.client, workflow, 3), [...manual, 'first', 'second']);

		await n8n.server.stop();
		for (let i = 0; i < 60; i++) await triggerEvent(novu.sandbox, `away-${i}`);
		await restart();
		const away = Array.from({ length: 60 }, (_, i) => `away-${i}`);
		assert.deepEqual(await reported(n8n.client, workflow, 63), [
			...manual,
			'first',
			'second',
			...away,
		]);
		await polled(novu.sandbox, 3);
		assert.equal((await reported(n8n.client, workflow, 63)).length, 63);
	});
});
