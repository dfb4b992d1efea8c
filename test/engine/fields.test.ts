import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { cases } from '../contract/cases';
import {
	builtNodes,
	EXPRESSION,
	isForTools,
	nameOf,
	parametersFor,
	selectionsOf,
	shownCombinations,
	valuesOf,
	type BuiltNode,
} from '../description/walk';
import { kindOfField } from './fieldKinds';
import { KINDS, VALUES, type Fate, type Fates } from './fieldValues';
import { isDeepStrictEqual, startPlainServer } from './plainServer';

/** A request that the server saw, taken apart. */
interface Seen {
	method: string;
	segments: string[];
	query: Record<string, string | string[]>;
	body: unknown;
}

/** A field of an operation, as the built description has it. */
interface Field {
	operation: string;
	path: string;
	property: INodeProperties;
}

let server: Awaited<ReturnType<typeof startPlainServer>>;
let seen: Seen[] = [];
/** The identifiers of the subscriptions that every topic is said to have. */
let subscriptions: unknown[] = [];
let novu: BuiltNode;

/** Answers everything with a success: what is asked is of interest, not what comes of it. */
beforeAll(async () => {
	novu = (await builtNodes()).find(({ description }) => description.name === 'novu')!;
	server = await startPlainServer(({ method, url, text }) => {
		const names = [...new Set(url.searchParams.keys())];
		seen.push({
			method,
			segments: url.pathname.slice(1).split('/').map(decodeURIComponent),
			query: Object.fromEntries(
				names.map((name) => {
					const values = url.searchParams.getAll(name);
					return [name, values.length > 1 ? [...values] : values[0]];
				}),
			),
			body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text || undefined,
		});
		const isLookup = /^\/v1\/(channel-endpoints|environment-variables)\/[^/]+$/.test(url.pathname);
		const isList = /s(\/active)?$/.test(url.pathname) && method === 'GET';
		const isOfTopic = /^\/v2\/topics\/[^/]+\/subscriptions$/.test(url.pathname);
		const entries = isOfTopic ? subscriptions.map((identifier) => ({ identifier })) : [];
		const list = { data: entries, next: null, hasMore: false };
		const page = { data: { workflows: [], layouts: [], totalCount: 0 } };
		const isPage = /^\/v2\/(workflows|layouts)$/.test(url.pathname);
		const body = isPage ? page : isList ? list : { data: aboutOf(url.pathname) };
		return { status: isLookup && method === 'GET' ? 404 : 200, body };
	});
});

afterAll(async () => await server.close());

/** What an answer says it is about, as Novu's does. */
function aboutOf(pathname: string): IDataObject {
	const [, , resource, first, second, third] = pathname.split('/').map(decodeURIComponent);
	if (resource === 'subscribers' && first) return { subscriberId: first };
	if (resource === 'workflows') {
		const result = { type: 'in_app', preview: { body: 'text' } };
		return { workflowId: first, active: false, steps: [], stepId: 'one', result };
	}
	if (resource === 'translations') return translationAbout(first, second, third);
	if (resource === 'environments') return { _id: 'environment-1' };
	if (resource === 'environment-variables') return { key: first, workflows: [] };
	if (resource === 'layouts') {
		const result = { type: 'email', preview: { body: 'a page' } };
		return { layoutId: first ?? 'news', name: 'News', workflows: [], result };
	}
	return resource === 'contexts' && second ? { type: first, id: second, data: {} } : {};
}

function translationAbout(first: string, second: string, third: string): IDataObject {
	if (first === 'master-json')
		return { success: true, message: 'done', workflows: {}, layouts: {} };
	return first === 'group' ? { resourceId: third } : { resourceId: second, locale: third };
}

function fieldsOf(selection: { resource?: string; operation?: string }): Field[] {
	const all = parametersFor(novu.description, selection).filter(
		({ name, type }) => !['resource', 'operation'].includes(name) && type !== 'notice',
	);
	// Once, however many variants of it n8n shows: all are read in the same way.
	const own = new Map([...all].reverse().map((property) => [property.name, property]));
	return [...own.values()].reverse().flatMap((property): Field[] => {
		const operation = nameOf(selection);
		if (property.type !== 'collection') return [{ operation, path: property.name, property }];
		return (property.options as INodeProperties[]).map((entry) => ({
			operation,
			path: `${property.name}.${entry.name}`,
			property: entry,
		}));
	});
}

