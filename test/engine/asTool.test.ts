import type { IDataObject } from 'n8n-workflow';
import { addLayout } from '../../sandbox/layouts';
import { answering, silent, startOddServer, type OddServer } from './oddServer';
import { novuWorkflow, runWorkflow, type RunResult } from '../../sandbox/runner';
import { WRITTEN_BY_USERS } from '../../nodes/Novu/engine/readingOrder';
import { builtNodes, nameOf, parametersFor, selectionsOf } from '../description/walk';
import { STEPS, tourInput } from '../e2e/tour';
import { byId, useNovu } from './support';
import { runTour, withSimplify, type TourNode } from './tourRun';

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

/** What of times and internals a model gets: what other operations take, or what is asked for. */
const KEPT_FOR_MODELS: Record<string, string[]> = {
	// Workflow: Sync takes it.
	'environment.getAll': ['_id'],
	// Which environment a value is for.
	'environmentVariable.getAll': ['values[]._environmentId'],
	'inboxNotification.getAll': ['createdAt'],
	'integration.getAll': ['_id'],
	'integration.getAllActive': ['_id'],
	'message.getAll': ['_id', 'createdAt'],
	'notification.getAll': ['_id', 'createdAt'],
	// Notification: Get Many takes it.
	'subscriber.getTopics': ['_id'],
	'topicSubscription.getAll': ['_id'],
};

describe('every list that a model gets', () => {
	const lists = STEPS.filter(({ operation }) =>
		/\.(getAll|getAllActive|getTopics)$/.test(operation),
	);
	const names = [...new Set(lists.map(({ operation }) => operation))].sort();
	let person: RunResult;
	let model: RunResult;

	beforeAll(async () => {
		const asTool = (node: TourNode) =>
			lists.some(({ name }) => name === node.name) ? { ...node, ...AS_TOOL } : node;
		const input = tourInput();
		person = await runTour((node) => withSimplify(node), input);
		model = await runTour((node) => asTool(withSimplify(node)), input);
		expect([person.error, model.error]).toEqual([undefined, undefined]);
	});

	const entriesOf = (result: RunResult, operation: string) =>
		lists
			.filter((step) => step.operation === operation)
			.flatMap(({ name }) => result.items(name).map(({ json }) => json));

	it('is on the tour', async () => {
		const novu = (await builtNodes()).find(({ description }) => description.name === 'novu')!;
		const offered = selectionsOf(novu.description).filter((selection) =>
			parametersFor(novu.description, selection).some(({ name }) => name === 'returnAll'),
		);
		expect(names).toEqual(offered.map(nameOf).sort());
	});

	it.each(names)('of %s has no times and internals, but for what other calls take', (operation) => {
		const shown = new Set(entriesOf(model, operation).flatMap((entry) => pathsIn(entry)));
		expect(shown.size).toBeGreaterThan(0);
		const spared = [...shown].filter((path) => SPARED.test(path));
		expect(spared.sort()).toEqual(KEPT_FOR_MODELS[operation] ?? []);
	});

	it.each(names)(
		'of %s has as many entries, with nothing that a person does not get',
		(operation) => {
			const whole = entriesOf(person, operation);
			const cut = entriesOf(model, operation);
			expect(cut).toHaveLength(whole.length);
			const known = new Set(whole.flatMap((entry) => pathsIn(entry)));
			expect(cut.flatMap((entry) => pathsIn(entry)).filter((path) => !known.has(path))).toEqual([]);
		},
	);

	it('names a subscriber and a topic by ID and name alone', () => {
		const [{ subscriber, topic }] = entriesOf(model, 'topicSubscription.getAll');
		expect(Object.keys(subscriber as object)).toEqual(['subscriberId', 'firstName', 'lastName']);
		expect(Object.keys(topic as object)).toEqual(['key', 'name']);
	});
});

const SPARED = /(^|\.)(_\w+|\w+At|deleted|slug|origin)$/;

/** The paths of all fields, but in what users have written. */
function pathsIn(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((one) => pathsIn(one, `${path}[]`));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const at = path ? `${path}.${name}` : name;
		return [at, ...(WRITTEN_BY_USERS.has(name) ? [] : pathsIn(inner, at))];
	});
}
