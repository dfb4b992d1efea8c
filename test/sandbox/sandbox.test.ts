import { startSandbox, type Sandbox } from '../../sandbox';
import { call } from './http';

describe('a running sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ apiKey: 'the-key', idempotency: true, raceMs: 250 });
	});

	afterAll(async () => await sandbox.close());

	beforeEach(() => sandbox.reset());

	test('notes every request as it was sent and answered', async () => {
		const body = { subscriberId: 'ann' };
		await call(sandbox, 'POST', '/v2/subscribers?failIfExists=true', body);
		await call(sandbox, 'GET', '/v1/nope');
		expect(sandbox.requests).toMatchObject([
			{
				method: 'POST',
				path: '/v2/subscribers',
				query: { failIfExists: 'true' },
				headers: { authorization: 'ApiKey the-key' },
				body,
				status: 201,
				fault: undefined,
			},
			{ method: 'GET', path: '/v1/nope', body: undefined, status: 404 },
		]);
		const [{ startedAt, endedAt }] = sandbox.requests;
		expect(endedAt).toBeGreaterThan(startedAt);
	});

	test('shows in the notes whether requests overlapped', async () => {
		sandbox.configure({ latencyMs: 250 });
		const ask = async () => await call(sandbox, 'GET', '/v1/environments/me');
		await Promise.all([ask(), ask()]);
		const [one, other] = sandbox.requests;
		expect(other.startedAt).toBeLessThan(one.endedAt ?? 0);
		await ask();
		expect(sandbox.requests[2].startedAt).toBeGreaterThanOrEqual(other.endedAt ?? Infinity);
	});

	test('keeps no notes where it is told not to', async () => {
		sandbox.configure({ log: false });
		await call(sandbox, 'GET', '/v1/environments/me');
		expect(sandbox.requests).toEqual([]);
	});

	test('reset brings back data, options and keys, and keeps the address', async () => {
		sandbox.configure({ novu: '2.0', latencyMs: 1000 });
		sandbox.store.addSubscriber('ann');
		sandbox.store.integrations.clear();
		sandbox.reset();
		expect((await call(sandbox, 'GET', '/v2/subscribers/crm-1001')).status).toBe(200);
		expect(sandbox.store.subscriber('ann')).toBeUndefined();
		expect(sandbox.store.integrations.size).toBeGreaterThan(5);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('the production key sees another environment', async () => {
		const { production } = sandbox.store.organization;
		const authorization = `ApiKey ${production.environment.apiKey}`;
		const { body } = await call(sandbox, 'GET', '/v2/subscribers', undefined, { authorization });
		expect(body).toMatchObject({ data: [], totalCount: 0 });
	});

	test('a call with a key that is still running is 409', async () => {
		const body = { providerId: 'fcm', credentials: { deviceTokens: ['a'] } };
		const append = async () =>
			await call(sandbox, 'PATCH', '/v1/subscribers/crm-1001/credentials', body, {
				'idempotency-key': 'same',
			});
		const answers = await Promise.all([append(), append()]);
		const refused = answers.find(({ status }) => status === 409);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(refused?.headers['retry-after']).toBe('1');
		const replayed = await append();
		expect([replayed.status, replayed.headers['idempotency-replay']]).toEqual([200, 'true']);
	});

	test('a port that is taken is an error', async () => {
		const port = Number(new URL(sandbox.url).port);
		await expect(startSandbox({ port })).rejects.toThrow(/EADDRINUSE/);
	});

	test('with 50,000 subscribers none is searched for one by one', () => {
		const { store } = sandbox;
		for (let index = 0; index < 50_000; index++) store.addSubscriber(`many-${index}`);
		let read = 0;
		const watched = new Proxy([...store.subscribers.all], {
			get: (target, name, receiver): unknown => {
				read++;
				return Reflect.get(target, name, receiver);
			},
		});
		Reflect.set(store.subscribers, 'ordered', watched);
		expect(store.subscriber('many-49999')?.subscriberId).toBe('many-49999');
		store.subscribers.position(store.subscriber('many-25000')?._id ?? '');
		expect(read).toBeLessThan(100);
	});
});
