import type { INodeProperties } from 'n8n-workflow';
import { hasCapitals, isPunctuated, isTitleCase, RULES } from './rules';

describe('how texts are judged', () => {
	it.each([
		['One sentence', true],
		['One sentence.', false],
		['One sentence, e.g. An example', true],
		['Up to Novu 2.1 Rocket.Chat took it', true],
		['Two sentences. With full stops.', true],
		['Two sentences. Without the last one', false],
		['A question? And its answer.', true],
		["One thing. 'name' is another.", true],
		['Two, with <b>markup</b>. And a <a href="x">link</a>.', true],
		['Tokens such as <b>a</b>.', false],
	])('"%s" has the right full stops: %s', (text, expected) => {
		expect(isPunctuated(text)).toBe(expected);
	});

	it.each([
		['Create or Update', true],
		['Create Or Update', false],
		['Device tokens', false],
		['Data (JSON)', true],
		['iOS Token', true],
		['After the Workflow', true],
		['In-App', true],
		['Look Again For (Hours)', true],
	])('"%s" is in Title Case: %s', (text, expected) => {
		expect(isTitleCase(text)).toBe(expected);
	});

	it.each([
		['The ID of it', true],
		['The id of it', false],
		['A Url', false],
		['The _id and the line_user type', true],
		['As json', false],
	])('"%s" has its capitals: %s', (text, expected) => {
		expect(hasCapitals(text)).toBe(expected);
	});
});

/** A parameter that no rule objects to. */
const FINE: INodeProperties = {
	displayName: 'Subject',
	name: 'subject',
	type: 'string',
	default: '',
	description: 'What it is about, such as Hello',
};

const five = ['E', 'A', 'B', 'C', 'D'].map((name) => ({ name, value: name }));
const operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many topics',
	description: 'Get a list of topics',
};

function problemsWith(rule: string, changes: Partial<INodeProperties>, nested = false): string[] {
	const property = { ...FINE, ...changes };
	return RULES[rule]({ where: '', property, level: [property], nested });
}

function withOperation(changes: Partial<typeof operation>): Partial<INodeProperties> {
	return { name: 'operation', type: 'options', options: [{ ...operation, ...changes }] };
}

describe('every rule', () => {
	it.each(Object.keys(RULES))('is content with what is right: %s', (rule) => {
		expect(problemsWith(rule, {})).toEqual([]);
		expect(problemsWith('operations', withOperation({}))).toEqual([]);
	});

	it.each<[rule: string, what: string, changes: Partial<INodeProperties>, nested?: boolean]>([
		['labels', 'a small letter', { displayName: 'Message subject' }],
		[
			'labels',
			'a small letter in a value',
			{ type: 'options', options: [{ name: 'a b', value: 1 }] },
		],
		['descriptions', 'nothing', { description: undefined }],
		['descriptions', 'nothing, in a collection', { description: undefined }, true],
		['descriptions', 'the label again', { description: 'Subject' }],
		['descriptions', 'a full stop', { description: 'What it is about.' }],
		['descriptions', 'a small ID', { description: 'Its id' }],
		['descriptions', 'backticks', { description: 'The `subject`' }],
		['descriptions', 'a full stop in a notice', { type: 'notice', displayName: 'Take care.' }],
		[
			'descriptions',
			'markup that a notice loses',
			{ type: 'notice', displayName: 'The <b>test</b> URL' },
		],
		[
			'descriptions of values',
			'more than is shown',
			{ type: 'options', options: [{ name: 'A', value: 1, description: 'First '.repeat(20) }] },
		],
		[
			'descriptions of values',
			'a full stop',
			{ type: 'options', options: [{ name: 'A', value: 1, description: 'First.' }] },
		],
		[
			'descriptions of values',
			'none for a resource',
			{ name: 'resource', type: 'options', options: [five[0]] },
		],
		['booleans', 'another beginning', { type: 'boolean', description: 'If it is so' }],
		['sorted lists', 'values', { type: 'options', options: five }],
		[
			'sorted lists',
			'entries',
			{ type: 'collection', options: five.map(({ name }) => ({ ...FINE, displayName: name })) },
		],
		['defaults', 'a text for a boolean', { type: 'boolean', default: 'true' }],
		['defaults', 'an unknown value', { type: 'options', options: five, default: 'F' }],
		['repetitions', 'a value', { type: 'options', options: [five[0], five[0]] }],
		['repetitions', 'an entry', { type: 'collection', options: [FINE, FINE] }],
		['optional fields', 'a required one', { required: true }, true],
		['optional fields', 'another name', { type: 'collection', displayName: 'More' }],
		['expressions', 'none in a value', { noDataExpression: true }],
		['expressions', 'one in the resource', { name: 'resource', type: 'options' }],
		['placeholders', 'no "e.g."', { placeholder: 'Hello' }],
		['placeholders', 'none for an email', { name: 'email' }],
		['placeholders', 'none for a collection', { type: 'collection' }],
		['examples', 'none in a text', { description: 'What it is about' }],
		['examples', 'none in a time', { type: 'dateTime', description: 'When it ends' }],
		[
			'examples',
			'a placeholder alone',
			{ placeholder: 'e.g. Hello', description: 'What it is about' },
		],
		['json', 'JSON in a text', { displayName: 'Data (JSON)' }],
		['json', 'another label', { type: 'json' }],
		['fixed wordings', 'another limit', { name: 'limit', type: 'number', default: 20 }],
		['operations', 'no action', withOperation({ action: undefined })],
		['operations', 'no description', withOperation({ description: '' })],
		['operations', 'another name', withOperation({ name: 'List' })],
		['operations', 'another action', withOperation({ action: 'List topics' })],
		['operations', 'capitals in the action', withOperation({ action: 'Get many Topics' })],
		['operations', "not n8n's words", withOperation({ value: 'upsert', name: 'Create or Update' })],
	])('finds what is wrong: %s, %s', (rule, _, ...[changes, nested]) => {
		expect(problemsWith(rule, changes, nested)).not.toEqual([]);
	});
});
