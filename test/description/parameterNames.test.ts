import type { INodeProperties } from 'n8n-workflow';
import { PARAMETERS } from './parameterNames';
import {
	builtNodes,
	choicesOf,
	entriesOf,
	isForTools,
	nameOf,
	parametersFor,
	parametersOf,
	selectionsOf,
	type BuiltNode,
} from './walk';

let nodes: BuiltNode[];

beforeAll(async () => {
	nodes = await builtNodes();
});

/** Parameters that hold something, each name once. */
function namesOf(properties: readonly INodeProperties[]): string[] {
	const held = properties.filter(({ type, name }) => {
		return type !== 'notice' && !['resource', 'operation', 'pollTimes'].includes(name);
	});
	return [...new Set(held.map(lineOf))];
}

/** `name`, or `name(entry entry)` for a collection and `name(group(entry entry))` for groups. */
function lineOf(property: INodeProperties): string {
	const groups = entriesOf(property).map(({ name, values }) => {
		const names = namesOf(values).join(' ');
		return name ? `${name}(${names})` : names;
	});
	return groups.length > 0 ? `${property.name}(${groups.join(' ')})` : property.name;
}

/** The parameters of each operation, in their order, and of each trigger. */
function parametersNow(): Map<string, string> {
	return new Map(
		nodes.flatMap(({ description }): Array<[string, string]> => {
			return selectionsOf(description).map((selection) => [
				selection.resource ? nameOf(selection) : description.name,
				namesOf(parametersFor(description, selection)).join(' '),
			]);
		}),
	);
}

describe('the parameters that saved workflows hold', () => {
	it('stay, and in their order', () => {
		const now = parametersNow();
		expect(now.size).toBeGreaterThan(100);
		const changed = [...now].filter(([where, names]) => PARAMETERS[where] !== names);
		const todo =
			'a name that goes breaks saved workflows; what is added takes the names and the place that it has elsewhere, and its line in test/description/parameterNames.ts becomes';
		expect(changed.map(([where, names]) => `${where}: ${todo} '${names}'`)).toEqual([]);
	});

	it('are those of operations that are there', () => {
		const now = parametersNow();
		expect(Object.keys(PARAMETERS).filter((where) => !now.has(where))).toEqual([]);
	});
});

/** Names that are several things, with the reason. */
const SEVERAL_THINGS: Record<string, string> = {
	binaryPropertyName: "n8n's words for a file that comes in and for one that goes out",
	channel: "Slack's channel of a subscriber, and the channel that something is delivered through",
	connectionIdentifier:
		'text for a connection that Novu makes once its URL is opened; chosen from the list where it is there',
	email: 'an address, and the channel that a preference is about',
	providerId: 'a filter takes any ID, also of a provider that the list does not know',
	subscriberId: 'a filter that looks for one takes text',
	topicKey: 'a filter takes a part of it, which no list has',
};
/** What chooses the operation, in the order of use. */
const SELECTED_BY = ['resource', 'operation'];
/** Lists in several orders: those of subscribers end with the providers that cannot deliver to one. */
const OTHER_ORDERS = ['providerId'];
/** Labels that several names share, with the reason. */
const SHARED_LABELS: Record<string, string> = {
	Integration: "Novu's calls take its identifier or its ID",
	Message: 'the text of a question, as n8n names it, and a message of Novu',
	Name: 'of the field of a form, as n8n names it',
	Type: 'of the field of a form, as n8n names it, and of a context beside its ID',
};

/**
 * What the operations of a resource work with, and therefore ask for first, though it comes after
 * other things elsewhere; with the reason.
 */
const ASKED_FIRST: Record<string, [name: string, reason: string]> = {
	event: ['workflowId', 'an event is one of a workflow; a preference is one of a subscriber'],
	integration: ['integrationIdentifier', 'elsewhere the subscriber or the owner comes first'],
	topic: ['topicKey', 'to an event it is one of several kinds of recipients'],
	topicSubscription: ['topicKey', 'a subscription is one to a topic'],
};

/** Pairs that stand in this order in one list, and in the other one in another. */
function inBothOrders(lists: ReadonlyArray<readonly [where: string, names: string[]]>): string[] {
	const found = new Map<string, string>();
	for (const [where, names] of lists) {
		names.forEach((name, i) => {
			for (const later of names.slice(i + 1)) found.set(`${name} > ${later}`, where);
		});
	}
	return [...found].flatMap(([pair, where]) => {
		const other = found.get(pair.split(' > ').reverse().join(' > '));
		return other && where < other ? [`${pair} in ${where}, the other way round in ${other}`] : [];
	});
}

/** What stands at the end of every operation, in this order. */
const AT_THE_END = [
	['additionalFields', 'updateFields', 'additionalProperties'],
	['returnAll'],
	['limit'],
	['simplify'],
	['filters'],
	['sort'],
	['options'],
];

/** The names of a line without what stands in parentheses. */
function withoutEntries(line: string): string {
	const shorter = line.replace(/\([^()]*\)/g, '');
	return shorter === line ? line : withoutEntries(shorter);
}

