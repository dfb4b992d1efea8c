import type { IDataObject } from 'n8n-workflow';
import { answer, FAULTS, type FaultServer } from '../../sandbox/faultServer';
import { novuWorkflow, runWorkflow, testCredential } from '../../sandbox/runner';
import { runOne, startFaults } from './faultMatrix';
import { byId } from './support';

const KEY = 'dummy-key-4711';
let server: FaultServer;
beforeAll(async () => {
	server = await startFaults();
});
afterAll(async () => await server.close());

async function run(
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	credential: IDataObject = {},
) {
	const result = await runWorkflow({
		workflow: novuWorkflow(parameters, { onError: 'continueErrorOutput' }),
		credentials: {
			novuApi: { apiKey: KEY, region: 'custom', baseUrl: server.url, ...credential } as never,
		},
		items,
	});
	return { ...result, out: result.items('Novu', 0), failed: result.items('Novu', 1) };
}

const get = { resource: 'subscriber', operation: 'get', subscriberId: byId('={{ $json.id }}') };
const push = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('={{ $json.id }}'),
	providerId: '={{ $json.provider }}',
	deviceTokens: '={{ $json.token }}',
};
const usual = () =>
	server.play((exchange) => answer(exchange.usual.status, exchange.usual.body)(exchange));

describe('what fails a whole run fails each of its items', () => {
	beforeEach(usual);

	it.each<[string, IDataObject, IDataObject]>([
		['a base URL without a scheme', {}, { baseUrl: 'novu.example.com' }],
		['an empty key', {}, { apiKey: '' }],
		['an unknown region', {}, { region: 'moon' }],
		['a time-out of 0', { options: { timeout: 0 } }, {}],
		['a time-out below 0', { options: { timeout: -1 } }, {}],
		['a time-out of a month', { options: { timeout: 2 ** 31 } }, {}],
		['a time-out that is no number', { options: { timeout: 'soon' } }, {}],
		['a time-out that is a list', { options: { timeout: '={{ [5] }}' } }, {}],
		['retries that are no number', { options: { retries: '={{ "many" }}' } }, {}],
		['retries below 0', { options: { retries: '={{ -1 }}' } }, {}],
		['retries that are a list', { options: { retries: '={{ [1] }}' } }, {}],
		['requests at once that are NaN', { options: { maxRequestsAtOnce: '={{ NaN }}' } }, {}],
		['requests at once as a yes', { options: { maxRequestsAtOnce: '={{ true }}' } }, {}],
		[
			'a header that is taken',
			{},
			{ headers: { values: [{ name: 'authorization', value: 'x' }] } },
		],
		['a header for another host', {}, { headers: { values: [{ name: 'Host', value: 'x' }] } }],
		['a header with a line break', {}, { headers: { values: [{ name: 'x-a', value: 'a\nb' }] } }],
	])('%s', async (_, parameters, credential) => {
		const { out, failed, error } = await run(
			{ ...get, ...parameters },
			[{ id: 'a' }, { id: 'b' }],
			credential,
		);
		expect(error).toBeUndefined();
		expect(out).toEqual([]);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		for (const { json } of failed) {
			expect(Object.keys(json).sort()).toEqual(['error', 'id', 'message']);
			expect(json.error).toMatch(
				/^(The header|'(Base URL|API Key|Timeout|Retries|Max Requests at Once)'|The region) .*\[item [01]\]$/,
			);
		}
		expect(server.requests).toEqual([]);
	});
});

it('one odd answer among many takes no other result with it', async () => {
	server.play((exchange) =>
		exchange.request.url.endsWith('/b')
			? answer(200, null)(exchange)
			: answer(exchange.usual.status, exchange.usual.body)(exchange),
	);
	const { out, failed } = await run(
		get,
		['a', 'b', 'c'].map((id) => ({ id })),
	);
	expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
});

it('one event of a bulk call without a result fails alone', async () => {
	const taken = { acknowledged: true, status: 'processed', transactionId: 'txn_1' };
	server.play(answer(201, { data: [taken, null, taken] }));
	const { out, failed } = await run(
		{
			resource: 'event',
			operation: 'triggerBulk',
			workflowId: byId('order'),
			to: 'subscriber',
			subscriberId: byId('={{ $json.id }}'),
			payloadMode: 'json',
			payload: '{}',
		},
		['a', 'b', 'c'].map((id) => ({ id })),
	);
	expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(failed[0].json.message).toContain('It may have been done');
});

it('an item does not overtake the one that adds its subscriber', async () => {
	const known = new Set<string>();
	server.play((exchange) => {
		const { method, url } = exchange.request;
		if (method === 'POST') known.add('new');
		const isWrite = url.endsWith('/credentials');
		if (isWrite && !known.has('new')) {
			answer(400, { statusCode: 400, message: 'SubscriberId: new not found' })(exchange);
		} else answer(exchange.usual.status, exchange.usual.body)(exchange);
	});
	const created = {
		...push,
		createSubscriberIfMissing: '={{ $json.create }}',
		options: { confirmTokens: 'never' },
	};
	const { failed } = await run(created, [
		{ id: 'new', provider: 'expo', token: 'a', create: false },
		{ id: 'new', provider: 'fcm', token: 'b', create: true },
		{ id: 'new', provider: 'expo', token: 'c', create: false },
	]);
	expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
});

