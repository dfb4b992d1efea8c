import { asItIs, inOwnOrder, inReadingOrder } from '../../nodes/Novu/engine/readingOrder';

const keys = (value: unknown) => Object.keys(value as object).join(' ');

describe('reading order', () => {
	it('takes nothing away, adds nothing and changes no value', () => {
		const answer = {
			_id: 'a',
			big: 12345678901,
			none: null,
			left: undefined,
			list: [1, 'b', null, { _id: 'c', at: 0.5 }, [{ __v: 0, slug: '' }]],
			'1': true,
		};
		const before = structuredClone(answer);
		expect(inReadingOrder(answer)).toStrictEqual(before);
		expect(answer).toStrictEqual(before);
	});

	it.each([
		[{ _id: 1, deleted: 2, __v: 3, slug: 4, updatedAt: 5, _organizationId: 6, name: 7 }],
		[{ name: 7, slug: 4, updatedAt: 5, _id: 1, _organizationId: 6, __v: 3, deleted: 2 }],
	])('is the same for each order that Novu has: %j', (answer) => {
		expect(keys(inReadingOrder(answer))).toBe(
			'name slug updatedAt _id _organizationId __v deleted',
		);
	});

	it('copies only what moves, and a long list once', () => {
		const tokens = ['a', 'b'];
		const ordered = { subscriberId: 'a', tokens, _id: 'b' };
		expect(inReadingOrder(ordered)).toBe(ordered);
		const sorted = inReadingOrder({ _id: 'b', tokens, subscriberId: 'a' });
		expect(sorted.tokens).toBe(tokens);
		const steps = Array.from({ length: 200 }, () => ({ _id: 1, type: 'email' }));
		const [one, two] = [{ steps }, { steps, _id: 1 }].map(inReadingOrder);
		expect(keys(one.steps[199])).toBe('type _id');
		expect(one.steps).toBe(two.steps);
	});

	it('leaves an object alone that names a prototype', () => {
		const text = '{"_id":1,"__proto__":{"a":1},"name":"b"}';
		expect(JSON.stringify(inReadingOrder(JSON.parse(text)))).toBe(text);
	});

	it('is left alone where the maker has chosen another one', () => {
		const shown = inOwnOrder({ _id: 1, steps: [{ _id: 2, type: 'email' }], name: 'a' });
		expect(keys(inReadingOrder(shown))).toBe('_id steps name');
		expect(keys((shown.steps as object[])[0])).toBe('type _id');
		expect(keys(inReadingOrder(asItIs({ _id: 1, a: 2 })))).toBe('_id a');
	});
});
