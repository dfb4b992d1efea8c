import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { NovuApi } from '../../credentials/NovuApi.credentials';
import { NovuPollingTrigger } from '../../nodes/Novu/NovuPollingTrigger.node';
import { answer, FAULTS, startFaultServer, type FaultServer } from '../../sandbox/faultServer';
import recorded from '../recordings/deliveries.json';
import { entry } from './feedServer';
import { hostTrigger, type Host } from './harness';
import { pollerOf } from './pollHarness';
import { chatDelivery, failedPush, post, signed, type Signed } from './sender';
import { eventSecret, freshTrigger } from './support';

const KEY = 'dummy-canary-key-7f3a9c51e2';
const HEADER = 'canary-header-51e27f3a9c';
const HMAC = 'canary-hmac-9c51e27f3a';
const SENT_BY_SMS = 'canary-sms-27f3a9c51e';
const BARE = Buffer.from('canary-signing-of-24-byte').toString('base64');
const SIGNING = `whsec_${BARE}`;
const CANARIES = [KEY, HEADER, HMAC, SENT_BY_SMS, BARE, 'canary-'];

function expectNoSecret(name: string, told: unknown) {
	const text = JSON.stringify(told);
	expect([name, CANARIES.filter((secret) => text.includes(secret)), text]).toEqual([
		name,
		[],
		text,
	]);
}

function told(error: Error): object {
	return { ...error, message: error.message, stack: error.stack, cause: String(error.cause) };
}

describe('no planted secret comes out of the trigger', () => {
	let host: Host;
	afterEach(async () => await host.close());

	async function start(parameters: IDataObject, secret: ICredentialDataDecryptedObject) {
		host = await hostTrigger({
			node: await freshTrigger(),
			parameters: { ...parameters, options: { includeCredentials: true } },
			credentials: { novuWebhookSecretApi: secret },
		});
	}

	/** All that n8n keeps, shows or answers after these requests. */
	async function after(requests: Signed[]) {
		const answers = [];
		for (const request of requests) answers.push(await post(host.url, request));
		const published = await host.publish().catch(told);
		const executions = host.executions.map(({ items, error }) => ({
			items,
			error: error && told(error),
		}));
		const { log } = host;
		return { answers, published, executions, log, staticData: host.staticData() };
	}

	/** The same request as it came, changed on the way, without a signature, and no JSON. */
	const changed = (request: Signed): Signed[] => [
		request,
		{ ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) },
		{ ...request, headers: { 'content-type': 'application/json' } },
		{ ...request, body: Buffer.from('{') },
	];

	it.each([true, false])('for events (simplified: %s)', async (simplify) => {
		await start({ triggerOn: 'event', events: ['any'], simplify }, eventSecret(SIGNING));
		const event = signed(failedPush(), { secrets: [SIGNING] });
		const old = signed(failedPush(), { secrets: [SIGNING], timestamp: 1 });
		const all = await after([...changed(event), event, old]);
		expect(all.executions).toHaveLength(1);
		expect(all.log.length).toBeGreaterThan(3);
		expect(Object.keys(all.staticData)).not.toEqual([]);
		expectNoSecret('events', all);
	});

	it.each([
		['no base64', 'whsec_canary-signing?'],
		['too short', 'whsec_canary-x'],
		['of the API', KEY],
	])('for events with a secret that is %s', async (name, secret) => {
		await start({ triggerOn: 'event', events: ['any'] }, eventSecret(secret));
		const all = await after([signed(failedPush())]);
		expect(all.executions).toEqual([]);
		expectNoSecret(name, all);
	});

	it.each(['atOnce', 'afterWorkflow'])('for deliveries (%s)', async (respond) => {
		const parameters = { triggerOn: 'delivery', respond, simplify: false };
		await start(parameters, { purpose: 'delivery', hmacSecret: HMAC });
		const all = await after(changed(chatDelivery(HMAC)));
		expect(all.executions).toHaveLength(1);
		expectNoSecret('deliveries', all);
	});

	it('for deliveries of text messages', async () => {
		const secret = { purpose: 'sms', headerName: 'X-API-Key', apiKey: SENT_BY_SMS };
		await start({ triggerOn: 'delivery', respond: 'atOnce', simplify: false }, secret);
		const sms = recorded.find(({ name }) => name === 'sms');
		const body = Buffer.from(sms?.request.rawBody ?? '');
		const headers = { 'content-type': 'application/json', 'x-api-key': SENT_BY_SMS };
		const other = { body, headers: { ...headers, 'x-api-key': `${SENT_BY_SMS}-old` } };
		const all = await after([...changed({ headers, body }), other]);
		// Such a key says nothing of the body.
		expect(all.executions).toHaveLength(2);
		expectNoSecret('text messages', all);
	});
});

describe('no planted secret comes out of a poll', () => {
	const page = (data: unknown[]) => ({ page: 0, hasMore: false, pageSize: 50, data });

	let server: FaultServer;
	beforeAll(async () => {
		server = await startFaultServer(() => ({ status: 200, body: page([]) }));
	});
	afterAll(async () => await server.close());

	function poller(parameters: IDataObject) {
		const hosted = pollerOf({
			node: new NovuPollingTrigger(),
			credentialType: new NovuApi(),
			parameters,
			credentials: {
				apiKey: KEY,
				region: 'custom',
				baseUrl: server.url,
				headers: { values: [{ name: 'CF-Access-Client-Secret', value: HEADER }] },
			},
		});
		const outcome = async (mode?: 'trigger' | 'manual') => ({
			outcome: await hosted.poll(mode).catch(told),
			saved: hosted.saved(),
			log: hosted.log,
		});
		return { ...hosted, outcome };
	}

	it.each(['created', 'failed'])(
		'whatever the server repeats (%s)',
		async (triggerOn) => {
			const { outcome } = poller({ triggerOn, simplify: false });
			server.play(answer(200, page([entry(0, 'failed')])));
			await outcome();
			const sent = [`ApiKey ${KEY}`, HEADER];
			const echo = Object.fromEntries(sent.map((secret) => [secret, sent]));
			for (const status of [400, 401, 403, 404, 422, 500]) {
				server.play(answer(status, { message: sent, errors: echo, ctx: echo }));
				const all = await outcome();
				expect(all.outcome).toHaveProperty('message');
				expectNoSecret(String(status), all);
			}
			const repeated = { ...entry(1000, 'failed'), payload: { sent, ...echo } };
			server.play(answer(200, page([repeated])));
			for (const mode of ['trigger', 'manual'] as const) {
				const all = await outcome(mode);
				expect(all.outcome).toHaveLength(1);
				expectNoSecret(`repeated in an entry, ${mode}`, all);
			}
		},
		60_000,
	);

	it('of any other answer', async () => {
		const { outcome } = poller({ triggerOn: 'created', simplify: false });
		for (const name of [
			'200 with the key',
			'400 with the key',
			'302 to a sign-in page',
			'401 of a gate',
		]) {
			server.play(FAULTS[name]);
			expectNoSecret(name, await outcome());
		}
		expect(server.strayed).toEqual([]);
	});
});