it('an event does not overtake the one that adds its subscriber', async () => {
	usual();
	const to = [{ subscriberId: 'new', email: 'new@example.com' }];
	await run(
		{
			resource: 'event',
			operation: 'trigger',
			workflowId: byId('order'),
			to: '={{ $json.to }}',
			recipients: JSON.stringify(to),
			subscriberId: byId('new'),
			payloadMode: 'json',
			payload: '{}',
		},
		[{ to: 'mix' }, { to: 'subscriber' }],
	);
	expect(server.requests.map(({ body }) => (JSON.parse(body) as IDataObject).to)).toEqual([
		to,
		'new',
	]);
});

it("n8n's own sentences do not replace Novu's words, whatever codes they hold", async () => {
	server.play(
		answer(400, { statusCode: 400, message: 'EPERM: connect ECONNREFUSED, no such ENOENT' }),
	);
	const { error } = await runWorkflow({
		workflow: novuWorkflow({ ...get, subscriberId: byId('a') }),
		credentials: { novuApi: { apiKey: KEY, region: 'custom', baseUrl: server.url } },
		items: [{}],
	});
	expect(error?.message).toBe('EPERM: connect ECONNREFUSED, no such ENOENT (HTTP 400) [item 0]');
});

it.each(['constructor', 'prototype', '__proto__'])('a payload field %s arrives', async (name) => {
	usual();
	const payload = `{"${name}":"McLaren","b":1}`;
	const { out, failed } = await run({
		resource: 'event',
		operation: 'trigger',
		workflowId: byId('order'),
		to: 'subscriber',
		subscriberId: byId('a'),
		payloadMode: 'json',
		payload,
	});
	expect(server.requests.map(({ body }) => /"payload":(\{[^}]*\})/.exec(body)?.[1])).toEqual([
		payload,
	]);
	expect([out.length, failed.length]).toEqual([1, 0]);
});

it.each(['PATCH', 'PUT'])(
	'a %s of tokens whose answer lists none is no success',
	async (method) => {
		server.play((exchange) => {
			const { subscriberId } = exchange.usual.body as IDataObject;
			answer(200, { subscriberId: subscriberId ?? 'a' })(exchange);
		});
		const { out, failed } = await run(
			{
				...push,
				tokenMode: method === 'PUT' ? 'replace' : 'append',
				options: { confirmTokens: 'never', retries: 0 },
			},
			[{ id: 'a', provider: 'expo', token: 't' }],
		);
		expect(server.requests.map((request) => request.method)).toEqual([method]);
		expect(out).toEqual([]);
		expect(failed[0].json.error).toContain('its answer does not show what was sent');
	},
);

it('a slash that a proxy decodes is named as that', async () => {
	server.play((exchange) => {
		const path = decodeURIComponent(exchange.request.url);
		answer(404, { statusCode: 404, message: `Cannot GET ${path}` })(exchange);
	});
	const { failed } = await run(get, [{ id: 'a/b' }]);
	expect(failed[0].json.error).toContain('A proxy in front of Novu does not hand on the slash');
	expect(server.requests).toHaveLength(1);
});

it('an error of 30 MB is neither read nor kept whole', async () => {
	server.play(answer(400, { message: 'a'.repeat(30 << 20) }));
	const { failed } = await run({ ...get, options: { retries: 0 } }, [{ id: 'a' }]);
	expect(JSON.stringify(failed[0].json).length).toBeLessThan(5000);
});

it('a redirect loop is one request', async () => {
	server.play(FAULTS['302 to itself']);
	await runOne(
		server,
		{
			operation: 'subscriber.get',
			input: '',
			parameters: { subscriberId: { __rl: true, mode: 'id', value: 'a' } },
			sdk: async () => await Promise.resolve(),
		},
		{ retries: 5 },
	);
	expect(server.requests).toHaveLength(1);
});

describe("the credential's test says", () => {
	const verdict = async () =>
		(
			await testCredential({
				type: 'novuApi',
				data: { apiKey: KEY, region: 'custom', baseUrl: server.url },
			})
		).message;

	it.each([
		['301 to another path', /redirects to another address.*Put http:\S+\/moved into 'Base URL'/],
		['302 to a sign-in page', /points to http:\S+\/login\..*add the headers/],
		['401 of a gate', /Something in front of Novu .* not about Novu's API key/],
		['403 of a gate', /Something in front of Novu/],
		['401 of Novu', /does not know this API key/],
		['200 {}', /answers, but not as Novu's API does/],
		['hang up at once', /cannot be reached/],
	])('of %s', async (fault, words) => {
		server.play(FAULTS[fault]);
		expect(await verdict()).toMatch(words);
		expect(server.strayed).toEqual([]);
	});
});
