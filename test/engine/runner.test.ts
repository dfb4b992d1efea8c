import { sleep, type IDataObject, type INode } from 'n8n-workflow';
import { novuWorkflow, runWorkflow, type WorkflowJson } from '../../sandbox/runner';
import { silent, startOddServer, type OddServer } from './oddServer';
import { byId } from './support';

const getAnn = { resource: 'subscriber', operation: 'get', subscriberId: byId('ann') };

describe('a workflow that is canceled', () => {
	let novu: OddServer;

	beforeAll(async () => {
		novu = await startOddServer();
		novu.answer = silent;
	});
	beforeEach(() => novu.requests.splice(0));
	afterAll(async () => await novu.close());

	const run = async (signal: AbortSignal, items: IDataObject[] = [{}], id = 'ann') =>
		await runWorkflow({
			workflow: novuWorkflow({ resource: 'subscriber', operation: 'get', subscriberId: byId(id) }),
			credentials: { novuApi: { apiKey: 'dummy', region: 'custom', baseUrl: novu.url } },
			items,
			signal,
		});

	it('while it waits for an answer, ends and counts as canceled, not as failed', async () => {
		const stop = new AbortController();
		const running = run(stop.signal);
		while (novu.requests.length === 0) await sleep(1);
		stop.abort();
		const { run: ended, items } = await running;
		expect(ended.status).toBe('canceled');
		expect(items('Novu')).toEqual([]);
	});

	it('before it begins, sends nothing', async () => {
		const { run: ended } = await run(AbortSignal.abort());
		expect(ended.status).toBe('canceled');
		expect(novu.requests).toEqual([]);
	});

	it('while its items are worded, words no more of them and sends nothing', async () => {
		const stop = new AbortController();
		const read: number[] = [];
		const items = Array.from({ length: 1000 }, (_, i) => ({
			get subscriber() {
				read.push(i);
				if (i === 150) stop.abort();
				return 'ann';
			},
		}));
		const { run: ended } = await run(stop.signal, items, '={{ $json.subscriber }}');
		expect(ended.status).toBe('canceled');
		expect(Math.max(...read)).toBe(150);
		expect(novu.requests).toEqual([]);
	});
});

/** A chain of n8n's own nodes, each connected to the next. */
function chain(nodes: Array<Pick<INode, 'name' | 'type'> & Partial<INode>>): WorkflowJson {
	return {
		nodes: nodes.map((node, i) => ({
			id: String(i),
			typeVersion: 1,
			position: [i * 200, 0],
			parameters: {},
			...node,
		})),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, i) => [
					nodes[i].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
	};
}

const trigger = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

describe("what stands in for n8n's own nodes", () => {
	const assignments = [
		['contact', '={{ $json.first }} {{ $json.last }}', 'string'],
		['tokens', '["a", "b"]', 'array'],
		['place', '={{ $itemIndex }}', 'number'],
	].map(([name, value, type]) => ({ id: name, name, value, type }));
	const set = (others: object): Pick<INode, 'name' | 'type'> & Partial<INode> => ({
		name: 'Set',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { assignments: { assignments }, ...others },
	});
	const items = [
		{ first: 'Ann', last: 'Lee' },
		{ first: 'Bo', last: 'Chen' },
	];

	it('sets fields by expressions, for every item, and hands them on', async () => {
		const noOp = { name: 'End', type: 'n8n-nodes-base.noOp' };
		const result = await runWorkflow({
			workflow: chain([trigger, set({}), noOp]),
			credentials: {},
			items,
		});
		expect(result.error).toBeUndefined();
		expect(result.items('End')).toEqual([
			{ json: { contact: 'Ann Lee', tokens: ['a', 'b'], place: 0 }, pairedItem: { item: 0 } },
			{ json: { contact: 'Bo Chen', tokens: ['a', 'b'], place: 1 }, pairedItem: { item: 1 } },
		]);
	});

	it('keeps other fields where that is asked for', async () => {
		const result = await runWorkflow({
			workflow: chain([trigger, set({ includeOtherFields: true })]),
			credentials: {},
			items,
		});
		expect(result.items('Set')[1].json).toMatchObject({ first: 'Bo', contact: 'Bo Chen' });
	});

	it('hands out one empty item where none is given, as the real trigger does', async () => {
		const result = await runWorkflow({ workflow: chain([trigger]), credentials: {} });
		expect(result.items('Start').map(({ json }) => json)).toEqual([{}]);
	});
});

describe('a workflow that cannot be run', () => {
	it.each([
		['a node that nobody knows', chain([trigger, { name: 'X', type: 'other.x' }]), '"other.x"'],
		['no node to start from', chain([]), 'no node to start from'],
		['a credential that is not given', novuWorkflow(getAnn), '"novuApi"'],
	])('says so: %s', async (_, workflow, words) => {
		const said = await runWorkflow({ workflow, credentials: {} }).then(
			({ error }) => error?.message,
			(error: Error) => error.message,
		);
		expect(said).toContain(words);
	});
});
