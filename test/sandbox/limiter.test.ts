import { FREE_LIMITS, startSandbox, type Sandbox } from '../../sandbox';
import { Limiter, limitHeaders } from '../../sandbox/limiter';
import { call } from './http';

/** Free plan: 100 a window of 5 s, so one token comes back every 50 ms; burst 110. */
const { configuration } = FREE_LIMITS;
const START = 1_000_000;

describe("Novu's token bucket", () => {
	let limiter: Limiter;

	beforeEach(() => {
		limiter = new Limiter();
	});

	const take = (at: number, cost = 1) => limiter.take('key', configuration, cost, START + at);

	/** Takes single tokens at one moment until one is refused. */
	function drain(at: number): number {
		let taken = 0;
		while (take(at).allowed) taken++;
		return taken;
	}

	test('a rested bucket holds the burst', () => {
		expect(drain(0)).toBe(110);
	});

	test('tokens come back one every 50 ms, and only when the bucket lacks them', () => {
		expect(drain(0)).toBe(110);
		expect(take(49).allowed).toBe(false);
		expect(drain(50)).toBe(1);
		expect(drain(550)).toBe(10);
	});

	test('what came back while tokens were left is counted when they are gone', () => {
		take(0);
		expect(take(4000).remaining).toBe(108);
		// 108 that were left, and the 80 that 4 s have brought.
		expect(drain(4000)).toBe(108 + 80);
	});

	test('a rest never gives more than the burst', () => {
		drain(0);
		expect(drain(9_999)).toBe(110);
	});

	test('two windows after its last refill a bucket is full again', () => {
		drain(0);
		take(9_950);
		// The refill at 9,950 ms came before the two windows were over, so they start anew.
		expect(take(10_050).remaining).toBe(108);
		expect(take(30_000).remaining).toBe(109);
	});

	test('a refused bulk call takes nothing', () => {
		expect(take(0, 100).remaining).toBe(10);
		expect(take(0, 100)).toMatchObject({ allowed: false, remaining: 0 });
		expect(drain(0)).toBe(10);
	});

	test('a bulk call waits until there are 100', () => {
		take(0, 100);
		const { resetAt } = take(0, 100);
		expect(resetAt - START).toBe(90 * 50);
		expect(take(90 * 50 - 1, 100).allowed).toBe(false);
		expect(take(90 * 50, 100).allowed).toBe(true);
	});

	test.each([
		// The recorded calls, in milliseconds after the first, which took one token.
		['one token', 2551, 1, '108', '0'],
		['a bulk call', 2850, 100, '9', '2'],
	])('headers of %s are those that were recorded', (_name, at, cost, remaining, reset) => {
		take(0);
		const headers = limitHeaders(take(at, cost), FREE_LIMITS, 'configuration', cost, START + at);
		expect(headers).toMatchObject({
			'ratelimit-limit': '100',
			'ratelimit-remaining': remaining,
			'ratelimit-reset': reset,
		});
		expect(headers).not.toHaveProperty('retry-after');
	});

	test('a refusal may say 0 seconds', () => {
		drain(0);
		const refused = take(49);
		const told = (at: number) => limitHeaders(refused, FREE_LIMITS, 'configuration', 1, START + at);
		expect(told(49)).toMatchObject({ 'retry-after': '1', 'ratelimit-remaining': '0' });
		expect(told(51)).toMatchObject({ 'retry-after': '0', 'ratelimit-remaining': '0' });
	});
});

describe('limits over HTTP', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ rateLimits: 'free' });
	});

	afterAll(async () => await sandbox.close());

	beforeEach(() => sandbox.reset());

	const get = async (path: string) => await call(sandbox, 'GET', path);

	test('each category has its own bucket', async () => {
		const answers = [
			await get('/v1/subscribers'),
			await get('/v1/environments/me'),
			await call(sandbox, 'POST', '/v1/events/trigger', { name: 'welcome', to: 'crm-1001' }),
		];
		expect(answers.map(({ headers }) => headers['ratelimit-remaining'])).toEqual([
			'109',
			'164',
			'329',
		]);
		expect(answers[2].headers['ratelimit-policy']).toBe(
			'300;w=5;burst=330;comment="token bucket";category="trigger";cost="single";serviceLevel="free"',
		);
	});

	test('refused input counts, an unknown key does not', async () => {
		await call(sandbox, 'POST', '/v1/subscribers', {});
		const stranger = await call(sandbox, 'GET', '/v1/subscribers', undefined, {
			authorization: 'ApiKey unknown',
		});
		expect(stranger.status).toBe(401);
		expect(stranger.headers).not.toHaveProperty('ratelimit-remaining');
		expect((await get('/v1/subscribers')).headers['ratelimit-remaining']).toBe('108');
	});

	test('an empty bucket answers 429 and carries nothing out', async () => {
		sandbox.configure({
			rateLimits: { ...FREE_LIMITS, configuration: { limit: 1, burst: 1 } },
		});
		await get('/v1/subscribers');
		const { status, headers, body } = await call(sandbox, 'POST', '/v1/subscribers', {
			subscriberId: 'late',
		});
		expect([status, headers['retry-after']]).toEqual([429, '5']);
		expect(body).toMatchObject({ statusCode: 429, message: 'API rate limit exceeded' });
		expect(sandbox.store.subscriber('late')).toBeUndefined();
	});

	test('without limits there are no headers', async () => {
		sandbox.configure({ rateLimits: null });
		expect((await get('/v1/subscribers')).headers).not.toHaveProperty('ratelimit-limit');
	});
});
