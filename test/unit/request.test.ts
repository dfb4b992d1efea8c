import { InputError } from '../../nodes/Novu/engine/errors';
import {
	bodyLimit,
	checkedId,
	checkedRequest,
	isIdempotent,
	isRetryable,
	jsonBytes,
	kindOf,
	path,
	type NovuRequest,
} from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';

const request = (more: Partial<NovuRequest>): NovuRequest => ({
	method: 'POST',
	path: path`/v1/x`,
	answer: anything,
	rateCategory: 'global',
	...more,
});

describe('a path', () => {
	it('has every ID encoded, and is the same for all of them', () => {
		const made = path`/v1/a/${'ü/1'}/b/${'100%|x'}`;
		expect(made).toEqual({ url: '/v1/a/%C3%BC%2F1/b/100%25%7Cx', route: '/v1/a/{}/b/{}' });
		expect(path`/v1/a`).toEqual({ url: '/v1/a', route: '/v1/a' });
	});

	it.each(['', ' ', '.', '..', 'a\ud83d'])('is not made of the ID %j', (id) => {
		expect(() => path`/v1/a/${id}`).toThrow(InputError);
	});
});

describe('an ID', () => {
	it.each([
		['ann', 'ann'],
		[' ann ', ' ann '],
		[4711, '4711'],
		['...', '...'],
		['🙂', '🙂'],
	])('%j is %j', (value, id) => {
		expect(checkedId(value, 'Subscriber')).toBe(id);
	});

	it.each([
		[undefined, "'Subscriber' is empty"],
		[null, "'Subscriber' is empty"],
		['', "'Subscriber' is empty"],
		[' \n', "'Subscriber' is empty"],
		[NaN, "'Subscriber' is a value of type number"],
		[true, "'Subscriber' is a value of type boolean"],
		[['a'], "'Subscriber' is a value of type list"],
		['.', 'which cannot stand in a URL'],
		['..', 'which cannot stand in a URL'],
		['a\udc00b', 'half of a character'],
	])('%j is none', (value, message) => {
		expect(() => checkedId(value, 'Subscriber')).toThrow(message);
	});
});

describe('what may be sent twice', () => {
	it.each<[method: NovuRequest['method'], harmless: boolean]>([
		['GET', true],
		['PUT', true],
		['DELETE', true],
		['POST', false],
		['PATCH', false],
	])('a %s: %s, unless the operation says otherwise', (method, harmless) => {
		expect(isIdempotent(request({ method }))).toBe(harmless);
		expect(isIdempotent(request({ method, idempotent: !harmless }))).toBe(!harmless);
		expect(isRetryable(request({ method }))).toBe(harmless);
		expect(isRetryable(request({ method, idempotencyKey: 'k' }))).toBe(true);
	});
});

describe('the body', () => {
	const SMALL = 100 * 1024;
	const LARGE = 26 * 1024 * 1024;

	it.each([
		['/v1/subscribers', SMALL],
		['/v1/events/trigger', LARGE],
		['/v2/workflows', LARGE],
		['/v1/agents/x/reply', 8 * 1024 * 1024],
		['/v1/agentsx', SMALL],
		['/v2/layouts/x', SMALL],
		['/v3/events', SMALL],
		['/v1/eventsx', SMALL],
		['/x/v1/events', SMALL],
	])('of %s may have %d bytes', (url, bytes) => {
		expect(bodyLimit({ url, route: url })).toBe(bytes);
	});

	const ofSize = (bytes: number) => ({ a: 'é'.repeat((bytes - 8) / 2) });

	it('is sent as text, up to its limit in bytes', () => {
		expect(jsonBytes(ofSize(SMALL))).toBe(SMALL);
		const sent = checkedRequest(request({ body: ofSize(SMALL) }));
		expect(sent.bodyText).toBe(JSON.stringify(ofSize(SMALL)));
		expect(() => checkedRequest(request({ body: ofSize(SMALL + 2) }))).toThrow(
			'has 102402 bytes, Novu takes at most 102400 here',
		);
	});

	it('may be left out', () => {
		expect(checkedRequest(request({}))).not.toHaveProperty('bodyText');
		expect(jsonBytes(undefined)).toBe(0);
	});
});

it.each([
	[null, 'null'],
	[[], 'list'],
	[{}, 'object'],
	['', 'string'],
	[undefined, 'undefined'],
])('the kind of %j is %s', (value, kind) => {
	expect(kindOf(value)).toBe(kind);
});
