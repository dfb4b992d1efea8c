import fc from 'fast-check';
import { InputError } from '../../nodes/Novu/engine/errors';
import { isTooDeep, jsonText, shortenedValue } from '../../nodes/Novu/engine/json';

describe('JSON text', () => {
	it('says what was given', () => {
		fc.assert(fc.property(fc.json(), (text) => expect(jsonText(JSON.parse(text))).toBe(text)));
	});

	it.each(['constructor', 'prototype', '__proto__', 'toString', ''])('keeps a field %j', (name) => {
		const text = `{"a":{${JSON.stringify(name)}:{"b":1}}}`;
		expect(jsonText(JSON.parse(text))).toBe(text);
	});

	it.each([
		['NaN', NaN, 'is NaN'],
		['Infinity', -Infinity, 'is -Infinity'],
		['a Map', new Map(), 'is a Map'],
		['a Set', new Set(), 'is a Set'],
		['a function', () => 1, 'is a function'],
		['a hole', new Array(2), 'the entry 0 of a list is empty'],
		['a BigInt', BigInt(5), 'is a BigInt'],
		['a Symbol', Symbol('x'), 'is a Symbol'],
	])('refuses %s', (_, value, words) => {
		expect(() => jsonText({ field: value })).toThrow(InputError);
		expect(() => jsonText({ field: value })).toThrow(words);
	});

	it('refuses what holds itself', () => {
		const round: Record<string, unknown> = {};
		round.self = round;
		expect(() => jsonText(round)).toThrow('refers to itself');
	});
});

describe('what comes back', () => {
	const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

	it('may be nested 300 deep', () => {
		expect([isTooDeep(deep(300)), isTooDeep(deep(302)), isTooDeep(deep(50_000))]).toEqual([
			false,
			true,
			true,
		]);
	});

	it('is cut in every direction', () => {
		const limits = { text: 3, entries: 2, depth: 2 };
		const given = { a: 'abcdef', b: [1, 2, 3], c: 1 };
		expect(shortenedValue(given, limits)).toEqual({ a: 'abc …', b: [1, 2] });
		expect(shortenedValue(deep(50_000), limits)).toEqual([['…']]);
	});
});
