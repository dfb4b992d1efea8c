import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../nodes/Novu/engine/errors';
import { redactFields } from '../../nodes/Novu/engine/redactFields';
import { booleanOf } from '../../nodes/Novu/parameters/booleans';
import {
	choiceOf,
	choicesIn,
	choicesOf,
	openChoiceOf,
	optionalChoiceOf,
	optionalOpenChoiceOf,
} from '../../nodes/Novu/parameters/choices';
import { collectionOf, isAdded } from '../../nodes/Novu/parameters/given';
import { idOf, optionalIdOf } from '../../nodes/Novu/parameters/ids';
import { described, hinted } from '../../nodes/Novu/parameters/inputErrorFor';
import { jsonListOf, jsonObjectOf } from '../../nodes/Novu/parameters/json';
import { textsOf } from '../../nodes/Novu/parameters/lists';
import { countOf } from '../../nodes/Novu/parameters/numbers';
import { narrows } from '../../nodes/Novu/parameters/roles';
import { secretTexts } from '../../nodes/Novu/parameters/secrets';
import {
	changedTextOf,
	neededSecretOf,
	secretOf,
	textOf,
	urlOf,
	wordOf,
} from '../../nodes/Novu/parameters/texts';
import { timeOf } from '../../nodes/Novu/parameters/times';
import { itemWith } from './items';

type Reader = (value: unknown) => unknown;

/** How a value is read where it stands in the field, or an expression yields it. */
const fixed =
	(read: (item: ReturnType<typeof itemWith>, path: string, label: string) => unknown): Reader =>
	(field) =>
		read(itemWith({ field } as never), 'field', 'Field');

/** What a reader makes of a value, or what it refuses it with. */
function outcome(read: Reader, given: unknown): unknown {
	try {
		return read(given);
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		expect((error as InputError).advice).toBeTruthy();
		return `refused: ${(error as InputError).message}`;
	}
}

