const assert = require('node:assert/strict');
const http = require('node:http');
const { describe, it } = require('node:test');
const { outputItems } = require('../../scripts/n8n/client');
const { withCredentials } = require('../../scripts/n8n/examples');
const { post } = require('../trigger/sender');
const { exampleCalled, headerCredential, runExample } = require('./exampleSupport');
const { connect, sandboxApi, useSandbox } = require('./support');
const {
	HMAC,
	SECRET,
	deliveries,
	endedExecutions,
	productionUrl,
	savedCredential,
	unpublish,
} = require('./triggerSupport');

const DIGEST = 'Weekly digest of failed messages';
/** Its second trigger. */
const SET_UP = 'Once: make the workflow';
const SMS = { purpose: 'sms', headerName: 'X-API-Key', apiKey: 'example-sms-key' };

describe(`the example "${DIGEST}"`, () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	/** @param {string} trigger */
	const run = async (trigger) => await runExample(n8n, DIGEST, novu.credentials, { trigger });

	/** @param {string} subscriberId whose push message fails: an entry without tokens */
	async function failFor(subscriberId) {
		const api = sandboxApi(novu.sandbox);
		const write = { providerId: 'fcm', credentials: { deviceTokens: [] } };
		await api.put(`/v1/subscribers/${subscriberId}/credentials`, write);
		const event = { name: 'order-shipped', to: subscriberId, payload: { orderId: '1' } };
		await api.post('/v1/events/trigger', event);
	}

	const digests = () =>
		novu.sandbox.store.messages.all
			.filter(({ templateIdentifier }) => templateIdentifier === 'failed-messages')
			.map(({ channel, subject, content, email }) => ({ channel, subject, content, email }));

	it('makes its workflow in Novu, as often as it is asked to, and says what it lacks', async () => {
		const without = await run(SET_UP);
		assert.match(String(without.data.resultData.error?.message), /"email": Missing active primary/);
		novu.sandbox.store.addIntegration('sendgrid', 'email', { primary: true });
		for (let times = 0; times < 2; times++) {
			const { status, data } = await run(SET_UP);
			assert.equal(status, 'success', data.resultData.error?.message);
		}
		const made = novu.sandbox.store.workflows.lookup('identifier', 'failed-messages');
		assert.deepEqual(
			made.map(({ active, steps }) => [active, steps.map(({ type }) => type)]),
			[[true, ['in_app', 'email']]],
		);
	});

	it('sends nothing where nothing failed', async () => {
		await sandboxApi(novu.sandbox).post('/v1/events/trigger', { name: 'welcome', to: 'crm-1001' });
		const execution = await run('Every Monday');
		assert.equal(execution.status, 'success');
		assert.equal(outputItems(execution, 'Get a week of activity').length, 1);
		assert.deepEqual(digests(), []);
	});

	it('lists what failed in one message, to the inbox and by email', async () => {
		novu.sandbox.reset();
		novu.sandbox.store.addIntegration('sendgrid', 'email', { primary: true });
		assert.equal((await run(SET_UP)).status, 'success');
		await failFor('crm-1002');
		await failFor('crm-1003');
		const { status, data } = await run('Every Monday');
		assert.equal(status, 'success', data.resultData.error?.message);
		const sent = digests();
		assert.deepEqual(
			sent.map(({ channel, subject, email }) => [channel, subject, email]),
			[
				['in_app', '2 messages failed last week', undefined],
				['email', '2 messages failed last week', 'operations@example.com'],
			],
		);
		const [{ content }] = sent;
		const line = /^\d{4}-\d\d-\d\d \d\d:\d\d, Order Shipped, (crm-100[23]), push: .+$/;
		const who = String(content)
			.split('\n')
			.map((one) => line.exec(one)?.[1]);
		assert.deepEqual(who, ['crm-1003', 'crm-1002']);
	});

	it('fails where the digest cannot be sent', async () => {
		novu.sandbox.reset();
		await failFor('crm-1004');
		const { status, data } = await run('Every Monday');
		assert.equal(status, 'error');
		assert.match(String(data.resultData.error?.message), /failed-messages|workflow/i);
	});
});

/**
 * An SMS gateway that takes what it is sent while its status is 200.
 * @returns {Promise<{ url: string, taken: unknown[], answer: (status: number) => void, close: () => void }>}
 */
async function gateway() {
	let status = 200;
	/** @type {unknown[]} */
	const taken = [];
	const server = http.createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = JSON.parse(Buffer.concat(chunks).toString());
		taken.push({ key: request.headers['x-gateway'], ...body });
		response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":"sms-1"}');
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	const answer = (/** @type {number} */ next) => void (status = next);
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { url: `http://127.0.0.1:${port}/messages`, taken, answer, close };
}

describe('the example "Deliver Novu\'s SMS through n8n"', () => {
	const n8n = connect();

	/** @param {string} url of the gateway @param {import('n8n-workflow').IDataObject} secret */
	async function published(url, secret) {
		const credentials = {
			...(await savedCredential(n8n, SECRET, secret)),
			...(await headerCredential(n8n, { name: 'X-Gateway', value: 'gateway-key' })),
		};
		const example = withCredentials(exampleCalled("Deliver Novu's SMS through n8n"), credentials);
		const nodes = example.nodes.map((node) =>
			node.parameters.url ? { ...node, parameters: { ...node.parameters, url } } : node,
		);
		const workflow = await n8n.createWorkflow({ ...example, nodes });
		await n8n.activate(workflow);
		return { workflow, url: productionUrl(n8n, workflow) };
	}

	it('hands them to the gateway, and tells Novu where it refuses one', async () => {
		const { url: address, taken, answer, close } = await gateway();
		try {
			const { workflow, url } = await published(address, SMS);
			const [sms] = deliveries('sms');
			assert.equal((await post(url, sms)).status, 200);
			const reference = '6b03f2af703fb8d249ee2c87';
			const message = { key: 'gateway-key', to: '+4512345678', text: 'sms 42', reference };
			assert.deepEqual(taken, [message]);

			answer(503);
			assert.equal((await post(url, sms)).status, 500);
			assert.equal(taken.length, 2);
			const statuses = (await endedExecutions(n8n, workflow)).map(({ status }) => status);
			assert.deepEqual(statuses, ['success', 'error']);
			await unpublish(n8n, workflow);
		} finally {
			close();
		}
	});

	it('refuses what is no SMS', async () => {
		const { url: address, taken, close } = await gateway();
		try {
			const { workflow, url } = await published(address, HMAC);
			assert.equal((await post(url, deliveries('email')[0])).status, 500);
			assert.deepEqual(taken, []);
			const [{ error }] = await endedExecutions(n8n, workflow);
			assert.match(String(error), /of the channel email/);
		} finally {
			close();
		}
	});
});
