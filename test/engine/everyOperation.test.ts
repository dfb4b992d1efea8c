import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { answer, type FaultServer } from '../../sandbox/faultServer';
import { plausibleAnswer } from '../../sandbox/plausible';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { isObject } from '../../nodes/Novu/engine/errors';
import { ENVIRONMENT_ID, type ContractCase } from '../contract/case';
import { builtNodes, parametersFor } from '../description/walk';
import { WAITING } from '../e2e/tour';
import { operations, startFaults } from './faultMatrix';
import { startHoldingServer } from './holdingServer';

/** A run has one item of those that wait for an answer: several are refused. */
const ofSeveralItems = operations.filter(({ operation }) => !WAITING.includes(operation));
const named = ofSeveralItems.map((one) => [one.operation, one] as const);
const isRead = (operation: string) => /\.(get|count|check)/.test(operation);

/** Runs an operation for the same item twice, without a look at tokens afterwards. */
async function runTwice(one: ContractCase, url: string, more: IDataObject = {}) {
	const [resource, operation] = one.operation.split('.');
	const { options } = one.parameters as { options?: IDataObject };
	const parameters = {
		resource,
		operation,
		...one.parameters,
		options: { ...options, confirmTokens: 'never', retries: 0 },
		...more,
	};
	const { item = {} } = one;
	return await runWorkflow({
		workflow: novuWorkflow(parameters),
		credentials: { novuApi: { apiKey: one.operation, region: 'custom', baseUrl: url } },
		items: [item, item],
	});
}

describe('what comes out is paired with the item that it came of', () => {
	let server: FaultServer;
	/** Operations that hand out a list, up to a limit. */
	let lists: Set<string>;

	beforeAll(async () => {
		server = await startFaults();
		const novu = (await builtNodes()).find(({ description }) => description.name === 'novu');
		const has = (name: string, properties: readonly INodeProperties[]) =>
			properties.some((property) => property.name === name);
		lists = new Set(
			operations
				.map(({ operation }) => operation)
				.filter((name) => {
					const [resource, operation] = name.split('.');
					const own = parametersFor(novu!.description, { resource, operation });
					return has('returnAll', own);
				}),
		);
		expect(lists.size).toBeGreaterThan(10);
	});
	afterAll(async () => await server.close());

	const entries = ['a', 'b', 'c'].map((id) => ({
		_id: id,
		id,
		key: id,
		identifier: id,
		_environmentId: ENVIRONMENT_ID,
	}));

	/** Three entries in place of a list of none or one, wherever it stands. */
	function filled(body: unknown): unknown {
		if (Array.isArray(body)) return body.length <= 1 ? entries : body;
		if (!isObject(body)) return body;
		return Object.fromEntries(Object.entries(body).map(([name, inner]) => [name, filled(inner)]));
	}

	it.each(named)('%s', async (name, one) => {
		const isList = lists.has(name);
		server.play((exchange) => {
			const { status, body } = exchange.usual;
			if (body === undefined) exchange.response.writeHead(status).end();
			else answer(status, isList ? filled(body) : body)(exchange);
		});
		const more = isList ? { returnAll: false, limit: 2 } : {};
		const { items, error } = await runTwice(one, server.url, more);
		expect(error).toBeUndefined();
		expect(items('Novu').map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(
			isList ? [0, 0, 1, 1] : [0, 1],
		);
	});
});

/** Calls that change nothing that is there already, or can only delete it: in any order the same. */
const WITHOUT_ORDER = [
	'domain.diagnose',
	'event.broadcast',
	'event.cancel',
	'integration.createMobileLink',
	'integration.generateConnectOAuthUrl',
	'integration.generateLinkUserOAuthUrl',
	'integration.linkChannelEndpoint',
	'layout.preview',
	'message.delete',
	'message.deleteByTransaction',
	'translation.export',
	'workflowStep.preview',
];
/** Items of these share a request, whatever they are for. */
const SHARED = ['event.triggerBulk'];

describe('two items for one target', () => {
	type Server = Awaited<ReturnType<typeof startHoldingServer>>;
	let server: Server;
	let outcomes: Map<string, ReturnType<Server['seen']>>;

	beforeAll(async () => {
		server = await startHoldingServer(plausibleAnswer);
		await Promise.all(ofSeveralItems.map(async (one) => await runTwice(one, server.url)));
		outcomes = new Map(
			operations.map(({ operation }) => [operation, server.seen(operation)] as const),
		);
	}, 120_000);
	afterAll(async () => await server.close());

	const ordered = named.filter(
		([name]) => !isRead(name) && ![...WITHOUT_ORDER, ...SHARED].includes(name),
	);

	it.each(ordered)('are written one after the other: %s', (name) => {
		const { most, requests } = outcomes.get(name)!;
		expect(requests).not.toEqual([]);
		expect(most).toBe(1);
	});

	it.each(named.filter(([name]) => isRead(name) || WITHOUT_ORDER.includes(name)))(
		'do not wait for each other: %s',
		(name) => {
			const { most, requests } = outcomes.get(name)!;
			// What is asked for once in a run is not asked for by the second item.
			const isAskedTwice = new Set(requests.map(({ url }) => url)).size < requests.length;
			expect(most).toBe(isAskedTwice ? 2 : 1);
		},
	);
});
