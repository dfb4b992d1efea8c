import type { IDataObject } from 'n8n-workflow';
import { addLayout } from '../../sandbox/layouts';
import { answering, silent, startOddServer, type OddServer } from './oddServer';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { byId, useNovu } from './support';

/** As an AI Agent runs it: n8n makes this type of the node. */
const AS_TOOL = { type: 'n8n-nodes-novu.novuTool' };

const push: IDataObject = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('={{ $json.id }}'),
	providerId: 'expo',
	tokenMode: 'append',
	deviceTokens: '={{ $json.tokens }}',
};
const list = (resource: string, parameters: IDataObject = {}): IDataObject => ({
	resource,
	operation: 'getAll',
	...parameters,
});

describe('an error that a model gets', () => {
	const novu = useNovu();
	const unknown = { id: 'nobody', tokens: 'a' };

	it('holds what to do in its message, once, and nothing of items and requests', async () => {
		const { error } = await novu.run(push, [unknown], AS_TOOL);
		expect(error?.message).toMatch(
			/^SubscriberId: nobody not found \(HTTP 400\)\. .*'Create Subscriber if Missing'/,
		);
		expect(error?.message).not.toMatch(/\[item|\/v[12]\//);
		expect(error?.description ?? '').toBe('');
	});

	it('holds it for bad input, too, before anything is sent', async () => {
		const { error } = await novu.run(push, [{ id: 'crm-1001', tokens: '' }], AS_TOOL);
		expect(error?.message).toMatch(
			/^'Device Tokens' is empty.*\. Nothing was sent|^'Device Tokens'.*\. /,
		);
		expect(error?.message.length).toBeLessThan(700);
		expect(novu.sandbox.requests).toEqual([]);
	});

	it('holds it where the whole run fails', async () => {
		const { error } = await novu.run({ ...push, resource: 'nothing' }, [unknown], AS_TOOL);
		expect(error?.message).toContain("Choose 'Resource' and 'Operation' from their lists.");
	});

	it("holds it where n8n's credential cannot be used", async () => {
		const { error } = await runWorkflow({
			workflow: novuWorkflow(push, AS_TOOL),
			credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: 'novu.example.com' } },
			items: [unknown],
		});
		expect(error?.message).toMatch(
			/Open the credential 'Novu API', change it and test it there\.$/,
		);
	});

	it('stands in an item of two short texts where the tool continues on errors', async () => {
		const settings = { ...AS_TOOL, onError: 'continueRegularOutput' as const };
		const { items } = await novu.run(push, [unknown], settings);
		const [{ json }] = items('Novu');
		expect(Object.keys(json)).toEqual(['error', 'message']);
		expect(json.error).toBe('SubscriberId: nobody not found (HTTP 400)');
		expect(json.message).toContain("'Create Subscriber if Missing'");
	});
});

describe("an error of Novu's that is long", () => {
	let server: OddServer;
	afterEach(async () => await server.close());
	const novu = useNovu();

	it('is cut for a model, and keeps what to do', async () => {
		server = await startOddServer();
		const message = Array.from({ length: 60 }, (_, i) => `field ${i} is wrong`);
		server.answer = answering(422, { message });
		novu.credentials.novuApi.baseUrl = server.url;
		const { error } = await novu.run(push, [{ id: 'crm-1001', tokens: 'a' }], AS_TOOL);
		expect(error?.message).toContain('field 3 is wrong');
		expect(error?.message).toContain('Correct the field that Novu names');
		expect(error?.message.length).toBeLessThan(700);
	});

	it('says what may have been done, and not how often it was tried', async () => {
		server = await startOddServer();
		server.answer = silent;
		novu.credentials.novuApi.baseUrl = server.url;
		const options = { timeout: 50, retries: 1 };
		const { error } = await novu.run({ ...push, options }, [{ id: 'a', tokens: 'a' }], AS_TOOL);
		expect(error?.message).toContain('Novu did not answer in time. ');
		expect(error?.message).toContain('It may have been done all the same');
		expect(error?.message).not.toMatch(/Tried|comes from n8n/);
	});
});

describe('a list that a model gets', () => {
	const novu = useNovu();
	const addSubscribers = () => {
		for (let index = 0; index < 60; index++) novu.sandbox.store.addSubscriber(`more-${index}`, {});
	};
	const count = async (parameters: IDataObject, settings = AS_TOOL as IDataObject) => {
		addSubscribers();
		const { items, error } = await novu.run(list('subscriber', parameters), [{}], settings);
		expect(error).toBeUndefined();
		return items('Novu').length;
	};

	it('has ten entries where no limit is set, and fifty outside of an agent', async () => {
		expect(await count({})).toBe(10);
		novu.sandbox.reset();
		expect(await count({}, {})).toBe(50);
	});

	it.each([
		[{ limit: 50 }, 50],
		[{ limit: 3 }, 3],
		[{ limit: '={{ 12 }}' }, 12],
		[{ limit: '={{ undefined }}' }, 10],
		[{ returnAll: '={{ false }}' }, 10],
	])('keeps what the user gave: %j', async (given, wanted) => {
		expect(await count(given)).toBe(wanted);
	});

	it('has all entries with Return All', async () => {
		expect(await count({ returnAll: true })).toBeGreaterThan(60);
	});

	it.each([
		['subscriber', 'subscriberId', /At$|^_id$/],
		['workflow', 'workflowId', /At$|^_id$|^slug$|^origin$/],
		['layout', 'layoutId', /At$|^_id$|^slug$|^origin$/],
		// Update takes the ID.
		['integration', '_id', /At$|^kind$/],
	])('of the resource %s leaves out times and internals', async (resource, kept, spared) => {
		addLayout(novu.sandbox.store, { layoutId: 'letter', name: 'Letter' });
		const { items } = await novu.run(list(resource), [{}], AS_TOOL);
		const names = items('Novu').flatMap(({ json }) => Object.keys(json));
		expect(names).toContain(kept);
		expect(names.filter((name) => spared.test(name))).toEqual([]);
		const person = await novu.run(list(resource));
		expect(
			person
				.items('Novu')
				.flatMap(({ json }) => Object.keys(json))
				.join(' '),
		).toMatch(/At\b/);
	});

	it('keeps of a message its ID and when it was sent', async () => {
		await novu.run(
			{
				resource: 'event',
				operation: 'trigger',
				workflowId: byId('welcome'),
				subscriberId: byId('crm-1001'),
				payloadMode: 'json',
				payload: '{"firstName":"Ada"}',
			},
			[{}],
		);
		const { items } = await novu.run(list('message'), [{}], AS_TOOL);
		const [{ json }] = items('Novu');
		expect(Object.keys(json)).toEqual(expect.arrayContaining(['_id', 'status', 'createdAt']));
	});

	it('is whole where Simplify is off', async () => {
		const { items } = await novu.run(list('subscriber', { simplify: false }), [{}], AS_TOOL);
		expect(items('Novu')[0].json).toHaveProperty('createdAt');
	});
});
