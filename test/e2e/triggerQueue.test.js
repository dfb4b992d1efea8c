const assert = require('node:assert/strict');
const fs = require('node:fs');
const { after, before, describe, it } = require('node:test');
const { startRedis } = require('../../scripts/n8n/redis');
const { startWorker } = require('../../scripts/n8n/server');
const { openN8n, temporaryFolder } = require('../../scripts/n8n/session');
const { EXAMPLE_SECRET, failedPush, post, signed } = require('../trigger/sender');
const { openSandbox } = require('./support');
const {
	POLLING_TYPE,
	EVERY_FIVE_SECONDS,
	deliveries,
	endedExecutions,
	holdingServer,
	polled,
	productionUrl,
	reported,
	savedCredential,
	triggerEvent,
	triggerWorkflow,
} = require('./triggerSupport');

// How this process reads TypeScript is nothing for npm and n8n, which it starts elsewhere.
delete process.env.NODE_OPTIONS;

const SECRET = 'novuWebhookSecretApi';
const EVENTS = { purpose: 'events', signingSecret: EXAMPLE_SECRET };
const HMAC = { purpose: 'delivery', hmacSecret: 'example-hmac-secret' };

describe("the triggers in n8n's queue mode", () => {
	const userFolder = temporaryFolder();
	/** @type {Awaited<ReturnType<typeof startRedis>> | undefined} */
	let redis;
	/** @type {Awaited<ReturnType<typeof openN8n>>} */
	let n8n;
	/** @type {Awaited<ReturnType<typeof startWorker>> | undefined} */
	let worker;

	before(async () => {
		redis = await startRedis(userFolder);
		const env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
		};
		n8n = await openN8n({ userFolder, env });
		worker = await startWorker({ userFolder, env });
	});
	after(async () => {
		await worker?.stop();
		await n8n?.server.stop();
		await redis?.stop();
	});

	/**
	 * @param {import('n8n-workflow').INodeParameters} parameters
	 * @param {import('n8n-workflow').IDataObject} secret
	 * @param {Parameters<typeof triggerWorkflow>[1]['then']} [then]
	 */
	async function published(parameters, secret, then) {
		const credentials = await savedCredential(n8n.client, SECRET, secret);
		const trigger = { parameters, credentials };
		const workflow = await triggerWorkflow(n8n.client, { trigger, then });
		await n8n.client.activate(workflow);
		return { workflow, url: productionUrl(n8n.client, workflow) };
	}

	/** @param {Array<{ id: string }>} executions */
	function assertRunByWorker(executions) {
		const log = fs.readFileSync(worker?.logFile ?? '', 'utf8');
		for (const { id } of executions) assert.match(log, new RegExp(`started execution ${id} `));
	}

	it('an event starts the workflow once, however often it comes at once', async () => {
		const { workflow, url } = await published(
			{ triggerOn: 'event', events: ['message.failed'] },
			EVENTS,
		);
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
		const { workflow, url } = await published(
			{ triggerOn: 'event', events: ['message.failed'] },
			EVENTS,
		);
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
			const parameters = { url: holding.url };
			const then = [{ type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters }];
			const { workflow, url } = await published(
				{ triggerOn: 'delivery', respond: 'afterWorkflow' },
				HMAC,
				then,
			);
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
		const parameters = { errorMessage: 'SMSC away' };
		const then = [{ type: 'n8n-nodes-base.stopAndError', typeVersion: 1, parameters }];
		const { workflow, url } = await published(
			{ triggerOn: 'delivery', respond: 'afterWorkflow' },
			HMAC,
			then,
		);
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
			const parameters = { pollTimes: EVERY_FIVE_SECONDS, triggerOn: 'created' };
			const trigger = { type: POLLING_TYPE, parameters, credentials };
			const workflow = await triggerWorkflow(n8n.client, { trigger });
			await n8n.client.activate(workflow);
			await polled(sandbox);
			await triggerEvent(sandbox, 'one');
			assert.deepEqual(await reported(n8n.client, workflow, 1), ['one']);
			await polled(sandbox, 3);
			assert.deepEqual(await reported(n8n.client, workflow, 1), ['one']);
			await n8n.client.request('POST', `/rest/workflows/${workflow.id}/deactivate`, {});
			assertRunByWorker(await endedExecutions(n8n.client, workflow));
		} finally {
			await sandbox.close();
		}
	});
});