/** Fields of all types of endpoints; n8n takes out what the type does not show. */
const ADDRESSES: IDataObject = {
	...Object.fromEntries(
		'apiKey channelId chatId personEmail phoneNumber roomId routingKey teamId userId'
			.split(' ')
			.map((name) => [name, `${name}-1`]),
	),
	personId: '',
	url: 'https://hooks.test/base',
	endpointSource: 'fields',
	additionalFields: { connectionIdentifier: byId('connection-1') },
};

/** The least that a layout may hold. */
const LAYOUT_BLOCKS = '{ "type": "variable", "attrs": { "id": "content" } }';

/** A value for which a field is not hidden. */
function valueBeside(hidden: readonly unknown[], values: readonly unknown[]): string {
	const [first] = hidden as Array<{ _cnd: { not: string } }>;
	return typeof first === 'object'
		? first._cnd.not
		: (values.find((value) => !hidden.includes(value)) as string);
}

/** What has to be chosen so that the field counts, beside what a case of the contract has. */
function extrasFor({ operation, path, property }: Field): IDataObject {
	const { show = {}, hide } = property.displayOptions ?? {};
	const chosen = Object.fromEntries(
		Object.entries(show)
			.filter(([name]) => !['resource', 'operation'].includes(name))
			.map(([name, values]) => [name.replace('/', ''), values![0] as string]),
	);
	const [resource, ownOperation] = operation.split('.');
	for (const decider of parametersFor(novu.description, { resource, operation: ownOperation })) {
		const hidden = hide?.[decider.name];
		if (hidden) chosen[decider.name] = valueBeside(hidden, valuesOf(decider));
	}
	// For whom the field of the same name is not shown.
	if (hide?.['/providerId']) chosen.providerId = path.endsWith('deviceTokens') ? 'slack' : 'fcm';
	if (path === 'channel' && chosen.providerId) chosen.providerId = 'mattermost';
	if (path === 'webhookUrl') chosen.providerId = 'slack';
	if (path.startsWith('additionalProperties.') && chosen.providerId === 'fcm') {
		chosen.deviceTokens = 'token-1';
	}
	if (operation.startsWith('channelEndpoint.')) {
		const person = path === 'personId' ? { personEmail: '' } : {};
		return { ...ADDRESSES, ...person, ...chosen };
	}
	if (operation === 'subscriber.updateCredentials' && path === 'providerId') {
		return { webhookUrl: 'https://hooks.test/base', deviceTokens: 'token-1' };
	}
	if (operation === 'domainRoute.create' && path === 'type') {
		return { ...chosen, agentId: byId('support') };
	}
	if (path === 'text') chosen.platformMessageId = 'message-1';
	if (path === 'replyAction') chosen.card = '{"type":"card"}';
	if (path === 'contentMode') chosen.blocks = LAYOUT_BLOCKS;
	if (path === 'to') chosen.subscriberIds = 'ann';
	if (path === 'excludedSubscriberIds') chosen.topicKey = 'topic-1';
	if (path === 'connectionMode') {
		return { subscriberId: byId('ann'), context: '{"tenant":"acme"}', ...chosen };
	}
	if (operation === 'topicSubscription.add' && path.endsWith('.name')) {
		return { ...chosen, additionalFields: { identifier: 'weekly' } };
	}
	if (operation === 'integration.create' && path === 'providerId') {
		return { ...chosen, additionalFields: { channel: 'email' } };
	}
	if (operation === 'subscriberPreference.update' && path.endsWith('schedule')) {
		return { ...chosen, preferencesFor: 'global' };
	}
	return chosen;
}

/** The case of the contract that says most of the field; its fields stand beside it. */
function baseFor(field: Field): { parameters: IDataObject; item: IDataObject } {
	const [collection, entry] = field.path.split('.');
	const own = cases.filter(({ operation }) => operation === field.operation);
	const holds = ({ parameters }: (typeof own)[number]) => {
		const value = parameters[collection] as IDataObject | undefined;
		return entry === undefined ? value !== undefined : value?.[entry] !== undefined;
	};
	const found = own.find(holds) ?? own[0];
	return {
		parameters: structuredClone(found.parameters) as IDataObject,
		item: found.item ?? {},
	};
}

/** The values that a field is given, by their names. */
function valuesFor(field: Field): Record<string, string> {
	const good = goodChoices(field);
	return {
		...VALUES,
		...Object.fromEntries(Object.entries(good).map(([name, { source }]) => [name, source])),
	};
}

