/**
 * Values that people give, each as the source of an expression: what spreadsheets, databases, formulas
 * and n8n's own nodes hand on. All that are texts differ, so that a request tells which one it holds.
 */
export const VALUES: Record<string, string> = {
	text: "'plain-1'",
	'text with spaces around': "'  spaced-1 '",
	'text true': "'true'",
	'text with a pipe': "'auth0|1'",
	'text with a blank': "'a-3 b-3'",
	'whole number': '42',
	'number as text': "'43'",
	'number beyond 2^53': '1100000000000000123',
	'number with a fraction': '1.5',
	'the value NaN': 'NaN',
	Infinity: 'Infinity',
	null: 'null',
	undefined: 'undefined',
	'missing field': '$json.missing',
	'empty text': "''",
	blanks: "'   '",
	'text null': "'null'",
	'text undefined': "'undefined'",
	'text NaN': "'NaN'",
	'text #N/A': "'#N/A'",
	'text N/A': "'N/A'",
	'text [object Object]': "'[object Object]'",
	true: 'true',
	false: 'false',
	Date: 'new Date(1700000000000)',
	'invalid Date': "new Date('x')",
	object: '({ a: 1 })',
	'empty object': '({})',
	'object with a Date': '({ a: new Date(1700000000000) })',
	'object with NaN': '({ a: { b: NaN } })',
	'object with a Map': '({ a: new Map([[1, 2]]) })',
	'object with a function': '({ a: () => 1 })',
	'object with a long number': '({ a: 1100000000000000123 })',
	Map: 'new Map([[1, 2]])',
	Set: "new Set(['a'])",
	'text taken apart': "({ ...'ab' })",
	list: "['a-1', 'b-1']",
	'empty list': '[]',
	'list in a list of one': "[['a-2', 'b-2']]",
	'list with a comma in an entry': "['a-4,b-4']",
	'list with JSON in an entry': '[\'["a-5","b-5"]\']',
	'list with null': "['a-1', null]",
	'list with holes': 'Array(3)',
	'list with an object': "['a-1', { b: 1 }]",
	'list of lists': "[['a-1'], ['b-1']]",
	'list with a long number': '[1100000000000000123]',
	'text with a semicolon': "'a-6;b-6'",
	'text with a comma': "'a-7, b-7'",
	'text with a tab': "'a-8\\tb-8'",
	'text with lines': "'a-9\\r\\nb-9\\n'",
	'text with quotes': '\'"a-10","b-10"\'',
	'JSON list': '\'["a-11", "b-11"]\'',
	'JSON list in JSON text': 'JSON.stringify(\'["a-12","b-12"]\')',
	'array of PostgreSQL': "'{a-13,b-13}'",
	'JSON object': '\'{"a":1}\'',
	'JSON with a long number': '\'{"a":12345678901234567890}\'',
	'JSON with too fine a number': '\'{"a":1.0000000000000000001}\'',
	'JSON with too large a number': '\'{"a":1e999}\'',
	'JSON with a key twice': '\'{"a":1,"a":2}\'',
	'JSON with odd keys': '\'{"constructor":1,"__proto__":2}\'',
	'broken JSON': '\'{"a":\'',
	URL: "'https://hooks.test/x'",
	'URL with a template': "'https://hooks.test/{' + '{ $json.x }' + '}'",
	'two URLs': "'https://a.test/1, https://b.test/2'",
	'URL without a host': "'https:///x'",
	'URL without a scheme': "'hooks.test/y'",
	'ISO time': "'2030-01-02T03:04:05.000Z'",
	'time of n8n': "DateTime.fromISO('2030-01-02T03:04:06.000Z', { zone: 'utc' })",
	seconds: '1700000000',
	milliseconds: '1700000001000',
	'day that does not exist': "'2025-02-30'",
	words: "'tomorrow'",
	'a year': '2025',
	'name of a method': "'constructor'",
};

/** What becomes of a value: it is refused, left out, sent as this, or any of them. */
export type Fate = 'refused' | 'left out' | 'any' | { sent: unknown } | { time: number };

