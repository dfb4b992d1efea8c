import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { startPlainServer } from './plainServer';
import { byId, calls, useNovu } from './support';
import { waitingExecution, withoutSigning } from './waiting';

const ask: IDataObject = {
	resource: 'event',
	operation: 'sendAndWait',
	workflowId: byId('order-shipped'),
	subscriberId: byId('crm-1001'),
	message: '={{ "May order " + $json.order + " be refunded?" }}',
	payloadMode: 'json',
	payload: '{"orderId":"4711"}',
};
const both = { approvalOptions: { values: { approvalType: 'double', disapproveLabel: 'No' } } };
const order = { order: '4711' };
const HEX = /^[0-9a-f]{64}$/;

const novu = useNovu();

interface Payload extends IDataObject {
	approveUrl: string;
	declineUrl: string;
	respondUrl: string;
}

function sentPayload(): Payload {
	const { body } = novu.sandbox.requests.at(-1)!;
	return (body as IDataObject).payload as Payload;
}

function jsonOf({ data }: IRun, node = 'Novu') {
	return data.resultData.runData[node].at(-1)?.data?.main[0]?.map(({ json }) => json);
}

/** Asks, and hands out what n8n keeps of the execution until somebody answers. */
async function asked(parameters: IDataObject = {}, item: IDataObject = order) {
	const all = { ...ask, ...parameters };
	const json = novuWorkflow(all);
	const { credentials } = novu;
	const { run, error, items } = await runWorkflow({ workflow: json, credentials, items: [item] });
	expect(error).toBeUndefined();
	const waiting = await waitingExecution({ json, data: run.data, credentials });
	return { ...waiting, run, items, payload: sentPayload() };
}

const errorOf = async (parameters: IDataObject, items: IDataObject[] = [order]) =>
	(await novu.run({ ...ask, ...parameters }, items)).error;