/** A value of a list, written in other ways, and with a typing error. */
function goodChoices({ property }: Field): Record<string, { source: string; fate: Fate }> {
	const options = (property.options ?? []) as INodePropertyOptions[];
	if (!['options', 'multiOptions'].includes(property.type)) return {};
	const value = String(options.find((option) => String(option.value).length > 3)?.value ?? '');
	if (!value) return {};
	const fate: Fate = { sent: property.type === 'options' ? value : [value] };
	const typo = value.slice(0, -1) + (value.endsWith('x') ? 'y' : 'x');
	return {
		'a choice': { source: JSON.stringify(value), fate },
		'a choice in capitals': { source: JSON.stringify(` ${value.toUpperCase()} `), fate },
		'a choice with a typing error': { source: JSON.stringify(typo), fate: 'refused' },
	};
}

/** What is said of an answer, which comes of a request that was sent. */
const OF_NOVU =
	/^Novu (answered|knows|did|could|has no)|^Novu's answer|^Something else writes|\(HTTP \d+\)/;

/** What became of each value: sent with these requests, or refused with this error. */
interface Outcome {
	error?: string;
	kind?: string;
}

/** The same with a run for each value, where the first item decides for all, or is the only one. */
async function giveOneByOne(field: Field): Promise<Map<string, Outcome>> {
	const outcomes = new Map<string, Outcome>();
	const all: Seen[] = [];
	for (const name of Object.keys(valuesFor(field))) {
		outcomes.set(name, (await give(field, [name])).get(name) ?? {});
		all.push(...seen);
	}
	seen = all;
	return outcomes;
}

/** @param only the values to give, by their names; all by default */
async function give(
	field: Field,
	only: string[] = Object.keys(valuesFor(field)),
): Promise<Map<string, Outcome>> {
	const [resource, operation] = field.operation.split('.');
	const { parameters, item } = baseFor(field);
	const source = Object.entries(valuesFor(field))
		.map(([name, code]) => `${JSON.stringify(name)}: () => (${code})`)
		.join(', ');
	const expression = `={{ ({ ${source} })[$json.walk]() }}`;
	const given = field.property.type === 'resourceLocator' ? byId(expression) : expression;
	const all: IDataObject = { ...merged(parameters, extrasFor(field)), resource, operation };
	// So that no two items share a request.
	for (const name of ['subscriberId', 'topicKey']) {
		if (all[name] !== undefined && name !== field.path)
			all[name] = byId('={{ "w-" + $itemIndex }}');
	}
	all.options = { ...(all.options as IDataObject), retries: 0, maxRequestsAtOnce: 1 };
	if (/updateCredentials|removeDeviceTokens/.test(operation)) {
		all.options = { ...(all.options as IDataObject), confirmTokens: 'never' };
	}
	const [name, entry] = field.path.split('.');
	all[name] = entry ? { ...(all[name] as IDataObject), [entry]: given } : given;
	seen = [];
	const { items, error } = await runWorkflow({
		workflow: novuWorkflow(all, { onError: 'continueErrorOutput' }),
		credentials: { novuApi: { apiKey: 'key-of-the-walk', region: 'custom', baseUrl: server.url } },
		items: only.map((walk) => ({ ...item, walk })),
	});
	expect({ field: `${field.operation} ${field.path}`, error: error?.message }).toEqual({
		field: `${field.operation} ${field.path}`,
		error: undefined,
	});
	const outcomes = new Map<string, Outcome>(only.map((value) => [value, {}]));
	for (const { json, pairedItem } of items('Novu', 1)) {
		const { item: index } = pairedItem as { item: number };
		outcomes.set(only[index], {
			error: `${String(json.error)} ${String(json.message)}`,
			kind: OF_NOVU.test(String(json.error)) ? 'answer' : 'input',
		});
	}
	return outcomes;
}

function byId(value: string): IDataObject {
	return { __rl: true, mode: 'id', value };
}

function merged(a: IDataObject, b: IDataObject): IDataObject {
	const result = { ...a };
	for (const [name, value] of Object.entries(b)) {
		const isCollection = typeof value === 'object' && typeof result[name] === 'object';
		result[name] = isCollection
			? { ...(result[name] as IDataObject), ...(value as IDataObject) }
			: value;
	}
	return result;
}