/** What the rules say of each value for a kind of field; what is not named here is refused. */
export type Fates = Record<string, Fate>;

const sent = (value: unknown): Fate => ({ sent: value });
const time = (value: number): Fate => ({ time: value });
const all = (names: readonly string[], fate: Fate): Fates =>
	Object.fromEntries(names.map((name) => [name, fate]));

const NOTHING = ['null', 'undefined', 'missing field'];
const EMPTY = ['empty text', 'blanks'];
const JUNK = Object.keys(VALUES).filter((name) =>
	/^text (null|undefined|NaN|#N|N\/|\[)/.test(name),
);

/** Texts that are nothing but texts where no list, JSON, URL or time is meant. */
const TEXTS: Record<string, string> = {
	text: 'plain-1',
	'text true': 'true',
	'text with a pipe': 'auth0|1',
	'text with a blank': 'a-3 b-3',
	'whole number': '42',
	'number as text': '43',
	'text with a semicolon': 'a-6;b-6',
	'text with a comma': 'a-7, b-7',
	'text with a tab': 'a-8\tb-8',
	'text with quotes': '"a-10","b-10"',
	'JSON list': '["a-11", "b-11"]',
	'JSON list in JSON text': '"[\\"a-12\\",\\"b-12\\"]"',
	'array of PostgreSQL': '{a-13,b-13}',
	'JSON object': '{"a":1}',
	'JSON with a long number': '{"a":12345678901234567890}',
	'JSON with too fine a number': '{"a":1.0000000000000000001}',
	'JSON with too large a number': '{"a":1e999}',
	'JSON with a key twice': '{"a":1,"a":2}',
	'JSON with odd keys': '{"constructor":1,"__proto__":2}',
	'broken JSON': '{"a":',
	URL: 'https://hooks.test/x',
	'two URLs': 'https://a.test/1, https://b.test/2',
	'URL without a host': 'https:///x',
	'URL without a scheme': 'hooks.test/y',
	'ISO time': '2030-01-02T03:04:05.000Z',
	seconds: '1700000000',
	milliseconds: '1700000001000',
	'day that does not exist': '2025-02-30',
	words: 'tomorrow',
	'a year': '2025',
	'name of a method': 'constructor',
};
const texts: Fates = Object.fromEntries(
	Object.entries(TEXTS).map(([name, text]) => [name, sent(text)]),
);
// n8n makes a text of its own dates before the node sees them.
const dateTime: Fates = { 'time of n8n': 'any' };

const id: Fates = {
	...texts,
	...dateTime,
	'text with spaces around': sent('spaced-1'),
	'text with lines': sent('a-9\r\nb-9'),
};
const text: Fates = {
	...texts,
	...dateTime,
	'text with spaces around': sent('  spaced-1 '),
	'text with lines': sent('a-9\r\nb-9\n'),
	'URL with a template': sent('https://hooks.test/{{ $json.x }}'),
	...Object.fromEntries(JUNK.map((name) => [name, sent(name.replace('text ', ''))])),
};

/** Each ID as an object, as Novu wants the subscribers of a topic. */
function asSubscribers(fate: Fate): Fate {
	if (typeof fate !== 'object' || !('sent' in fate)) return fate;
	return sent((fate.sent as string[]).map((subscriberId) => ({ subscriberId })));
}

const pair = (place: number) => sent([`a-${place}`, `b-${place}`]);
const list: Fates = {
	...Object.fromEntries(
		Object.entries(TEXTS)
			.filter(([name]) => !/JSON|quotes|Postgre/.test(name))
			.map(([name, one]) => [name, sent([one])]),
	),
	...dateTime,
	'text with spaces around': sent(['spaced-1']),
	list: pair(1),
	'list in a list of one': pair(2),
	'list with a comma in an entry': sent(['a-4,b-4']),
	'list with JSON in an entry': pair(5),
	'text with a semicolon': pair(6),
	'text with a comma': pair(7),
	'text with a tab': pair(8),
	'text with lines': pair(9),
	'text with quotes': pair(10),
	'JSON list': pair(11),
	'JSON list in JSON text': pair(12),
	'array of PostgreSQL': pair(13),
	'broken JSON': 'any',
	'two URLs': sent(['https://a.test/1', 'https://b.test/2']),
};
const tokens: Fates = {
	...list,
	'text with a pipe': sent(['auth0', '1']),
	'text with a blank': pair(3),
	...all(['whole number', 'seconds', 'milliseconds', 'a year'], 'refused'),
};

const jsonObject: Fates = {
	object: sent({ a: 1 }),
	'object with a Date': sent({ a: '2023-11-14T22:13:20.000Z' }),
	'JSON object': sent({ a: 1 }),
	'empty object': 'any',
	'JSON with odd keys': 'any',
	// An object from here on, as n8n hands it to the node.
	...dateTime,
};
const jsonList: Fates = {
	list: sent(['a-1', 'b-1']),
	'empty list': 'any',
	'list in a list of one': sent([['a-2', 'b-2']]),
	'list with a comma in an entry': sent(['a-4,b-4']),
	'list with JSON in an entry': sent(['["a-5","b-5"]']),
	'list with null': sent(['a-1', null]),
	'list with an object': sent(['a-1', { b: 1 }]),
	'list of lists': sent([['a-1'], ['b-1']]),
	'JSON list': sent(['a-11', 'b-11']),
};
/** An ID alone lets its workflow through. */
const preferences: Fates = Object.fromEntries(
	Object.entries(jsonList).map(([name, fate]): [string, Fate] => {
		if (typeof fate !== 'object' || !('sent' in fate)) return [name, fate];
		const entries = fate.sent as unknown[];
		if (entries.some((one) => one === null || Array.isArray(one))) return [name, 'refused'];
		const wished = entries.map((one) =>
			typeof one === 'string' ? { workflowId: one, enabled: true } : one,
		);
		return [name, sent(wished)];
	}),
);

const url: Fates = { URL: sent('https://hooks.test/x') };
const times: Fates = {
	Date: time(1700000000000),
	'ISO time': time(Date.UTC(2030, 0, 2, 3, 4, 5)),
	'time of n8n': time(Date.UTC(2030, 0, 2, 3, 4, 6)),
	seconds: time(1700000000000),
	milliseconds: time(1700000001000),
};
const boolean: Fates = { true: sent(true), false: sent(false), 'text true': sent(true) };
const count: Fates = all(
	['whole number', 'number as text', 'number with a fraction', 'seconds', 'milliseconds', 'a year'],
	'any',
);

/** What carries data is left out where its expression finds nothing. */
const carries = (fates: Fates): Fates => ({ ...fates, ...all([...NOTHING, ...EMPTY], 'left out') });
/** The same where Novu keeps small letters. */
const small = (fates: Fates): Fates =>
	Object.fromEntries(
		Object.entries(fates).map(([name, fate]) => {
			const text = typeof fate === 'object' && 'sent' in fate ? fate.sent : undefined;
			return [name, typeof text === 'string' ? sent(text.toLowerCase()) : fate];
		}),
	);
/** What narrows fails; an empty text says of a read that nothing narrows it. */
const narrowsWrite = (fates: Fates): Fates => fates;
const narrowsRead = (fates: Fates): Fates => ({ ...fates, ...all(EMPTY, 'left out') });

/** The table: what becomes of each value, by the kind of the field. */
export const KINDS: Record<string, Fates> = {
	'id needed': id,
	'id carried': carries(id),
	'id narrowing a write': narrowsWrite(id),
	'id narrowing a read': narrowsRead(id),
	'word carried': carries(id),
	'word narrowing a read': narrowsRead(id),
	'text carried': carries(text),
	'text narrowing a read': narrowsRead(text),
	'text needed': text,
	'url carried': carries(url),
	'url needed': url,
	'list needed': list,
	'list narrowing a write': narrowsWrite(list),
	'list narrowing a read': { ...narrowsRead(list), 'empty list': 'left out' },
	'list carried': { ...carries(list), 'empty list': 'left out' },
	'list leaving out': { ...narrowsWrite(list), 'empty list': 'left out' },
	'filter list of a read': { ...list },
	'tokens needed': tokens,
	'tokens carried': carries(tokens),
	'JSON object carried': carries(jsonObject),
	'JSON object needed': jsonObject,
	'JSON object narrowing': narrowsWrite(jsonObject),
	'JSON list carried': carries(jsonList),
	'JSON list narrowing': narrowsWrite(jsonList),
	'preferences carried': carries(preferences),
	'preferences narrowing': narrowsWrite(preferences),
	'subscribers of a topic': Object.fromEntries(
		Object.entries(list).map(([name, fate]): [string, Fate] => [name, asSubscribers(fate)]),
	),
	'time carried': carries(times),
	'time needed': times,
	'time narrowing a read': narrowsRead(times),
	'switch carried': carries(boolean),
	'switch needed': boolean,
	'switch with a default': { ...boolean, ...all([...NOTHING, ...EMPTY], 'any') },
	'choice needed': {},
	'choice with a default': all([...NOTHING, ...EMPTY], 'any'),
	'choice narrowing': {},
	'choice narrowing a read': all(EMPTY, 'left out'),
	'choices carried': { ...all([...NOTHING, ...EMPTY, 'empty list'], 'any') },
	'choices narrowing a read': { ...all([...EMPTY, 'empty list'], 'any') },
	'open choice needed': id,
	'open choice narrowing a read': narrowsRead(id),
	count: { ...count, ...all(NOTHING, 'any') },
	setting: { ...count, ...all([...NOTHING, ...EMPTY], 'any') },
	'checked by n8n': all(Object.keys(VALUES), 'any'),
	// A group of fields as a whole: what it is made of has tests of its own.
	'group needed': {},
	// An ID, or an object as JSON.
	'id or object carried': {
		...carries(id),
		...jsonObject,
		...all(
			Object.keys(TEXTS).filter((name) => /JSON with|JSON object|broken|PostgreSQL/.test(name)),
			'any',
		),
	},
	'id or object narrowing': {
		...id,
		...jsonObject,
		...all(
			Object.keys(TEXTS).filter((name) => /JSON with|JSON object|broken|PostgreSQL/.test(name)),
			'any',
		),
	},
};

Object.assign(KINDS, {
	// A whole workflow, which none of the values is.
	'workflow definition': {},
	// A language with its region, as none of the values is; or nothing.
	locale: all([...NOTHING, ...EMPTY], 'any'),
	// The name of a binary field, which the items of the walk have not.
	file: all(Object.keys(VALUES), 'any'),
	// Letters, digits and underscores.
	'variable key': {
		'text true': sent('true'),
		words: sent('tomorrow'),
		'name of a method': sent('constructor'),
	},
	// A page with a place for the email, or what Get hands out: nothing else will do.
	'layout content': {},
	// 24 hexadecimal digits, which none of the values has.
	conversation: {},
	// An object of one type, which none of the values is.
	card: {},
	// Each key goes out as an entry of its own; `agent.test.ts` has what becomes of it.
	metadata: all(Object.keys(VALUES), 'any'),
	'layout content carried': carries({}),
	// Texts by name: numbers and the like are refused.
	'texts by name carried': carries({
		...dateTime,
		'empty object': 'any',
		'JSON with odd keys': 'refused',
		'object with a Date': sent({ a: '2023-11-14T22:13:20.000Z' }),
	}),
	// Within a domain: small letters, and no @.
	'address needed': small(id),
	'domain needed': small(id),
	// Nothing but a whole `true` lets a broadcast go out.
	confirmation: all(['true', 'text true'], 'any'),
	// `type:ID`; a colon stands in some texts that are none.
	'context key': all(
		Object.keys(VALUES).filter((name) => /URL|JSON|ISO|time of/.test(name)),
		'any',
	),
	// IDs, subscribers and topics, mixed: each is read like an ID of its own.
	recipients: all(
		[
			...['list', 'JSON list', 'list with a comma in an entry', 'list with JSON in an entry'],
			...['whole number', 'number as text', 'seconds', 'milliseconds', 'a year'],
			...['JSON list in JSON text', 'time of n8n'],
		],
		'any',
	),
});
