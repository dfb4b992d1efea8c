import { sleep, type IDataObject, type INode } from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { answering, silent, startOddServer, type OddServer } from './oddServer';
import { byId, useNovu } from './support';

const push: IDataObject = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('={{ $json.id }}'),
	providerId: 'expo',
	tokenMode: 'append',
	deviceTokens: '={{ $json.tokens }}',
};
const mixed = [
	{ id: 'crm-1001', tokens: 'a', note: 'kept' },
	{ id: 'nobody', tokens: 'b', note: 'lost?' },
	{ id: 'crm-1002', tokens: '', note: 'empty' },
	{ id: 'crm-1003', tokens: 'd', note: 'kept too' },
];

describe("Novu's refusals", () => {
	const novu = useNovu();

	it('of a missing subscriber lead to Create Subscriber if Missing', async () => {
		const { error } = await novu.run(push, [{ id: 'nobody', tokens: 'a' }]);
		expect(error?.message).toBe('SubscriberId: nobody not found (HTTP 400) [item 0]');
		expect(error?.description).toContain("Switch on 'Create Subscriber if Missing'");
		expect(error).toMatchObject({ httpCode: '400', context: { itemIndex: 0 } });
	});

	it('of a missing integration name what was asked for and where to switch it on', async () => {
		const { error } = await novu.run({ ...push, integrationIdentifier: byId('expo-typo') }, [
			{ id: 'crm-1001', tokens: 'a' },
		]);
		expect(error?.message).toContain('the identifier "expo-typo"');
		expect(error?.message).toContain('do not have active expo integration');
		expect(error?.description).toContain('Integrations Store');
	});

	it('of an integration that is switched off, too', async () => {
		const { error } = await novu.run({ ...push, providerId: 'pushpad' }, [
			{ id: 'crm-1001', tokens: 'a' },
		]);
		expect(error?.message).toContain('an active Pushpad integration');
	});

	it('of too many tokens say how to get on', async () => {
		const list = (from: number) => Array.from({ length: 60 }, (_, i) => `t${from + i}`);
		const { error } = await novu.run(push, [
			{ id: 'crm-1001', tokens: list(0) },
			{ id: 'crm-1001', tokens: list(60) },
		]);
		expect(error?.message).toMatch(/HTTP 400.*\[item 1\]/);
		expect(error?.description).toContain('token mode Replace');
		expect(novu.sandbox.store.deviceTokens('crm-1001')).toHaveLength(60);
	});

	it('of the key say where to look, and do not repeat it', async () => {
		const { error } = await runWorkflow({
			workflow: novuWorkflow(push),
			credentials: { novuApi: { ...novu.credentials.novuApi, apiKey: 'dummy-wrong-key' } },
			items: [{ id: 'crm-1001', tokens: 'a' }],
		});
		expect(error?.message).toContain('(HTTP 401)');
		expect(error?.description).toContain('Check key and region');
		expect(JSON.stringify(error)).not.toContain('dummy-wrong-key');
	});

	it('of one of many items that shared a request fail that item alone', async () => {
		novu.sandbox.configure({ maxDeviceTokens: 3 });
		const { items } = await novu.run(
			push,
			[
				{ id: 'crm-1001', tokens: ['a', 'b'] },
				{ id: 'crm-1001', tokens: ['c', 'd'] },
				{ id: 'crm-1001', tokens: ['e'] },
			],
			{ onError: 'continueRegularOutput' },
		);
		expect(novu.sandbox.store.deviceTokens('crm-1001')).toEqual(['a', 'b', 'e']);
		expect(items('Novu').map(({ json }) => 'error' in json)).toEqual([false, true, false]);
	});
});