describe('the same parameter', () => {
	const all = () => nodes.flatMap(({ description }) => parametersOf(description));
	const held = () =>
		all().filter(({ property }) => property.type !== 'notice' && !isForTools(property));
	/** What belongs together, each value once. */
	const grouped = (pairs: Array<[string, string]>) => {
		const groups = new Map<string, Set<string>>();
		for (const [key, value] of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(value));
		return [...groups].filter(([, values]) => values.size > 1).map(([key]) => key);
	};
	/** Those without a reason, and reasons that nothing needs any more. */
	const wrongOf = (several: string[], reasons: Record<string, string>, todo: string) => [
		...several.filter((one) => !Object.hasOwn(reasons, one)).map((one) => `${one}: ${todo}`),
		...Object.keys(reasons)
			.filter((one) => !several.includes(one))
			.map((one) => `${one}: take its reason out, it is one thing now`),
	];

	it('has the same label and type wherever it stands', () => {
		const several = grouped(
			held().map(({ property }) => [property.name, `${property.displayName} (${property.type})`]),
		);
		const todo = 'give it the label and type that it has elsewhere, or another name';
		expect(wrongOf(several, SEVERAL_THINGS, todo)).toEqual([]);
	});

	it('has the same name wherever its label stands', () => {
		const several = grouped(held().map(({ property }) => [property.displayName, property.name]));
		const todo = 'give it the name that it has elsewhere, or another label';
		expect(wrongOf(several, SHARED_LABELS, todo)).toEqual([]);
	});

	it('stands at the same place', () => {
		const placeOf = (name: string) => AT_THE_END.findIndex((names) => names.includes(name));
		const wrong = Object.entries(PARAMETERS).filter(([, line]) => {
			const names = withoutEntries(line).split(' ');
			const places = names.map(placeOf).filter((place, i) => place >= 0 || i > 0);
			const first = places.findIndex((place) => place >= 0);
			const end = first < 0 ? [] : places.slice(first);
			return end.some((place, i) => place < 0 || (i > 0 && place < end[i - 1]));
		});
		expect(wrong.map(([where, line]) => `${where}: ${line}`)).toEqual([]);
	});

	/** The operations, and what is at a level of each: its own parameters, or those in a collection. */
	const operations = () =>
		nodes.flatMap(({ description }) =>
			selectionsOf(description).map((selection) => {
				const own = parametersFor(description, selection);
				const collections = own.filter(({ type }) => type === 'collection');
				return { ...selection, where: nameOf(selection), own, collections };
			}),
		);
	const namesAt = (properties: readonly INodeProperties[]) => [
		...new Set(properties.filter(({ type }) => type !== 'notice').map(({ name }) => name)),
	];

	it('stands in the same order', () => {
		const lists = (reasons: string[]) =>
			operations().map(({ resource = '', where, own }): [string, string[]] => {
				const [first, ...others] = namesAt(own).filter((name) => !SELECTED_BY.includes(name));
				const isFirst = reasons.includes(resource) && first === ASKED_FIRST[resource][0];
				return [where, isFirst ? others : [first, ...others]];
			});
		const reasons = Object.keys(ASKED_FIRST);
		expect(inBothOrders(lists(reasons))).toEqual([]);
		const unneeded = reasons.filter((one) => {
			return inBothOrders(lists(reasons.filter((other) => other !== one))).length === 0;
		});
		expect(unneeded).toEqual([]);
	});

	it('stands in the same order in collections', () => {
		const lists = operations().flatMap(({ where, collections }) =>
			collections.map(({ name, options }): [string, string[]] => [
				`${where} ${name}`,
				namesAt(options as INodeProperties[]),
			]),
		);
		expect(inBothOrders(lists)).toEqual([]);
	});

	it('offers the same values in the same order', () => {
		const names = new Set(held().map(({ property }) => property.name));
		const wrong = [...names]
			.filter((name) => ![...SELECTED_BY, ...OTHER_ORDERS].includes(name))
			.flatMap((name) => {
				const same = held().filter(({ property }) => property.name === name);
				return inBothOrders(
					same.map(({ where, property }): [string, string[]] => [
						where,
						choicesOf(property).map(({ value }) => String(value)),
					]),
				);
			});
		expect(wrong).toEqual([]);
	});

	it.each(['context', 'contextKeys'])(
		'%s stands in Additional Fields or Filters where there are such, else in Options',
		(name) => {
			const all = operations();
			expect(all.some(({ collections }) => collections.length > 0)).toBe(true);
			const wrong = all.flatMap(({ where, own, collections }) => {
				const inThese = collections.filter(({ options = [] }) =>
					options.some((entry) => entry.name === name),
				);
				const isThere = (one: string) => collections.some((collection) => collection.name === one);
				const home = ['additionalFields', 'filters'].find(isThere) ?? 'options';
				const misplaced = inThese.filter((collection) => collection.name !== home);
				// By itself it stands where it has to be given.
				const alone = own.filter((one) => one.name === name);
				const optional = alone.some(({ required }) => required) ? [] : alone;
				return [...misplaced, ...optional].map((one) => `${where} ${one.name}: not in ${home}`);
			});
			expect(wrong).toEqual([]);
		},
	);
});