describe('Send and Wait for Response', () => {
	it('sends the question with the addresses of the answer, and has n8n wait for good', async () => {
		const { run, payload } = await asked(both);
		expect(run.status).toBe('waiting');
		expect(run.data.waitTill).toEqual(new Date('3000-01-01T00:00:00.000Z'));
		expect(payload).toEqual({
			orderId: '4711',
			message: 'May order 4711 be refunded?',
			respondUrl: expect.any(String) as string,
			respondLabel: 'Respond',
			approveUrl: expect.any(String) as string,
			approveLabel: 'Approve',
			declineUrl: expect.any(String) as string,
			declineLabel: 'No',
		});
		const { body, headers } = novu.sandbox.requests[0];
		expect(body).toMatchObject({ name: 'order-shipped', to: 'crm-1001' });
		expect(headers['idempotency-key']).toMatch(/^n8n:sendAndWait:[0-9a-f]{64}$/);
	});

	it('signs each address, and with it what it is for', async () => {
		const { payload } = await asked(both);
		const urls = [payload.respondUrl, payload.approveUrl, payload.declineUrl].map(
			(url) => new URL(url),
		);
		expect(urls.map(({ searchParams }) => searchParams.get('approved'))).toEqual([
			null,
			'true',
			'false',
		]);
		const signatures = urls.map(({ searchParams }) => searchParams.get('signature'));
		for (const signature of signatures) expect(signature).toMatch(HEX);
		expect(new Set(signatures).size).toBe(3);
		for (const { pathname } of urls) expect(pathname).toMatch(/^\/webhook-waiting\/[^/]+\/2$/);
	});

	it('checks addresses by a key of its own where n8n cannot sign them', async () => {
		const { request, payload } = await withoutSigning(async () => await asked(both));
		const url = new URL(payload.approveUrl);
		expect(url.pathname).toMatch(/^\/webhook-waiting\/[^/]+\/2$/);
		expect(url.searchParams.get('question')).toMatch(/^0-[0-9a-f]{32}$/);
		expect((await request({ url: url.href })).page.status).toBe(200);
		url.searchParams.delete('question');
		const { page, run } = await request({
			method: 'POST',
			url: url.href,
			body: { approved: 'true' },
		});
		expect([page.status, run]).toEqual([410, undefined]);
	});

	it('shows a page to whoever opens an address, and waits on', async () => {
		const { request, payload } = await asked(both);
		const { page, run } = await request({ url: payload.declineUrl });
		expect(run).toBeUndefined();
		expect(page.status).toBe(200);
		expect(page.html).toContain('May order 4711 be refunded?');
		expect(page.html).toContain('<button name="approved" value="true">Approve</button>');
		expect(page.html).toContain('<button name="approved" value="false" class="main">No</button>');
		expect(page.html).not.toMatch(/<script|javascript:|https?:\/\//);
		expect(page.headers).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
		});
		expect(page.headers['content-security-policy']).toMatch(
			/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
		);
	});

	it.each([
		['approve', 'true', true],
		['decline', 'false', false],
	])('goes on with the answer of the button: %s', async (_, value, approved) => {
		const { request, payload } = await asked(both);
		const { page, run } = await request({
			method: 'POST',
			// The button counts, and not the address.
			url: payload.approveUrl,
			body: { approved: value },
		});
		expect(run?.status).toBe('success');
		expect(jsonOf(run!)).toEqual([
			{
				data: { approved, respondedAt: expect.any(String) as string, timedOut: false },
				asked: {
					workflowId: 'order-shipped',
					to: 'crm-1001',
					message: 'May order 4711 be refunded?',
					transactionId: expect.any(String) as string,
					askedAt: expect.any(String) as string,
				},
			},
		]);
		expect(page.html).toContain('Your answer has been recorded');
	});

	it.each<[string, IDataObject, IDataObject]>([
		['no button', both, {}],
		['something else', both, { approved: 'yes' }],
		['what cannot be chosen', {}, { approved: 'false' }],
		['a list', both, { approved: ['true'] }],
		['an empty text', { responseType: 'freeText' }, { 'field-0': ' \r\n ' }],
		['a text that is too long', { responseType: 'freeText' }, { 'field-0': 'a'.repeat(10_001) }],
	])('refuses %s and waits on', async (_, parameters, body) => {
		const { request, payload } = await asked(parameters);
		const { page, run } = await request({ method: 'POST', url: payload.respondUrl, body });
		expect(run).toBeUndefined();
		expect(page.status).toBe(400);
		expect(page.html).toContain('role="alert"');
	});

	it('hands out a text as it was written', async () => {
		const { request, payload } = await asked({ responseType: 'freeText' });
		expect(payload).not.toHaveProperty('approveUrl');
		const { page } = await request({ url: payload.respondUrl });
		expect(page.html).toContain('<textarea name="field-0" required>');
		const { run } = await request({
			method: 'POST',
			url: payload.respondUrl,
			body: { 'field-0': ' <b>Yes</b>,\r\n & soon ' },
		});
		expect(jsonOf(run!)).toMatchObject([{ data: { text: '<b>Yes</b>,\n & soon' } }]);
	});

	describe('with a form', () => {
		const form = {
			responseType: 'customForm',
			formFields: {
				values: [
					{ fieldLabel: 'Amount', fieldType: 'number', fieldName: 'amount', requiredField: true },
					{ fieldLabel: 'When', fieldType: 'dropdown', fieldOptions: 'today, "next week"' },
					{ fieldLabel: 'Day', fieldType: 'date' },
					{ fieldLabel: 'Mail', fieldType: 'email' },
					{ fieldLabel: 'Why <b>', fieldType: 'textarea', fieldName: '' },
				],
			},
			options: { responseFormTitle: 'Refund', responseFormButtonLabel: 'Send it' },
		};
		const filled = { 'field-0': '12.5', 'field-1': 'next week', 'field-2': '2030-01-02' };

		it('hands out its fields by their names', async () => {
			const { request, payload } = await asked(form);
			const { page } = await request({ url: payload.respondUrl });
			expect(page.html).toContain('<h1>Refund</h1>');
			expect(page.html).toContain('>Send it</button>');
			expect(page.html).toContain('Why &lt;b&gt;');
			const { run } = await request({ method: 'POST', url: payload.respondUrl, body: filled });
			expect(jsonOf(run!)).toMatchObject([
				{
					data: {
						amount: 12.5,
						When: 'next week',
						Day: '2030-01-02',
						Mail: null,
						'Why <b>': null,
						timedOut: false,
					},
				},
			]);
		});

		it.each([
			[{ 'field-0': '' }, 'Fill in &quot;Amount&quot;.'],
			[{ 'field-0': 'many' }, 'has to be a number'],
			[{ 'field-1': 'never' }, 'from its list'],
			[{ 'field-2': 'tomorrow' }, 'has to be a date'],
			[{ 'field-3': 'ann' }, 'has to be an email address'],
		])('says what is wrong with %j, and keeps what was filled in', async (wrong, words) => {
			const { request, payload } = await asked(form);
			const body = { ...filled, 'field-4': '"><script>', ...wrong };
			const { page, run } = await request({ method: 'POST', url: payload.respondUrl, body });
			expect(run).toBeUndefined();
			expect(page.html).toContain(words);
			expect(page.html).toContain('&quot;&gt;&lt;script&gt;</textarea>');
		});

		it.each<[string, IDataObject[]]>([
			['at least one field', []],
			["'Label' is empty", [{ fieldLabel: ' ' }]],
			[
				'at least one choice',
				[{ fieldLabel: 'When', fieldType: 'dropdown', fieldOptions: '={{ "" }}' }],
			],
			['named "a", which is there already', [{ fieldLabel: 'a' }, { fieldLabel: 'a' }]],
			['named "timedOut"', [{ fieldLabel: 'timedOut' }]],
			['named "__proto__"', [{ fieldLabel: '__proto__' }]],
		])('refuses one that makes no page: %s', async (words, values) => {
			const error = await errorOf({ responseType: 'customForm', formFields: { values } });
			expect(error?.message).toContain(words);
			expect(calls(novu.sandbox)).toEqual([]);
		});
	});

	it('escapes all that it shows', async () => {
		const wicked = `"><img src=x onerror=alert(1)>'`;
		const { request, payload } = await asked({
			message: wicked,
			approvalOptions: { values: { approveLabel: wicked } },
			options: { responseFormTitle: wicked },
		});
		const { page } = await request({ url: payload.approveUrl });
		expect(page.html).not.toContain('<img');
		expect(page.html.split('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;')).toHaveLength(5);
	});

	it('opens with the address of its own question only', async () => {
		const { request, payload } = await asked(both);
		const url = new URL(payload.approveUrl);
		url.searchParams.set('question', url.searchParams.get('question')!.replace(/^0/, '1'));
		for (const method of ['GET', 'POST'] as const) {
			const { page, run } = await request({ method, url: url.href, body: { approved: 'true' } });
			expect(run).toBeUndefined();
			expect(page.status).toBe(410);
			expect(page.html).not.toContain('May order');
		}
	});

	it('asks a node with a name of braces and quotes, too', async () => {
		const name = 'Ask {{ "Ann" }} \\ ´ü`';
		const json = novuWorkflow({ ...ask, ...both }, { name: 'Novu' });
		const renamed = JSON.parse(
			JSON.stringify(json).replaceAll('"Novu"', JSON.stringify(name)),
		) as typeof json;
		const { credentials } = novu;
		const { run } = await runWorkflow({ workflow: renamed, credentials, items: [order] });
		const waiting = await waitingExecution({ json: renamed, data: run.data, credentials, name });
		const { page } = await waiting.request({ url: sentPayload().respondUrl });
		expect(page.status).toBe(200);
	});

	describe('with a limit', () => {
		const limit = (values: IDataObject) => ({ options: { limitWaitTime: { values } } });

		it.each<[string, IDataObject, number]>([
			['minutes', { limitType: 'afterTimeInterval', resumeAmount: 1.5, resumeUnit: 'minutes' }, 90],
			['hours', { limitType: 'afterTimeInterval', resumeAmount: '2', resumeUnit: 'hours' }, 7200],
			['days', { limitType: 'afterTimeInterval', resumeAmount: 30, resumeUnit: 'days' }, 2592000],
		])('in %s, waits so long and says until when', async (_, values, seconds) => {
			const before = Date.now();
			const { run, payload } = await asked(limit(values));
			const until = run.data.waitTill!;
			expect(payload.expiresAt).toBe(until.toISOString());
			expect(until.getTime()).toBeGreaterThanOrEqual(before + seconds * 1000);
			expect(until.getTime()).toBeLessThanOrEqual(Date.now() + seconds * 1000);
		});

		it('in a time, waits until then', async () => {
			const at = { limitType: 'atSpecifiedTime', maxDateAndTime: '2999-12-31T09:00:00Z' };
			const { run, request, payload } = await asked(limit(at));
			expect(run.data.waitTill).toEqual(new Date('2999-12-31T09:00:00Z'));
			const { page } = await request({ url: payload.respondUrl });
			expect(page.html).toContain('Open until 31 December 2999 at 09:00 UTC');
		});

		it('goes on by itself, and says that nobody has answered', async () => {
			const { timeUp } = await asked(limit({}));
			const run = await timeUp();
			expect(run.status).toBe('success');
			expect(jsonOf(run)).toEqual([
				{
					data: { approved: false, timedOut: true },
					asked: expect.objectContaining({ to: 'crm-1001' }) as IDataObject,
				},
			]);
			expect(jsonOf(run, 'Start')).toEqual([order]);
		});

		it.each<[string, IDataObject]>([
			['in the past', { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01' }],
			['later than n8n can wait', { resumeAmount: 1e9, resumeUnit: 'days' }],
			[
				'later than n8n can wait',
				{ limitType: 'atSpecifiedTime', maxDateAndTime: '3000-01-01T00:00:00Z' },
			],
			['a number above 0', { resumeAmount: 0 }],
			['a number above 0', { resumeAmount: '={{ $json.nothing }}' }],
			['afterTimeInterval', { limitType: 'later' }],
			['minutes, hours', { resumeUnit: 'weeks' }],
			["'Max Date and Time' is empty", { limitType: 'atSpecifiedTime' }],
		])('refuses one that ends never or is over: %s', async (words, values) => {
			const error = await errorOf(limit(values));
			expect(error?.message).toContain(words);
			expect(calls(novu.sandbox)).toEqual([]);
		});
	});

	it('shows what a tool is to be called with, of which n8n makes no text', async () => {
		const toolParameters = { id: 'ann', deep: { a: 1 } };
		const { payload } = await asked(
			{ message: '={{ "Input:" }} {{ $json.toolParameters }}' },
			{ toolParameters },
		);
		expect(payload.message).toBe(`Input: ${JSON.stringify(toolParameters, null, 2)}`);
	});

	it('asks one question a run, and says how to ask several', async () => {
		const error = await errorOf({}, [order, order]);
		expect(error?.message).toBe('2 items came in, and n8n waits for one answer at a time [item 0]');
		expect(error?.description).toContain("'Loop Over Items'");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['no message', { message: '={{ $json.nothing }}' }, /'Message' is empty/],
		['a field that is its own', { payload: '{"approveUrl":"x"}' }, /has a field named approveUrl/],
		['nobody', { to: 'subscribers', subscriberIds: ',' }, /names nobody/],
	])('refuses %s before anything is sent', async (_, parameters, words) => {
		expect((await errorOf(parameters))?.message).toMatch(words);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('fails at once, and waits for nobody, where Novu says that nothing was sent', async () => {
		const { run, error } = await novu.run({ ...ask, workflowId: byId('weekly-digest') }, [order]);
		expect(error?.message).toMatch(/^Nothing was sent: the workflow is switched off/);
		expect(run.status).toBe('error');
		expect(run.data.waitTill).toBeUndefined();
	});

	it('goes on at the error output where it could not ask, and waits for nobody', async () => {
		const settings: Partial<INode> = { onError: 'continueErrorOutput' };
		const gone = { ...ask, workflowId: byId('not-there') };
		const { run, items } = await novu.run(gone, [order], settings);
		expect(run.status).toBe('success');
		expect(items('Novu', 1)).toHaveLength(1);
	});

	describe('at a Novu that answers otherwise', () => {
		const seen: Array<{ key?: string; payload: Payload }> = [];
		let answers: Array<(text: string) => { status: number; body: unknown }> = [];
		let server: Awaited<ReturnType<typeof startPlainServer>>;
		beforeAll(async () => {
			server = await startPlainServer(({ text, headers }) => {
				const { payload } = JSON.parse(text) as { payload: Payload };
				seen.push({ key: headers['idempotency-key'] as string, payload });
				return (answers.shift() ?? taken)(text);
			});
		});
		beforeEach(() => seen.splice(0));
		afterAll(async () => await server.close());

		const taken = () => ({
			status: 201,
			body: { data: { acknowledged: true, status: 'processed', transactionId: 't' } },
		});
		const ran = async (settings: Partial<INode>) =>
			await runWorkflow({
				workflow: novuWorkflow({ ...ask, ...both }, settings),
				credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: server.url } },
				items: [order],
			});

		it('asks with the same key and the same addresses where n8n tries the node again', async () => {
			answers = [() => ({ status: 400, body: { message: 'Not now' } })];
			const { run } = await ran({ retryOnFail: true, maxTries: 2, waitBetweenTries: 0 });
			expect(run.status).toBe('waiting');
			expect(seen).toHaveLength(2);
			expect(seen[0]).toEqual(seen[1]);
		});

		it('asks with another key and other addresses in another execution', async () => {
			await ran({});
			await ran({});
			expect(seen[0].key).not.toBe(seen[1].key);
			expect(seen[0].payload.approveUrl).not.toBe(seen[1].payload.approveUrl);
		});

		it.each(['stopWorkflow', 'continueErrorOutput'] as const)(
			'repeats no key of an address in an error (%s)',
			async (onError) => {
				answers = [(text) => ({ status: 422, body: { message: [text, JSON.parse(text)] } })];
				const { items, error, run } = await ran({ onError });
				const told = JSON.stringify([error, error?.message, error?.description, items('Novu', 1)]);
				expect(told).toContain('HTTP 422');
				const { searchParams } = new URL(seen[0].payload.approveUrl);
				for (const name of ['signature', 'question']) {
					expect(searchParams.get(name)).toHaveLength(name === 'signature' ? 64 : 34);
					expect(told).not.toContain(searchParams.get(name));
				}
				expect(run.data.waitTill).toBeUndefined();
			},
		);
	});
});