const refused = (text: string): unknown =>
	expect.stringMatching(
		new RegExp(`^refused: .*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 's'),
	);

const channel: INodeProperties = {
	displayName: 'Channel',
	name: 'field',
	type: 'options',
	options: [
		{ name: 'In-App', value: 'in_app' },
		{ name: 'Push Message', value: 'push' },
		{ name: 'SMS', value: 'sms' },
	],
	default: 'push',
};
const providers = choicesIn(
	[
		{ name: 'Firebase Cloud Messaging', value: 'fcm' },
		{ name: 'Mattermost', value: 'mattermost' },
	],
	{ Firebase: 'fcm' },
);

const READERS: Record<string, Reader> = {
	boolean: fixed(booleanOf),
	choice: fixed((item, path) => choiceOf(item, path, channel)),
	'optional choice': fixed((item, path) => optionalChoiceOf(item, path, channel)),
	choices: fixed((item, path) => choicesOf(item, path, channel)),
	'open choice': fixed((item, path, label) => openChoiceOf(item, path, label, providers)),
	'optional open choice': fixed((item, path, label) =>
		optionalOpenChoiceOf(item, path, label, providers),
	),
	count: fixed(countOf),
	ID: fixed(idOf),
	'optional ID': fixed(optionalIdOf),
	text: fixed(textOf),
	'changed text': fixed(changedTextOf),
	word: fixed(wordOf),
	secret: fixed(secretOf),
	'needed secret': fixed(neededSecretOf),
	URL: fixed(urlOf),
	time: fixed((item, path, label) => timeOf(item, path, label)?.toISOString()),
	object: fixed(jsonObjectOf),
	list: fixed(jsonListOf),
	texts: fixed((item, path, label) => textsOf(item, path, label, { entries: 'words' })),
	words: fixed((item, path, label) =>
		textsOf(item, path, label, { entries: 'words', splitsWords: true, refusesNumbers: true }),
	),
};

const TABLE: Array<[reader: string, given: unknown, expected: unknown]> = [
	['boolean', true, true],
	['boolean', false, false],
	['boolean', ' TRUE ', true],
	['boolean', 'False', false],
	['boolean', undefined, undefined],
	['boolean', '', undefined],
	['boolean', null, undefined],
	['boolean', 'yes', refused('\'Field\' is "yes", and true or false is needed')],
	['boolean', 1, refused("'Field' is a value of type number (1)")],
	['choice', 'push', 'push'],
	['choice', 'Push Message', 'push'],
	['choice', 'IN APP', 'in_app'],
	['choice', 'pussh', refused('\'Channel\' is "pussh", and one of in_app, push, sms is needed')],
	['choice', '', refused("'Channel' is empty")],
	['choice', true, refused("'Channel' is a value of type boolean (true)")],
	['optional choice', '', undefined],
	['optional choice', 'sms', 'sms'],
	['optional choice', 'fax', refused('\'Channel\' is "fax"')],
	['choices', 'sms, push; sms', ['sms', 'push']],
	['choices', [], []],
	['choices', ['In-App'], ['in_app']],
	['choices', ['sms', 'fax'], refused('\'Channel\' is "fax"')],
	['open choice', 'FCM', 'fcm'],
	['open choice', 'firebase', 'fcm'],
	['open choice', 'Firebase Cloud Messaging', 'fcm'],
	['open choice', 'new-provider', 'new-provider'],
	['open choice', 'matermost', refused('\'Field\' is "matermost", and "mattermost" is needed')],
	['open choice', 'mattermots', refused('"mattermost" is needed')],
	['open choice', 'mttermots', refused('"mattermost" is needed')],
	['open choice', 'mttermosts', refused('"mattermost" is needed')],
	['open choice', 'mxxxermost', 'mxxxermost'],
	['open choice', 'fc', refused('"fcm" is needed')],
	['open choice', 'fmc', refused('"fcm" is needed')],
	['open choice', 'cfm', refused('"fcm" is needed')],
	['open choice', 'mfc', 'mfc'],
	['open choice', 'fcmm', refused('"fcm" is needed')],
	['open choice', 'f', 'f'],
	['open choice', '', refused("'Field' is empty")],
	['open choice', 'null', refused('\'Field\' is the text "null"')],
	['optional open choice', '', undefined],
	['optional open choice', 'fcm', 'fcm'],
	['count', 1, 1],
	['count', '2', 2],
	['count', 2.9, 2],
	['count', undefined, undefined],
	['count', 0, refused("'Field' is a value of type number (0), and a whole number from 1")],
	['count', 0.5, refused("'Field' is a value of type number (0.5)")],
	['count', '', refused("'Field' is empty")],
	['count', ' ', refused('\'Field\' is " "')],
	['count', true, refused("'Field' is a value of type boolean")],
	['count', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	['count', 2 ** 53, refused("'Field' is a value of type number (9007199254740992)")],
	['ID', ' ann ', 'ann'],
	['ID', 4711, '4711'],
	['ID', 10n, '10'],
	['ID', 0, '0'],
	['ID', '', refused("'Field' is empty")],
	['ID', ' ', refused("'Field' is empty")],
	['ID', null, refused("'Field' is empty")],
	['ID', 2 ** 53, refused("'Field' is a value of type number (9007199254740992), and a text")],
	['ID', 1.5, refused("'Field' is a value of type number (1.5)")],
	['ID', {}, refused("'Field' is a value of type object (empty)")],
	['ID', ['a'], refused("'Field' is a value of type list (of 1)")],
	['ID', '.', refused('which cannot stand in a URL')],
	['ID', 'a\ud83d', refused('half of a character')],
	['ID', '{{ $json.id }}', refused('with {{ … }} in it')],
	['ID', '#N/A', refused('\'Field\' is the text "#N/A"')],
	['ID', '#REF!', refused("'Field' is the text")],
	['ID', '[object Object]', refused("'Field' is the text")],
	['ID', 'Null', 'Null'],
	['ID', 'x#N/A', 'x#N/A'],
	['optional ID', '', undefined],
	['optional ID', 'ann', 'ann'],
	['text', ' as it is ', ' as it is '],
	['text', 7, '7'],
	['text', '', undefined],
	['text', ['x'], refused("'Field' is a value of type list")],
	['changed text', '', ''],
	['changed text', undefined, undefined],
	['changed text', 'new', 'new'],
	['word', ' ann@example.com ', 'ann@example.com'],
	['word', '', undefined],
	['word', 'undefined', refused("'Field' is the text")],
	['secret', ' key ', 'key'],
	['secret', 4711, '4711'],
	['secret', '', undefined],
	['secret', 1.5, refused("'Field' is a value of type number, and a text is needed")],
	['secret', { key: 'secret' }, refused("'Field' is a value of type object, and")],
	['needed secret', 'key', 'key'],
	['needed secret', '', refused("'Field' is empty")],
	['URL', ' https://hooks.test/a?b=https://c ', 'https://hooks.test/a?b=https://c'],
	['URL', 'HTTP://hooks.test', 'HTTP://hooks.test'],
	['URL', '', undefined],
	['URL', 7, refused("'Field' is a value of type number (7), and one whole address")],
	['URL', 'hooks.test', refused("'Field' is not an http(s) address with a host")],
	['URL', 'https://', refused("'Field' is not an http(s) address with a host")],
	['URL', 'https:///path', refused("'Field' is not an http(s) address with a host")],
	['URL', 'https://a b', refused("'Field' is not an http(s) address with a host")],
	['URL', 'ftp://hooks.test', refused("'Field' is not an http(s) address with a host")],
	[
		'URL',
		'https://a.test,https://b.test',
		refused("'Field' is not one http(s) address, but several"),
	],
	['URL', 'https://a.test https://b.test', refused('but several')],
	['URL', 'https://a.testhttps://b.test', refused('but several')],
	['URL', 'https://{{ x }}', refused('with {{ … }} in it')],
	['time', '2026-01-02', '2026-01-01T23:00:00.000Z'],
	['time', '2026-07-02', '2026-07-01T22:00:00.000Z'],
	['time', '2026-01-02T03:04', '2026-01-02T02:04:00.000Z'],
	['time', '2026-01-02 03:04:05.6', '2026-01-02T02:04:05.600Z'],
	['time', '2026-01-02T03:04:05,123456', '2026-01-02T02:04:05.123Z'],
	['time', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
	['time', '2026-01-02T03:04:05+01:30', '2026-01-02T01:34:05.000Z'],
	['time', '2026-01-02T03:04:05-0130', '2026-01-02T04:34:05.000Z'],
	['time', '2026-01-02T03:04:05+02', '2026-01-02T01:04:05.000Z'],
	['time', '2026-01-02T03:04:05+14:00', '2026-01-01T13:04:05.000Z'],
	['time', '2026-01-02T03:04:05+15:00', refused("'Field' is")],
	['time', '2026-01-02T03:04:05+01:60', refused("'Field' is")],
	['time', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
	['time', '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
	['time', '2026-10-25T04:00', '2026-10-25T03:00:00.000Z'],
	['time', '2026-02-29', refused('a date and time that there is')],
	['time', '2024-02-29T12:00Z', '2024-02-29T12:00:00.000Z'],
	['time', '2026-04-31', refused("'Field' is")],
	['time', '2026-13-01', refused("'Field' is")],
	['time', '2026-00-10', refused("'Field' is")],
	['time', '2026-01-00', refused("'Field' is")],
	['time', '2026-01-02T24:00', refused("'Field' is")],
	['time', '2026-01-02T23:59:59Z', '2026-01-02T23:59:59.000Z'],
	['time', '2026-01-02T23:60', refused("'Field' is")],
	['time', '2026-01-02T23:59:60', refused("'Field' is")],
	['time', 1_767_323_045, '2026-01-02T03:04:05.000Z'],
	['time', '1767323045', '2026-01-02T03:04:05.000Z'],
	['time', 1_767_323_045_678, '2026-01-02T03:04:05.678Z'],
	['time', 1e8, '1973-03-03T09:46:40.000Z'],
	['time', 1e11, '1973-03-03T09:46:40.000Z'],
	['time', 99_999_999, refused("'Field' is a value of type number (99999999)")],
	['time', '99999999', refused("'Field' is")],
	['time', 253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
	['time', 253_402_300_800_000, refused("'Field' is")],
	['time', -1e12, refused("'Field' is")],
	['time', new Date(Date.UTC(2026, 0, 2)), '2026-01-02T00:00:00.000Z'],
	['time', new Date(NaN), refused("'Field' is a value of type date")],
	['time', { toJSON: () => '2026-01-02T03:04:05Z' }, '2026-01-02T03:04:05.000Z'],
	['time', { toJSON: () => 7 }, refused("'Field' is a value of type object")],
	['time', {}, refused("'Field' is a value of type object")],
	['time', true, refused("'Field' is a value of type boolean")],
	['time', 'soon', refused('\'Field\' is "soon"')],
	['time', '', undefined],
	['object', '{ "a": 1 }', { a: 1 }],
	['object', { a: 1 }, { a: 1 }],
	['object', '', undefined],
	['object', '[1]', refused("'Field' is a list (of 1), and a JSON object is needed")],
	['object', '7', refused("'Field' is a value of type number (7), and a JSON object")],
	['object', '{ "a"', refused("'Field' is not valid JSON")],
	['object', '{ "a": 1, "a": 2 }', refused("'Field' has the field a twice")],
	['object', '{ "a": { "b": 1, "b": 2 } }', refused("'Field' has the field a.b twice")],
	['object', '{ "a": 1, "b": { "a": 2 } }', { a: 1, b: { a: 2 } }],
	[
		'object',
		'{ "a": 12345678901234567890 }',
		refused("'Field' at a holds the number 12345678901234567890"),
	],
	['object', '{ "a": [1, 12345678901234567890] }', refused("'Field' at a[1] holds the number")],
	[
		'object',
		'{ "a": 0.1, "b": 1e2, "c": -0.50, "d": 100, "e": 1.0 }',
		{ a: 0.1, b: 100, c: -0.5, d: 100, e: 1 },
	],
	['object', '{ "a": 0.12345678901234567890 }', refused('holds the number 0.12345678901234567890')],
	['object', '{ "a": 1e400 }', refused('holds the number 1e400')],
	['object', '{ "a": 0, "b": 0.0, "c": 0e5 }', { a: 0, b: 0, c: 0 }],
	['object', '{ "a\\"b": "}", "c": [] }', { 'a"b': '}', c: [] }],
	['object', { a: new Date(0) }, { a: '1970-01-01T00:00:00.000Z' }],
	['object', { a: new Date(NaN) }, refused("'Field' at a is a date that is none")],
	['object', { a: undefined, b: null }, { b: null }],
	['object', { a: [undefined] }, refused("'Field' at a[0] is a value of type undefined")],
	['object', { a: { b: NaN } }, refused("'Field' at a.b is NaN")],
	['object', { a: 2 ** 53 }, refused("'Field' at a holds the number 9007199254740992")],
	['object', { a: new Map() }, refused("'Field' at a is a value of type map")],
	['object', { a: () => 1 }, refused("'Field' at a is a value of type function")],
	['object', { a: { toJSON: () => ({ b: 1 }) } }, { a: { b: 1 } }],
	['object', { 0: 'a', 1: 'b' }, refused("'Field' is a text that was taken apart")],
	['object', { 0: 'a', 2: 'b' }, { 0: 'a', 2: 'b' }],
	['object', { 0: 'ab' }, { 0: 'ab' }],
	['object', {}, {}],
	['list', '[1, "a"]', [1, 'a']],
	['list', [1], [1]],
	['list', '', undefined],
	['list', '{}', refused("'Field' is an object, and a JSON list is needed")],
	['texts', 'a, b;c\td\ne', ['a', 'b', 'c', 'd', 'e']],
	['texts', 'a b|c', ['a b|c']],
	['texts', '"a,b", c', ['a,b', 'c']],
	['texts', '"a""b"', ['a"b']],
	['texts', "'a,b', it's", ['a,b', "it's"]],
	['texts', '"a', refused('a text with a quote that is not closed')],
	['texts', 'a,a, a ', ['a']],
	['texts', ',,', []],
	['texts', [7, 'a'], ['7', 'a']],
	['texts', 7, ['7']],
	['texts', [['a', 'b']], ['a', 'b']],
	['texts', [[['a']]], ['a']],
	['texts', [['a'], ['b']], refused('of type list (number 1 of the list)')],
	['texts', [' ', 'a'], ['a']],
	['texts', ['a', null], refused('of type null (number 2 of the list)')],
	['texts', '["a","b"]', ['a', 'b']],
	['texts', '"[\\"a\\"]"', ['a']],
	['texts', ['["a","b"]'], ['a', 'b']],
	['texts', '[a]', refused("'Field' is not valid JSON")],
	['texts', '{a,"b c"}', ['a', 'b c']],
	['texts', '{"a\\"b"}', ['a"b']],
	['texts', '{a,NULL}', refused('empty (number 2 of the list)')],
	['texts', '{}', []],
	['texts', '{a}b}', refused('a text in braces that is neither JSON nor a list')],
	['texts', '{"a":1}', refused('the text of a JSON object')],
	['texts', ['{"a":1}'], refused('of type object (number 1 of the list)')],
	['texts', 'null', refused('\'Field\' is the text "null"')],
	['texts', 'a {{ x }}', refused('with {{ … }} in it')],
	['texts', true, refused("'Field' is a value of type boolean")],
	['words', 'a b|c', ['a', 'b', 'c']],
	['words', [7], refused('of type number (number 1 of the list)')],
	['words', 7, refused("'Field' is a value of type number (7)")],
];

describe('what is read as', () => {
	it.each(TABLE)('%s: %p', (reader, given, expected) => {
		expect(outcome(READERS[reader], given)).toEqual(expected);
	});
});

describe('a field that narrows what an operation does', () => {
	const byExpression = (value: unknown, path: string, operation: string) => {
		const [name, entry] = path.split('.');
		return itemWith(
			{ operation, [name]: (entry ? { [entry]: value } : value) as never },
			{ [path]: '={{ $json.x }}' },
		);
	};
	const read = (path: string, value: unknown, operation = 'delete') =>
		outcome(() => optionalIdOf(byExpression(value, path, operation), path, 'Field'), undefined);

	it.each([
		['filters.channel', null, "refused: The filter 'Field' is empty"],
		['filters.channel', '', "refused: The filter 'Field' is empty"],
		['additionalFields.context', null, "refused: 'Field' was added and is empty"],
		[
			'integrationIdentifier',
			undefined,
			"refused: 'Field' is empty: its expression yields nothing",
		],
		['integrationIdentifier', '', "refused: 'Field' is empty: its expression yields an empty text"],
	])('%s is refused where its expression finds %j', (path, value, expected) => {
		expect(read(path, value)).toEqual(expect.stringContaining(expected));
	});

	it('may be empty where it carries data only', () => {
		expect(read('additionalFields.name', null)).toBeUndefined();
	});

	it.each(['get', 'getAll', 'count', 'checkSubscriber'])(
		'may be an empty text where the operation %s only reads',
		(operation) => {
			expect(read('filters.channel', '', operation)).toBeUndefined();
			expect(read('filters.channel', null, operation)).toEqual(
				expect.stringContaining('The filter'),
			);
		},
	);

	it('may be empty where it was written by hand, or a model fills it', () => {
		const at = 'filters.channel';
		const byHand = itemWith({ operation: 'delete', filters: { channel: '' } });
		expect(optionalIdOf(byHand, at, 'Field')).toBeUndefined();
		const byModel = itemWith(
			{ operation: 'delete', filters: { channel: '' } },
			{ [at]: "={{ $fromAI('channel') }}" },
		);
		expect(optionalIdOf(byModel, at, 'Field')).toBeUndefined();
	});

	it.each([
		['filters.anything', true],
		['options.contextKeys', true],
		['subscriberId', true],
		['additionalFields.transactionId', true],
		['additionalFields.name', false],
		['name', false],
	])('is %s: %s', (path, expected) => {
		expect(narrows(path)).toBe(expected);
	});

	it('is refused as a whole collection of filters that yields nothing, too', () => {
		const item = itemWith({ filters: '' }, { filters: '={{ $json.filters }}' });
		expect(() => collectionOf(item, 'filters')).toThrow(InputError);
		expect(collectionOf(itemWith({ filters: '' }), 'filters')).toEqual({});
		const options = itemWith({ options: '' }, { options: '={{ $json.options }}' });
		expect(collectionOf(options, 'options')).toEqual({});
		expect(() => collectionOf(itemWith({ options: 'text' }), 'options')).toThrow(InputError);
	});

	it('counts as added by its place or its expression', () => {
		expect(isAdded(itemWith({ filters: { tags: '' } }), 'filters.tags')).toBe(true);
		expect(isAdded(itemWith({ filters: {} }), 'filters.tags')).toBe(false);
		const item = itemWith({ filters: {} }, { 'filters.tags': '={{ $json.tags }}' });
		expect(isAdded(item, 'filters.tags')).toBe(true);
	});
});

describe('an ID that a formula leaves', () => {
	const id = (operation: string, expressions: Record<string, string> = {}) =>
		outcome(() => idOf(itemWith({ operation, field: 'N/A' }, expressions), 'field', 'Field'), 0);

	it('is taken where it was written by hand to find or remove what is called so', () => {
		for (const operation of ['get', 'getAll', 'count', 'checkSubscriber', 'delete', 'remove']) {
			expect(id(operation)).toBe('N/A');
			expect(id(operation, { field: '={{ $json.id }}' })).toEqual(refused("'Field' is the text"));
		}
		for (const operation of ['upsert', 'update', 'trigger']) {
			expect(id(operation)).toEqual(refused("'Field' is the text"));
		}
	});
});

describe('what is shown of a value', () => {
	it.each([
		[undefined, 'empty'],
		[null, 'empty'],
		['', 'empty'],
		['text', '"text"'],
		['x'.repeat(40), `"${'x'.repeat(40)}"`],
		['x'.repeat(41), `"${'x'.repeat(40)}…"`],
		[7, 'a value of type number (7)'],
		[7n, 'a value of type bigint (7)'],
		[false, 'a value of type boolean (false)'],
		[[1, 2], 'a value of type list (of 2)'],
		[{}, 'a value of type object (empty)'],
		[{ a: 1, b: 2 }, 'a value of type object (with a, b)'],
		[new Map(), 'a value of type map'],
		[() => 1, 'a value of type function'],
	])('%p: %s', (value, expected) => {
		expect(described(value)).toBe(expected);
	});

	it.each([
		['abcdefghijklmnopqrst', 'abcd…'],
		['abcdefghijklmnop', 'abcd…'],
		['abcdefghijklm', 'abcd…'],
		['abcdefghijkl', 'abc…'],
		['abcd', 'a…'],
		['a', 'a…'],
	])('of the secret %s no more than %s', (secret, expected) => {
		expect(hinted(secret)).toBe(expected);
	});
});

describe('secrets', () => {
	it.each([
		'accessToken',
		'apiKey',
		'apiKeys',
		'auth',
		'authToken',
		'credentials',
		'headers',
		'refreshToken',
		'routingKey',
		'secretKey',
		'inboundWebhookSigningKey',
		'clientSecret',
		'password',
		'passphrase',
		'private_key',
		'bot_token',
	])('in %s are masked, however deep', (name) => {
		const inside = { [name]: { a: ['x', 7, true, null, undefined], b: { c: 'y' } } };
		const expected = { [name]: { a: ['***', '***', '***', null, undefined], b: { c: '***' } } };
		expect(redactFields({ list: [inside], name: 'kept' })).toEqual({
			list: [expected],
			name: 'kept',
		});
	});

	it('of a user are all texts of four characters and more, but for what is none', () => {
		expect(
			secretTexts({
				password: 'abcd',
				pin: 'abc',
				from: 'shop@example.com',
				list: ['in a list'],
				deep: { region: 'eu-west-1', key: 'in an object' },
				port: 5432,
				none: null,
			}),
		).toEqual(['abcd', 'in a list', 'in an object']);
		expect(secretTexts(undefined)).toEqual([]);
	});
});
