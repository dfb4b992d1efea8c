import type { IDataObject } from 'n8n-workflow';
import type { RunResult } from '../../sandbox/runner';
import { sampleSchemas, type Schema } from '../description/files';
import { builtNodes, nameOf, selectionsOf } from '../description/walk';
import { START, STEPS, WAITING } from '../e2e/tour';
import { differences, unseenFields } from './sampleSchema';
import { runTour, withSimplify } from './tourRun';

const GIVEN = 'where the user has given it';
const IN_CONTEXT = 'where it was made in a context';
const CHANNELS = 'where the workflow has a step of the channel';

/** Fields of sample schemas that do not come out on the tour, by the resource, and when they do. */
const SELDOM: Record<string, Record<string, string>> = {
	channelConnection: { 'workspace.botUserId': GIVEN, 'auth.expiresAt': GIVEN },
	context: { bridgeUrl: 'where the context has a bridge of its own' },
	domainRoute: { agentId: 'of a route to an agent' },
	environmentVariable: {
		'workflows[].name': 'where a workflow uses the variable',
		'workflows[].workflowId': 'where a workflow uses the variable',
	},
	event: {
		error: 'where Novu refuses the event in its answer',
		activityFeedLink: 'from Novu Cloud',
	},
	integration: {
		integration: 'where Auto-Configure has succeeded',
		providerMetadata: 'where the provider has some',
	},
	layout: {
		'workflows[].name': 'where a workflow uses the layout',
		'workflows[].workflowId': 'where a workflow uses the layout',
	},
	message: { subject: 'of an email' },
	subscriber: {
		phone: GIVEN,
		avatar: GIVEN,
		'subscriber.avatar': GIVEN,
		'channels[].credentials.channel': GIVEN,
		name: 'of a subscription that has one',
		contextKeys: IN_CONTEXT,
		preferences: 'of a subscription that has some',
	},
	subscriberPreference: {
		condition: 'of a preference for which one is set',
		'global.channels.email': CHANNELS,
		'global.channels.sms': CHANNELS,
		'channels.email': CHANNELS,
		'channels.sms': CHANNELS,
		'channels.chat': CHANNELS,
		'workflows[].channels.email': CHANNELS,
		'workflows[].channels.sms': CHANNELS,
		'global.schedule.weeklySchedule': GIVEN,
	},
	topic: { data: GIVEN },
	topicSubscription: {
		'subscriber.avatar': GIVEN,
		contextKeys: IN_CONTEXT,
		preferences: 'of a subscription that has some',
	},
	workflowStep: { subject: 'of an email or a push message' },
};

let result: RunResult;
let offered: string[];

beforeAll(async () => {
	const novu = (await builtNodes()).find(({ description }) => description.name === 'novu');
	offered = selectionsOf(novu!.description).map(nameOf);
	// What an operation hands out where nobody has changed Simplify.
	result = await runTour((node) => withSimplify(node));
}, 60_000);

const outputOf = (name: string): IDataObject[] => result.items(name).map(({ json }) => json);

/** What an operation hands out on the tour, in any of its nodes. */
function outputsOf(operation: string): IDataObject[] {
	return STEPS.filter((step) => step.operation === operation && !hasOwnForm(step)).flatMap(
		({ name }) => outputOf(name),
	);
}

/** Whether a step asks for another form of the output than the default one. */
function hasOwnForm({ parameters }: (typeof STEPS)[number]): boolean {
	return parameters?.output !== undefined || parameters?.exportAs !== undefined;
}

const schemaOf = (operation: string) =>
	sampleSchemas().get(`v1.0.0/${operation.replace('.', '/')}.json`)!;

describe('the tour through every operation', () => {
	it(`begins with the node "${START}" and runs through`, () => {
		expect(result.error).toBeUndefined();
	});

	it('has each operation that the node offers: add a step to test/e2e/tour/ for one that is missing', () => {
		const toured = new Set([...WAITING, ...STEPS.map(({ operation }) => operation)]);
		const missing = offered.filter((name) => !toured.has(name));
		expect(missing).toEqual([]);
	});
});

describe('the sample schema is what comes out', () => {
	const operations = [...new Set(STEPS.map(({ operation }) => operation))].sort();
	const resourceOf = (operation: string) => operation.split('.')[0];

	it.each(operations)('of %s', (operation) => {
		const outputs = outputsOf(operation);
		expect(outputs).not.toEqual([]);
		expect(differences(schemaOf(operation), outputs)).toEqual([]);
	});

	it.each([...new Set(operations.map(resourceOf))])(
		'and nothing else, for the operations of %s',
		(resource) => {
			const own = operations.filter((operation) => resourceOf(operation) === resource);
			const pairs = own.map((operation) => [schemaOf(operation), outputsOf(operation)] as const);
			expect(unseenFields(pairs, Object.keys(SELDOM[resource] ?? {}))).toEqual([]);
		},
	);
});

describe('what is off is told', () => {
	const colour: Schema = { type: 'object', properties: { colour: { type: 'number' } } };
	const steps: Schema = {
		type: 'object',
		properties: {
			steps: { type: 'array', items: { type: 'object', properties: { at: { type: 'integer' } } } },
		},
	};

	it.each<[string, Schema, IDataObject[], string[]]>([
		['nothing', colour, [{ colour: 5 }, { colour: null }, {}], []],
		[
			'a field that only comes out',
			colour,
			[{ key: 1 }],
			['key comes out and is not in the schema'],
		],
		[
			'another type',
			colour,
			[{ colour: 'red' }],
			['colour is a string, and a number in the schema'],
		],
		[
			'what is inside of lists and objects',
			steps,
			[{ steps: [{ at: 1.5 }, { by: 'ann' }] }],
			[
				'steps[].at is a number, and an integer in the schema',
				'steps[].by comes out and is not in the schema',
			],
		],
	])('%s', (_, schema, outputs, problems) => {
		expect(differences(schema, outputs)).toEqual(problems);
	});

	it('a field that only the schema has, unless another operation hands it out or it seldom comes', () => {
		expect(unseenFields([[colour, [{}]]], [])).toEqual([
			'colour is in the schema and never comes out',
		]);
		expect(unseenFields([[steps, [{ steps: [] }]]], [])).toEqual([
			'steps[].at is in the schema and never comes out',
		]);
		const pairs = [
			[colour, [{}]],
			[colour, [{ colour: 1 }]],
		] as const;
		expect(unseenFields(pairs, [])).toEqual([]);
		expect(unseenFields([[steps, [{ steps: [] }]]], ['steps[]'])).toEqual([]);
		expect(unseenFields([[colour, [{ colour: 1 }]]], ['colour'])).toEqual([
			'colour comes out, and is on the list of what seldom does',
		]);
	});
});
