import { startSandbox, type Sandbox } from '../../sandbox';
import { call } from './http';

interface Page {
	data: Array<{ _id: string; subscriberId: string }>;
	next: string | null;
	previous: string | null;
	totalCount: number;
}

/** What differs in today's Novu from the one that was recorded. */
describe('generation 3.19', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});

	afterAll(async () => await sandbox.close());

	beforeEach(() => sandbox.reset());

	const ada = '/v1/subscribers/crm-1001/credentials';

	const tokens = (count: number) => ({
		providerId: 'fcm',
		credentials: { deviceTokens: Array.from({ length: count }, (_unused, index) => `t${index}`) },
	});

	describe('errors', () => {
		test('input that is refused is a 422 with its sentences under errors', async () => {
			const { status, body } = await call(sandbox, 'PUT', ada, { providerId: 'sendgrid' });
			expect(status).toBe(422);
			expect(body).toMatchObject({
				statusCode: 422,
				path: ada,
				message: 'Validation Error',
				errors: {
					general: {
						messages: [
							'providerId must be a valid provider ID',
							'credentials should not be null or undefined',
							'credentials must be an object',
						],
					},
				},
			});
		});

		test('an unknown subscriber is 400 when credentials are written and 404 when it is read', async () => {
			const written = await call(sandbox, 'PUT', '/v1/subscribers/nobody/credentials', tokens(1));
			expect(written.status).toBe(400);
			expect(written.body).toMatchObject({
				message: 'SubscriberId: nobody not found',
				error: 'Bad Request',
				ctx: { error: 'Bad Request' },
			});
			expect((await call(sandbox, 'GET', '/v2/subscribers/nobody')).status).toBe(404);
		});

		test('a body over 100 kB is 413, an event may be larger', async () => {
			const payload = { text: 'y'.repeat(200_000) };
			const large = await call(sandbox, 'PATCH', '/v2/subscribers/crm-1001', { data: payload });
			expect([large.status, large.body]).toEqual([
				413,
				expect.objectContaining({ statusCode: 413, message: 'Payload Too Large' }),
			]);
			const event = { name: 'welcome', to: 'crm-1001', payload };
			expect((await call(sandbox, 'POST', '/v1/events/trigger', event)).status).toBe(201);
		});

		test('a payload that does not fit its schema is refused where the workflow asks for it', async () => {
			const workflow = sandbox.store.workflows.first('identifier', 'order-shipped');
			if (workflow) workflow.validatePayload = true;
			const event = { name: 'order-shipped', to: 'crm-1001', payload: { items: 'two' } };
			const { status, body } = await call(sandbox, 'POST', '/v1/events/trigger', event);
			expect(status).toBe(400);
			expect(body).toMatchObject({
				type: 'PAYLOAD_VALIDATION_ERROR',
				errors: [{ field: 'root.orderId' }, { field: 'items', value: 'two' }],
			});
		});
	});

	describe('device tokens', () => {
		test('an entry takes 100, and says how many there would be', async () => {
			expect((await call(sandbox, 'PUT', ada, tokens(100))).status).toBe(200);
			const more = { providerId: 'fcm', credentials: { deviceTokens: ['one-more'] } };
			const { status, body } = await call(sandbox, 'PATCH', ada, more);
			expect(status).toBe(400);
			expect(body).toMatchObject({
				currentCount: 101,
				limit: 100,
				ctx: { currentCount: 101, limit: 100 },
			});
			expect(sandbox.store.deviceTokens('crm-1001')).toHaveLength(100);
		});

		test('2.0 knows no such limit', async () => {
			sandbox.configure({ novu: '2.0' });
			expect((await call(sandbox, 'PUT', ada, tokens(150))).status).toBe(200);
		});

		test('the newest active integration is written to, unless one is named', async () => {
			const entries = () => sandbox.store.subscriber('crm-1001')?.channels ?? [];
			const idOf = (identifier: string) =>
				sandbox.store.integrations.all.find((one) => one.identifier === identifier)?._id;
			await call(sandbox, 'PUT', ada, tokens(1));
			await call(sandbox, 'PUT', ada, { ...tokens(2), integrationIdentifier: 'fcm-ios' });
			expect(entries().map((entry) => entry._integrationId)).toEqual([
				idOf('fcm-android'),
				idOf('fcm-ios'),
			]);
		});
	});

	describe('subscribers of v2', () => {
		const post = async (body: object, query = '') =>
			await call(sandbox, 'POST', `/v2/subscribers${query}`, body);

		test('a POST without data removes the data of a subscriber that exists', async () => {
			await post({ subscriberId: 'ann', firstName: 'Ann', data: { plan: 'pro' } });
			const { status, body } = await post({ subscriberId: 'ann', lastName: 'Lee' });
			expect([status, body]).toEqual([
				201,
				{ data: expect.objectContaining({ firstName: 'Ann', lastName: 'Lee' }) },
			]);
			expect((body as { data: object }).data).not.toHaveProperty('data');
		});

		test('a PATCH leaves alone what it does not name, and null clears', async () => {
			await post({ subscriberId: 'ann', firstName: 'Ann', data: { plan: 'pro' } });
			const { body } = await call(sandbox, 'PATCH', '/v2/subscribers/ann', { firstName: null });
			expect(body).toMatchObject({ data: { firstName: null, data: { plan: 'pro' } } });
		});

		test('failIfExists answers 409', async () => {
			const { status } = await post({ subscriberId: 'crm-1001' }, '?failIfExists=true');
			expect(status).toBe(409);
			expect((await post({ subscriberId: 'new' }, '?failIfExists=true')).status).toBe(201);
		});

		test('channels are not taken', async () => {
			const channels = [{ providerId: 'fcm', credentials: { deviceTokens: ['t'] } }];
			await post({ subscriberId: 'ann', channels });
			expect(sandbox.store.subscriber('ann')?.channels).toEqual([]);
		});
	});

	describe('cursor lists', () => {
		const page = async (query: string) => {
			const { body } = await call(sandbox, 'GET', `/v2/subscribers?${query}`);
			return body as Page;
		};

		const ids = ({ data }: Page) => data.map(({ subscriberId }) => subscriberId);

		test('go forth and back over all entries, newest first', async () => {
			const first = await page('limit=5');
			const second = await page(`limit=5&after=${first.next}`);
			const third = await page(`limit=5&after=${second.next}`);
			const newest = sandbox.store.subscribers.all.map((one) => one.subscriberId).reverse();
			expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(newest);
			expect([first.previous, third.next, first.totalCount]).toEqual([null, null, 12]);
			const back = await page(`limit=5&before=${third.previous}`);
			expect(ids(back)).toEqual(ids(second));
			expect([back.next, back.previous]).toEqual([second.next, second.previous]);
		});

		test('the other way round', async () => {
			const first = await page('limit=2&orderDirection=ASC');
			expect(ids(first)).toEqual(['crm-1001', 'crm-1002']);
			const next = await page(`limit=2&orderDirection=ASC&after=${first.next}`);
			expect(ids(next)).toEqual(['crm-1003', 'crm-1004']);
		});

		test('by the time of the last change', async () => {
			await call(sandbox, 'PATCH', '/v2/subscribers/crm-1003', { phone: '1' });
			const found = sandbox.store.subscriber('crm-1003');
			if (found) found.updatedAt = '2999-01-01T00:00:00.000Z';
			expect(ids(await page('orderBy=updatedAt&limit=1'))).toEqual(['crm-1003']);
		});

		test('with the cursor itself', async () => {
			const { next } = await page('limit=2');
			expect(ids(await page(`limit=2&includeCursor=true&after=${next}`))[0]).toBe('crm-1011');
		});

		test('an unknown cursor is no error: the page is empty', async () => {
			const unknown = await page('after=507f1f77bcf86cd799439011');
			expect(unknown).toMatchObject({ data: [], next: null, previous: null });
		});

		test('an entry that is deleted while paging ends the list early', async () => {
			const { next, data } = await page('limit=5');
			await call(sandbox, 'DELETE', `/v2/subscribers/${data[4].subscriberId}`);
			expect(ids(await page(`limit=5&after=${next}`))).toEqual([]);
		});

		test.each(['limit=101'])('%s is refused with 422', async (query) => {
			expect((await call(sandbox, 'GET', `/v2/subscribers?${query}`)).status).toBe(422);
		});

		test('both cursors are refused with 400', async () => {
			expect((await call(sandbox, 'GET', '/v2/subscribers?after=a&before=b')).status).toBe(400);
		});
	});

	describe('envelopes', () => {
		test.each([
			['GET', '/v2/subscribers/crm-1001', ['data']],
			['GET', '/v2/subscribers', ['data', 'next', 'previous', 'totalCount', 'totalCountCapped']],
			['GET', '/v1/messages', ['data', 'hasMore', 'page', 'pageSize']],
			['GET', '/v2/workflows', ['data']],
			['GET', '/v1/integrations', ['data']],
			['DELETE', '/v2/subscribers/crm-1001', ['data']],
		])('%s %s has %j', async (method, path, members) => {
			const { body } = await call(sandbox, method, path);
			expect(Object.keys(body as object).sort()).toEqual(members);
		});
	});

	test('a list of integrations holds no secrets and no other environment', async () => {
		const { store } = sandbox;
		store.addIntegration('slack', 'chat', { credentials: { secretKey: 's' } });
		const { body } = await call(sandbox, 'GET', '/v1/integrations');
		const { data } = body as { data: Array<{ credentials: object; _environmentId: string }> };
		expect(data).toHaveLength(store.integrations.size);
		expect(data.every(({ credentials }) => Object.keys(credentials).length === 0)).toBe(true);
		sandbox.configure({ novu: '2.0' });
		const old = await call(sandbox, 'GET', '/v1/integrations');
		expect(JSON.stringify(old.body)).toContain('"secretKey":"s"');
		expect((old.body as { data: object[] }).data).toHaveLength(store.integrations.size + 1);
	});

	test.each(['/v2/subscribers', '/v2/topics', '/v2/contexts', '/v1/channel-endpoints'])(
		'2.0 has no %s',
		async (path) => {
			expect((await call(sandbox, 'GET', path)).status).toBe(200);
			sandbox.configure({ novu: '2.0' });
			const { status, body } = await call(sandbox, 'GET', path);
			expect([status, body]).toEqual([
				404,
				expect.objectContaining({ message: `Cannot GET ${path}` }),
			]);
		},
	);

	test('topic subscriptions that all fail are a 400 with the outcome beside the status', async () => {
		const path = '/v2/topics/customers/subscriptions';
		const { status, body } = await call(sandbox, 'POST', path, {
			subscriptions: [{ subscriberId: 'nobody' }],
		});
		expect(status).toBe(400);
		expect(body).toMatchObject({
			data: [],
			meta: { totalCount: 1, successful: 0, failed: 1 },
			errors: [{ subscriberId: 'nobody', code: 'SUBSCRIBER_NOT_FOUND' }],
		});
		const many = Array.from({ length: 101 }, (_unused, index) => ({
			subscriberId: `s${index}`,
		}));
		expect((await call(sandbox, 'POST', path, { subscriptions: many })).status).toBe(422);
	});

	test('an endpoint needs its subscriber, unless the call may make one', async () => {
		const endpoint = {
			type: 'slack_user',
			endpoint: { userId: 'U1' },
			subscriberId: 'nobody',
			integrationIdentifier: 'slack-main',
			identifier: 'mine',
		};
		const create = async (more = {}) =>
			(await call(sandbox, 'POST', '/v1/channel-endpoints', { ...endpoint, ...more })).status;
		expect(await create()).toBe(404);
		expect(await create({ createSubscriberIfMissing: true })).toBe(201);
		expect(await create()).toBe(409);
		expect(await create({ type: 'webex_room', endpoint: { roomId: 'r' } })).toBe(400);
	});
});
