import { startSandbox, type Sandbox } from '../../sandbox';
import { call, type Answer } from './http';

/** Long enough for requests that are sent together to arrive before the first one writes. */
const RACE_MS = 250;

const TWENTY = Array.from({ length: 20 }, (_unused, index) => `token-${index}`);

function statuses(answers: Answer[]): number[] {
	return answers.map(({ status }) => status).sort();
}

describe('the sandbox races as Novu does', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ seed: false, raceMs: RACE_MS });
	});

	afterAll(async () => await sandbox.close());

	beforeEach(() => {
		sandbox.reset();
		sandbox.store.addIntegration('fcm', 'push');
		sandbox.store.addIntegration('expo', 'push');
		sandbox.store.addSubscriber('ann');
	});

	const write = async (method: string, token: string, providerId = 'fcm') =>
		await call(sandbox, method, '/v1/subscribers/ann/credentials', {
			providerId,
			credentials: { deviceTokens: [token] },
		});

	const channels = () => sandbox.store.subscriber('ann')?.channels ?? [];

	test('appends at once to one entry all succeed and lose tokens', async () => {
		await write('PUT', 'first');
		const answers = await Promise.all(TWENTY.map(async (token) => await write('PATCH', token)));
		expect(statuses(answers)).toEqual(Array(20).fill(200));
		expect(channels()).toHaveLength(1);
		expect(sandbox.store.deviceTokens('ann').length).toBeLessThan(21);
	});

	test.each(['PATCH', 'PUT'])('first writes at once by %s make several entries', async (method) => {
		await Promise.all(TWENTY.map(async (token) => await write(method, token)));
		expect(channels().length).toBeGreaterThan(1);
		const { status } = await call(sandbox, 'DELETE', '/v1/subscribers/ann/credentials/fcm');
		expect([status, channels()]).toEqual([204, []]);
	});

	test('a later write touches only the first of several entries', async () => {
		await Promise.all([write('PATCH', 'a'), write('PATCH', 'b')]);
		await write('PUT', 'c');
		expect(channels().map((entry) => entry.credentials?.deviceTokens)).toEqual([['c'], ['b']]);
	});

	test('different providers at once on one subscriber are safe', async () => {
		await Promise.all([write('PUT', 'a', 'fcm'), write('PUT', 'b', 'expo')]);
		expect(sandbox.store.deviceTokens('ann').sort()).toEqual(['a', 'b']);
	});

	test('one after the other nothing is lost', async () => {
		sandbox.configure({ raceMs: 1 });
		for (const token of TWENTY) await write('PATCH', token);
		expect(sandbox.store.deviceTokens('ann')).toEqual(TWENTY);
	});

	test('without races writes at once lose nothing', async () => {
		sandbox.configure({ races: false });
		await Promise.all(TWENTY.map(async (token) => await write('PATCH', token)));
		expect(channels()).toHaveLength(1);
		expect([...sandbox.store.deviceTokens('ann')].sort()).toEqual([...TWENTY].sort());
	});

	test.each([
		['v1', '/v1/subscribers'],
		['v2', '/v2/subscribers'],
	])('one new subscriber at once by %s is made several times', async (_version, path) => {
		const make = async () => await call(sandbox, 'POST', path, { subscriberId: 'new' });
		const answers = await Promise.all([make(), make(), make()]);
		expect(statuses(answers)).toEqual([201, 201, 201]);
		expect(sandbox.store.subscribers.lookup('subscriberId', 'new')).toHaveLength(3);
	});

	test('with a unique index it is made once, and the others answer 500', async () => {
		sandbox.configure({ uniqueSubscribers: true });
		const make = async () =>
			await call(sandbox, 'POST', '/v1/subscribers', { subscriberId: 'new' });
		const answers = await Promise.all([make(), make(), make()]);
		expect(statuses(answers)).toEqual([201, 500, 500]);
		expect(sandbox.store.subscribers.lookup('subscriberId', 'new')).toHaveLength(1);
	});

	test('one new topic at once is made several times', async () => {
		const make = async () => await call(sandbox, 'POST', '/v2/topics', { key: 'new', name: 'New' });
		await Promise.all([make(), make()]);
		expect(sandbox.store.topics.lookup('key', 'new')).toHaveLength(2);
	});
});