describe('the error output', () => {
	const novu = useNovu();

	it("gets the failed items, with the input's data and two texts; the others go on", async () => {
		const { items, error } = await novu.run(push, mixed, { onError: 'continueErrorOutput' });
		expect(error).toBeUndefined();
		expect(items('Novu', 0).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 3 },
		]);
		const failed = items('Novu', 1);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
		expect(failed[0].json).toEqual({
			tokens: 'b',
			id: 'nobody',
			note: 'lost?',
			error: 'SubscriberId: nobody not found (HTTP 400) [item 1]',
			message: expect.stringContaining('Create Subscriber if Missing') as string,
		});
		expect(failed[1].json).toEqual({
			id: 'crm-1002',
			tokens: '',
			note: 'empty',
			error: "'Device Tokens' is empty [item 2]",
			message: expect.any(String) as string,
		});
	});

	it('with Continue, every item comes out in its place', async () => {
		const { items } = await novu.run(push, mixed, { onError: 'continueRegularOutput' });
		expect(items('Novu').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
			{ item: 3 },
		]);
	});

	it('stops at the first failure without Continue, and says which item it was', async () => {
		const { error } = await novu.run(push, [mixed[0], mixed[1], mixed[3]]);
		expect(error?.message).toContain('[item 1]');
	});
});

