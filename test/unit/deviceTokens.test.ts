import fc from 'fast-check';
import {
	deviceTokensFrom,
	MAX_DEVICE_TOKENS,
} from '../../nodes/Novu/actions/subscriber/deviceTokensField';
import { InputError } from '../../nodes/Novu/engine/errors';
import { givenIn } from '../../nodes/Novu/parameters/given';

const deviceTokens = (value: unknown, providerId = 'fcm') =>
	deviceTokensFrom(givenIn(value, 'Device Tokens'), providerId);

/** Tokens as providers make them: visible, without the characters that part them in a text. */
const token = fc
	.string({ minLength: 1, maxLength: 40 })
	.map((text) => text.replace(/[,;|"'\\\s]/g, '').trim())
	.filter((text) => !/^(|[[{].*|null|N\/A|NaN|.*\{\{.*\}\}.*)$/is.test(text));
const tokens = fc.uniqueArray(token, { minLength: 1, maxLength: 20 });

describe('device tokens', () => {
	it('come out the same as a list, JSON, comma- or newline-separated text', () => {
		fc.assert(
			fc.property(tokens, (list) => {
				expect(deviceTokens(list)).toEqual(list);
				expect(deviceTokens(JSON.stringify(list))).toEqual(list);
				expect(deviceTokens(list.join(','))).toEqual(list);
				for (const separator of ['\n', ';', '\t', ' ', '|', ' ; ']) {
					expect(deviceTokens(list.join(separator))).toEqual(list);
				}
				expect(deviceTokens(list.map((one) => `"${one}"`).join())).toEqual(list);
				expect(deviceTokens([list])).toEqual(list);
				expect(deviceTokens([JSON.stringify(list)])).toEqual(list);
				expect(deviceTokens(JSON.stringify(JSON.stringify(list)))).toEqual(list);
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
		['a hole', Object.assign(new Array<string>(2), { 1: 'a' }), /of type undefined \(number 1 /],
		['an empty text of JSON', '["a", ""]', /empty \(number 2 /],
		['null', ['a', null], /of type null \(number 2 /],
		['an empty text', ['a', ' '], /empty \(number 2 /],
		['a list', [['a'], ['b']], /of type list \(number 1 /],
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

	it.each([
		['{tokA,tokB}', ['tokA', 'tokB']],
		['{"tok A","tok,B"}', ['tok A', 'tok,B']],
		['"tok,A",tokB', ['tok,A', 'tokB']],
		["'tokA';'tokB'", ['tokA', 'tokB']],
		["it's", ["it's"]],
		['["[\\"tokA\\",\\"tokB\\"]"]', ['tokA', 'tokB']],
	])('are read out of %s', (text, list) => {
		expect(deviceTokens(text)).toEqual(list);
	});

	it('that are IDs of people keep their pipes, and may be numbers', () => {
		expect(deviceTokens('auth0|123, auth0|124', 'pushpad')).toEqual(['auth0|123', 'auth0|124']);
		expect(deviceTokens([123], 'pushpad')).toEqual(['123']);
	});

	it('of Push Webhook may be the text of a JSON object', () => {
		const token = '{"endpoint":"https://p/1","keys":{"auth":"A"}}';
		expect(deviceTokens(token, 'push-webhook')).toEqual([token]);
		expect(deviceTokens([token, token], 'push-webhook')).toEqual([token]);
		expect(() => deviceTokens(token)).toThrow('the text of a JSON object');
	});

	it.each([
		'null',
		'undefined',
		'NaN',
		'#N/A',
		'N/A',
		'[object Object]',
		'a,null',
		'{{ $json.t }}',
	])('refuse %s, which is no token', (text) => {
		expect(() => deviceTokens(text)).toThrow(InputError);
	});

	it('are never shown as a whole in a message', () => {
		const failing = () => deviceTokens(['secret-token-1', 'secret-token-2', null]);
		let error: InputError | undefined;
		try {
			failing();
		} catch (caught) {
			error = caught as InputError;
		}
		expect(error?.advice).toContain('2 entries, from secr… to secr…');
		expect(error?.advice).not.toContain('secret-token');
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