/** All values that a request holds, however deep, each with its name. */
function* valuesIn(value: unknown, name = ''): Generator<[name: string, value: unknown]> {
	yield [name, value];
	if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value)) yield* valuesIn(inner, key);
	}
	// Some filters are JSON within the query.
	if (typeof value === 'string' && /^[[{]/.test(value)) {
		try {
			yield* valuesIn(JSON.parse(value), name);
		} catch {
			// A text like any other.
		}
	}
}

function isSame(found: unknown, wanted: unknown): boolean {
	if (isDeepStrictEqual(found, wanted)) return true;
	if (typeof wanted === 'boolean') return found === String(wanted);
	// A list of one is a text in a query.
	return Array.isArray(wanted) && wanted.length === 1 && found === wanted[0];
}

function isTime(found: unknown, wanted: number): boolean {
	const asNumber = typeof found === 'string' && /^\d+$/.test(found) ? Number(found) : found;
	const time = typeof asNumber === 'number' ? asNumber : Date.parse(String(found));
	return time === wanted;
}

/** The names that the value has in the requests; none where it is in none. */
function namesOf(fate: Fate): Set<string> {
	const matches = (value: unknown) => {
		if (typeof fate !== 'object') return false;
		return 'time' in fate ? isTime(value, fate.time) : isSame(value, fate.sent);
	};
	const found = seen.flatMap((request) => [...valuesIn(request)]);
	return new Set(found.filter(([, value]) => matches(value)).map(([name]) => name));
}

function wasSent(fate: Fate): boolean {
	return namesOf(fate).size > 0;
}

/** Whether a request holds something empty under the name that the field has there. */
function isSentEmpty(fates: Fates): boolean {
	const example = Object.values(fates).find((fate) => typeof fate === 'object');
	const names = example ? namesOf(example) : new Set<string>();
	return seen.some((request) =>
		[...valuesIn(request)].some(
			([name, value]) => names.has(name) && ['', '   ', null].includes(value as string),
		),
	);
}

/** Nothing of these fields is in a request: they decide what is asked, or what comes out. */
const NOT_SENT =
	/^(.* )?(limit|returnAll|simplify|sendToAll|to|subscribers|payloadMode|contentMode|responseType|endpointSource|tokenMode|languages|preferencesFor|region|options\.\w+|filters\.workflowId|output|additionalFields\.(clearFields|withoutAgent|channel)|updateFields\.clearFields|filters\.criticality|exportAs|importFrom|binaryPropertyName|replyAction|stopTyping|clearFirst|additionalFields\.resolve)$/;

function isSeen({ operation, path }: Field): boolean {
	if (/contextKeys|options\.context/.test(path)) return true;
	// These read all and choose among it.
	if (/^integration\.getAll/.test(operation)) return false;
	if (/^subscriber\.(removeDeviceTokens|mergeDuplicateEntries)/.test(operation)) {
		return path === 'subscriberId';
	}
	// It stands among what the node adds to it.
	if (operation === 'event.sendAndWait' && path === 'payload') return false;
	if (operation === 'channelEndpoint.update' && path === 'type') return false;
	// It decides whether the subscriber is added by a call of its own.
	if (operation === 'subscriber.updateCredentials' && path === 'createSubscriberIfMissing') {
		return false;
	}
	// It goes out by Novu's name of it.
	if (operation === 'subscriber.getAll' && path === 'sort.orderBy') return false;
	return !NOT_SENT.test(path);
}

function problemsOf(field: Field, fates: Fates, outcomes: Map<string, Outcome>): string[] {
	const good = goodChoices(field);
	return [...outcomes].flatMap(([name, { error, kind }]) => {
		const fate = good[name]?.fate ?? fates[name] ?? 'refused';
		const at = `${field.operation} ${field.path} <- ${name}`;
		const isRefused = kind === 'input';
		if (fate === 'any') return [];
		if (fate === 'refused') {
			if (!isRefused) return [`${at}: is not refused${error ? ` (${error})` : ''}`];
			const names = error?.includes(field.property.displayName);
			return names ? [] : [`${at}: the message does not name the field: ${error}`];
		}
		if (isRefused) {
			const isNothing = fate === 'left out' && /nothing to (update|change)/.test(error ?? '');
			return isNothing ? [] : [`${at}: is refused: ${error}`];
		}
		if (fate === 'left out') {
			return isSentEmpty(fates) ? [`${at}: something empty is sent`] : [];
		}
		if (!isSeen(field) || wasSent(fate)) return [];
		return [`${at}: is not sent as ${JSON.stringify(fate)}`];
	});
}

/** The node removes only a subscription that it finds: what the field sends is there. */
function knownTo({ operation, path }: Field, fates: Fates): unknown[] {
	if (`${operation} ${path}` !== 'topicSubscription.remove additionalFields.subscriptionIdentifier')
		return [];
	return Object.values(fates).flatMap((fate) =>
		typeof fate === 'object' && 'sent' in fate ? [fate.sent] : [],
	);
}

it('every field of every operation is of a declared kind', () => {
	const undeclared = selectionsOf(novu.description)
		.flatMap(fieldsOf)
		.filter(({ operation, path }) => {
			const kind = kindOfField(operation, path);
			return kind === undefined || !KINDS[kind];
		})
		.map(({ operation, path }) => `${operation} ${path}`);
	expect(undeclared).toEqual([]);
});

describe('every field treats every value as its kind says', () => {
	const resources = [...new Set(cases.map(({ operation }) => operation.split('.')[0]))];
	it.each(resources)('%s', async (resource) => {
		const problems: string[] = [];
		for (const selection of selectionsOf(novu.description)) {
			if (selection.resource !== resource) continue;
			for (const field of fieldsOf(selection)) {
				const kind = kindOfField(field.operation, field.path);
				if (kind === undefined || ['setting', 'checked by n8n'].includes(kind)) continue;
				subscriptions = knownTo(field, KINDS[kind]);
				const isAlone = field.operation === 'event.sendAndWait';
				const outcomes = await (isAlone ? giveOneByOne(field) : give(field));
				problems.push(...problemsOf(field, KINDS[kind], outcomes));
			}
		}
		expect(problems).toEqual([]);
	});
});

/** One of the two is needed, and n8n can mark only what is needed by itself. */
const ONE_OF_TWO = ['personEmail', 'personId'];
/** Not needed for every value of what they depend on. */
const FOR_SOME = ['webhookUrl'];

/** Empty they are refused, too: it would not be said what is meant. They need not be filled. */
const MAY_BE_ABSENT = /narrowing|leaving out|^count$|^group/;

/** Whether a field of an operation has to be filled wherever it is shown, and n8n can mark it. */
function mustBeFilled(operation: string, { name, type }: INodeProperties): boolean {
	// Of a JSON field n8n does not look whether it is empty (2.41.1, `addToIssuesIfMissing`).
	if (!['string', 'resourceLocator', 'dateTime'].includes(type)) return false;
	const kind = kindOfField(operation, name) ?? '';
	const isRefused = (KINDS[kind]?.['empty text'] ?? 'refused') === 'refused';
	return isRefused && !MAY_BE_ABSENT.test(kind) && ![...ONE_OF_TWO, ...FOR_SOME].includes(name);
}

it('every field that must be filled is marked by n8n while it is empty', () => {
	const node = { typeVersion: 1 } as INode;
	const isMarked = (property: INodeProperties, values: INodeParameters) => {
		const empty = property.type === 'resourceLocator' ? { ...byId(''), mode: 'list' } : '';
		const given = { ...values, [property.name]: empty } as INodeParameters;
		const issues = NodeHelpers.getParameterIssues(property, given, '', node, novu.description);
		return issues.parameters?.[property.name] !== undefined;
	};
	const unmarked = selectionsOf(novu.description).flatMap((selection) =>
		[...shownCombinations(novu.description, selection)]
			.filter(({ values }) => Object.values(values).every((value) => isFixed(value)))
			.flatMap(({ values, shown }) =>
				shown
					.filter((property) => mustBeFilled(nameOf(selection), property))
					.filter((property) => !isForTools(property) && !isMarked(property, values))
					.map(({ name }) => `${nameOf(selection)} ${name}`),
			),
	);
	expect([...new Set(unmarked)]).toEqual([]);
});

function isFixed(value: unknown): boolean {
	return value !== undefined && value !== EXPRESSION;
}

describe('the settings of a run', () => {
	const settings = () =>
		selectionsOf(novu.description)
			.flatMap(fieldsOf)
			.filter(({ operation, path }) => kindOfField(operation, path) === 'setting');

	it('are the same fields in every operation that has them', () => {
		const names = [...new Set(settings().map(({ path }) => path))];
		expect(names.sort()).toEqual([
			'options.maxRequestsAtOnce',
			'options.retries',
			'options.timeout',
		]);
		for (const name of names) {
			const [first, ...others] = settings().filter(({ path }) => path === name);
			for (const { property } of others) {
				expect({ ...property, displayOptions: undefined }).toEqual({
					...first.property,
					displayOptions: undefined,
				});
			}
		}
	});

	it.each(['subscriber.get', 'subscriber.upsert'])(
		'treat every value as their kind says in %s',
		async (operation) => {
			const problems: string[] = [];
			for (const field of settings().filter((one) => one.operation === operation)) {
				problems.push(...problemsOf(field, KINDS.setting, await giveOneByOne(field)));
			}
			expect(problems).toEqual([]);
		},
	);
});