describe('an address that is no well-behaved Novu', () => {
	let odd: OddServer;
	beforeAll(async () => {
		odd = await startOddServer();
	});
	beforeEach(() => (odd.requests.length = 0));
	afterAll(async () => await odd.close());

	const run = async (options: IDataObject = {}, settings: Partial<INode> = {}) => {
		const credentials = { apiKey: 'dummy-key-4711', region: 'custom', baseUrl: odd.url };
		const result = await runWorkflow({
			workflow: novuWorkflow({ ...push, options: { retries: 0, ...options } }, settings),
			credentials: { novuApi: credentials },
			items: [{ id: 'crm-1001', tokens: 'a' }],
		});
		return { ...result, text: `${result.error?.message}\n${result.error?.description}` };
	};

	it.each([
		[
			'a web page',
			answering(502, '<html><body>Bad gateway</body></html>', { 'content-type': 'text/html' }),
			['A web page came back', '502', 'proxy'],
		],
		[
			'a web page with success',
			answering(200, '<!doctype html><title>Dashboard</title>', { 'content-type': 'text/html' }),
			['A web page came back', '200', 'Test the credential'],
		],
		[
			'a 500 with its error ID',
			answering(500, { statusCode: 500, message: 'Internal server error', errorId: 'id-1' }),
			['Internal server error (HTTP 500)', 'error ID id-1'],
		],
		['a 413', answering(413, { message: 'request entity too large' }), ['(HTTP 413)', 'Send less']],
		[
			'a 422 with its sentences',
			answering(422, {
				message: 'Validation Error',
				errors: { general: { messages: ['providerId must be one of …'], value: 'x' } },
			}),
			['Validation Error; providerId must be one of …', 'HTTP 422', 'Correct the field'],
		],
		[
			'a list of messages',
			answering(400, { message: ['first', 'second'], error: 'Bad Request' }),
			['first; second (HTTP 400)'],
		],
		['a 503', answering(503, { message: 'unavailable' }), ['unavailable (HTTP 503)', 'Try again']],
		[
			'a route that is not there',
			answering(404, { message: 'Cannot PATCH /v1/subscribers/crm-1001/credentials' }),
			['Cannot PATCH', "'Base URL'"],
		],
		['an empty body', answering(400, ''), ['Novu answered with an error (HTTP 400)']],
	])('%s', async (_, answer, texts) => {
		odd.answer = answer;
		const { text, error } = await run();
		expect(error).toBeDefined();
		for (const part of texts) expect(text).toContain(part);
	});

	it('that repeats the key in its message does not get it into the error', async () => {
		odd.answer = answering(401, { message: 'Invalid key dummy-key-4711 (ApiKey dummy-key-4711)' });
		const { error, items } = await run();
		expect(error?.message).toContain('Invalid key ***');
		expect(JSON.stringify(error)).not.toContain('dummy-key-4711');
		expect(JSON.stringify(items('Novu'))).not.toContain('dummy-key-4711');
		const branch = await run({}, { onError: 'continueErrorOutput' });
		expect(JSON.stringify(branch.run)).not.toContain('dummy-key-4711');
	});

	it('that never answers is given up after the timeout', async () => {
		odd.answer = silent;
		const { text } = await run({ timeout: 200 });
		expect(text).toContain('Novu did not answer in time [item 0]');
		expect(text).toContain("'Timeout' under Options");
		// The test's own bound: far less than the 30 s that the node waits where nothing is given.
	}, 10_000);

	it('that never ends its answer is given up after the timeout, too', async () => {
		odd.answer = async (reply) => {
			reply.hijack().raw.writeHead(200, { 'content-type': 'application/json' }).write('{');
			return await Promise.resolve(undefined);
		};
		const { text } = await run({ timeout: 200 });
		expect(text).toContain('Novu did not answer in time [item 0]');
	}, 10_000);

	it('that redirects is not followed', async () => {
		odd.answer = answering(302, '', { location: `${odd.url}/elsewhere` });
		const { text } = await run({ retries: 3 });
		expect(text).toContain('and this node follows no redirect');
		expect(odd.requests.map(({ url }) => url)).toEqual(['/v1/subscribers/crm-1001/credentials']);
	});

	it('that fails a while is asked again, and the message says how often', async () => {
		odd.answer = answering(503, { message: 'unavailable' });
		const { text } = await run({ retries: 1 });
		expect(odd.requests).toHaveLength(2);
		expect(text).toMatch(/Tried 2 times in \d+\.\d s/);
	});

	it('that cannot be reached is named', async () => {
		const result = await runWorkflow({
			workflow: novuWorkflow({ ...push, options: { retries: 0 } }),
			credentials: {
				novuApi: { apiKey: 'dummy', region: 'custom', baseUrl: 'http://127.0.0.1:1' },
			},
			items: [{ id: 'crm-1001', tokens: 'a' }],
		});
		expect(result.error?.message).toContain(
			'Novu could not be reached at http://127.0.0.1:1: nothing listens there',
		);
	});

	it('gets the key as Novu wants it', async () => {
		odd.answer = answering(200, { data: {} });
		await runWorkflow({
			workflow: novuWorkflow(push),
			credentials: {
				novuApi: {
					apiKey: ' ApiKey dummy-key \n',
					region: 'custom',
					baseUrl: `${odd.url}/base/v1/`,
				},
			},
			items: [{ id: 'crm-1001', tokens: 'a' }],
		});
		expect(odd.requests[0]).toEqual({
			method: 'PATCH',
			url: '/base/v1/subscribers/crm-1001/credentials',
			authorization: 'ApiKey dummy-key',
		});
	});

	it('is not asked where the credential cannot be used', async () => {
		const { error } = await runWorkflow({
			workflow: novuWorkflow(push),
			credentials: { novuApi: { apiKey: 'x', region: 'custom', baseUrl: 'novu.test' } },
			items: [{ id: 'crm-1001', tokens: 'a' }],
		});
		expect(error?.message).toContain("'Base URL' does not say how to reach the server");
	});
});

describe('cancelling the execution', () => {
	const novu = useNovu({ latencyMs: 20 });

	it('stops sending', async () => {
		const controller = new AbortController();
		const items = Array.from({ length: 400 }, (_, i) => ({ id: `crm-10${i}`, tokens: 'a' }));
		let ended = false;
		const running = novu
			.run(push, items, { onError: 'continueRegularOutput' }, controller.signal)
			.then(({ run }) => run.status)
			.finally(() => (ended = true));
		while (novu.sandbox.requests.length < 5 && !ended) await sleep(1);
		controller.abort();
		expect(await running).toBe('canceled');
		const sent = novu.sandbox.requests.length;
		expect(sent).toBeGreaterThanOrEqual(5);
		expect(sent).toBeLessThan(400);
	});
});
