import fc from 'fast-check';
import { deviceTokens, MAX_DEVICE_TOKENS } from '../../nodes/Novu/actions/subscriber/deviceTokens';
import { InputError } from '../../nodes/Novu/engine/errors';

/** Tokens as providers make them: visible, without the characters that part them in a text. */
const token = fc
	.string({ minLength: 1, maxLength: 40 })
	.map((text) => text.replace(/[,\r\n]/g, '').trim())
	.filter((text) => text !== '' && !text.startsWith('['));
const tokens = fc.uniqueArray(token, { minLength: 1, maxLength: 20 });

describe('device tokens', () => {
	it('come out the same as a list, JSON, comma- or newline-separated text', () => {
		fc.assert(
			fc.property(tokens, (list) => {
				expect(deviceTokens(list)).toEqual(list);
				expect(deviceTokens(JSON.stringify(list))).toEqual(list);
				expect(deviceTokens(list.join(','))).toEqual(list);
				expect(deviceTokens(list.join('\n'))).toEqual(list);
				expect(deviceTokens(` ${list.join(' \r\n ')}\n`)).toEqual(list);
			}),
		);
	});

	it('are trimmed and de-duplicated in the order given', () => {
		fc.assert(
			fc.property(tokens, fc.nat(), (list, at) => {
				const repeated = [...list.map((text) => `  ${text}\t`), list[at % list.length]];
				expect(deviceTokens(repeated)).toEqual(list);
			}),
		);
	});

	it('keep a comma inside a token of a list', () => {
		expect(deviceTokens(['a,b'])).toEqual(['a,b']);
		expect(deviceTokens('["a,b"]')).toEqual(['a,b']);
	});

	it('take an Expo token in a text for one token', () => {
		expect(deviceTokens('ExponentPushToken[abc]')).toEqual(['ExponentPushToken[abc]']);
	});

	it('never split a single text into letters', () => {
		expect(deviceTokens('abc')).toEqual(['abc']);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['an empty text', ''],
		['spaces', '  \n '],
		['only commas', ',,'],
		['an empty list', []],
		['an empty JSON list', '[]'],
	])('refuse %s, since Novu would forget every token', (_, value) => {
		expect(() => deviceTokens(value)).toThrow(InputError);
		expect(() => deviceTokens(value)).toThrow("'Device Tokens' is empty");
	});

	it.each([
		['a number', [1], /of type number \(number 1 /],
		['null', ['a', null], /of type null \(number 2 /],
		['an empty text', ['a', ' '], /empty \(number 2 /],
		['a list', [['a']], /of type list \(number 1 /],
		['an object in JSON', '[{"token":"a"}]', /of type object \(number 1 /],
	])('refuse a list that holds %s', (_, value, message) => {
		expect(() => deviceTokens(value)).toThrow(message);
	});

	it.each([
		['a number', 5],
		['an object', { token: 'a' }],
		['true', true],
	])('refuse %s', (_, value) => {
		expect(() => deviceTokens(value)).toThrow(InputError);
	});

	it('say what is wrong with broken JSON', () => {
		expect(() => deviceTokens('["a"')).toThrow(/not valid JSON/);
	});

	it('refuse more than Novu keeps in an entry', () => {
		const list = Array.from({ length: MAX_DEVICE_TOKENS + 1 }, (_, i) => `t${i}`);
		expect(() => deviceTokens(list)).toThrow('holds 101 tokens, Novu keeps at most 100');
		expect(deviceTokens([...list.slice(1), 't1'])).toHaveLength(MAX_DEVICE_TOKENS);
	});
});
