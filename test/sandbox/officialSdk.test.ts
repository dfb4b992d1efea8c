import type { Novu } from '@novu/api';

import { startSandbox, type Sandbox } from '../../sandbox';
import { officialSdk } from '../contract/sdk';

/**
 * Novu's SDK checks every answer against Novu's own description of the API, and throws where a field
 * is missing or of another kind. It runs through all resources here, so the sandbox's answers of
 * generation 3.19 have the shapes that Novu promises.
 */
describe('the official SDK understands the sandbox', () => {
	let sandbox: Sandbox;
	let novu: Novu;

	beforeAll(async () => {
		sandbox = await startSandbox();
		novu = officialSdk(sandbox.url, sandbox.apiKey);
	});

	afterAll(async () => await sandbox.close());

	beforeEach(() => sandbox.reset());

	const ada = 'crm-1001';

	test('subscribers', async () => {
		const created = await novu.subscribers.create({ subscriberId: 'new', firstName: 'New' });
		expect(created.result.subscriberId).toBe('new');
		await novu.subscribers.patch({ lastName: 'Name', data: { plan: 'pro' } }, 'new');
		const { result } = await novu.subscribers.retrieve('new');
		expect(result).toMatchObject({ firstName: 'New', lastName: 'Name', data: { plan: 'pro' } });
		const found = await novu.subscribers.search({ name: 'lovelace' });
		expect(found.result.data.map((one) => one.subscriberId)).toEqual([ada]);
		const bulk = { subscribers: [{ subscriberId: ada }, { subscriberId: 'bulk' }] };
		const many = await novu.subscribers.createBulk(bulk);
		expect(many.result.created).toEqual([{ subscriberId: 'bulk' }]);
		await novu.subscribers.properties.updateOnlineFlag({ isOnline: true }, ada);
		expect((await novu.subscribers.delete('new')).result.acknowledged).toBe(true);
		await expect(novu.subscribers.retrieve('new')).rejects.toMatchObject({ statusCode: 404 });
	});

	test('credentials', async () => {
		const { credentials } = novu.subscribers;
		const tokens = (...deviceTokens: string[]) =>
			({ providerId: 'fcm', credentials: { deviceTokens } }) as const;
		await credentials.update(tokens('a'), ada);
		const { result } = await credentials.append(tokens('b'), ada);
		expect(result.channels?.[0].credentials?.deviceTokens).toEqual(['a', 'b']);
		await credentials.delete(ada, 'fcm');
		expect(sandbox.store.deviceTokens(ada)).toEqual([]);
	});

	test('topics and their subscriptions', async () => {
		const { result: topic } = await novu.topics.create({ key: 'news', name: 'News' });
		await novu.topics.update({ name: 'Latest News' }, 'news');
		expect((await novu.topics.get('news')).result).toMatchObject({
			id: topic.id,
			name: 'Latest News',
		});
		const subscriptions = [ada, 'nobody'].map((subscriberId) => ({
			subscriberId,
			identifier: `of-${subscriberId}`,
		}));
		const preferences = [{ workflowId: 'welcome', enabled: true }];
		const wanted = { subscriptions, preferences };
		const added = await novu.topics.subscriptions.create(wanted, 'news');
		expect(added.result.meta).toEqual({ totalCount: 2, successful: 1, failed: 1 });
		const listed = await novu.topics.subscriptions.list({ topicKey: 'news' });
		const [{ identifier }] = listed.result.data;
		const one = await novu.topics.subscriptions.getSubscription('news', identifier);
		expect(one.result.preferences?.[0].workflow?.identifier).toBe('welcome');
		await novu.topics.subscriptions.update({
			topicKey: 'news',
			identifier,
			updateTopicSubscriptionRequestDto: { name: 'Mine' },
		});
		const ofAda = await novu.subscribers.topics.list({ subscriberId: ada, key: 'news' });
		expect(ofAda.result.data).toHaveLength(1);
		await novu.topics.subscribers.retrieve(ada, 'news');
		const removed = await novu.topics.subscriptions.delete(
			{ subscriptions: [{ identifier }] },
			'news',
		);
		expect(removed.result.meta.successful).toBe(1);
		expect((await novu.topics.list({ key: 'news' })).result.data).toHaveLength(1);
		expect((await novu.topics.delete('news')).result.acknowledged).toBe(true);
	});

	test('events, activity and messages', async () => {
		await novu.subscribers.credentials.update(
			{ providerId: 'fcm', credentials: { deviceTokens: ['device'] } },
			ada,
		);
		const event = { workflowId: 'order-shipped', to: ada, payload: { orderId: '7' } };
		const { result } = await novu.trigger({ ...event, transactionId: 'tx' });
		expect(result).toMatchObject({ status: 'processed', transactionId: 'tx' });
		const bulk = await novu.triggerBulk({ events: [event, { ...event, workflowId: 'unknown' }] });
		expect(bulk.result.map(({ status }) => status)).toEqual(['processed', 'error']);
		await novu.triggerBroadcast({ name: 'welcome', payload: {} });
		expect((await novu.cancel('tx')).result).toBe(false);
		const activity = await novu.notifications.list({ transactionId: 'tx' });
		const [{ id, jobs }] = activity.result.data;
		expect(jobs?.map(({ type, status }) => [type, status])).toEqual([
			['in_app', 'completed'],
			['push', 'completed'],
		]);
		expect((await novu.notifications.retrieve(String(id))).result.id).toBe(id);
		const messages = await novu.messages.retrieve({ subscriberId: ada, transactionId: ['tx'] });
		expect(messages.result.data.map(({ content }) => content)).toEqual([
			// a push message has its text beside
			'',
			'Order 7 is on its way.',
		]);
		await novu.messages.delete(String(messages.result.data[0].id));
		await novu.messages.deleteByTransactionId('tx');
		expect((await novu.messages.retrieve({ transactionId: ['tx'] })).result.data).toEqual([]);
	});

	test('inbox', async () => {
		const inbox = novu.subscribers.notifications;
		const event = { workflowId: 'welcome', to: ada, payload: { firstName: 'Ada' } };
		for (const transactionId of ['first', 'second']) {
			await novu.trigger({ ...event, transactionId });
		}
		const { result } = await inbox.list({ subscriberId: ada, limit: 1 });
		expect(result).toMatchObject({ hasMore: true, data: [{ body: 'Good to see you, Ada.' }] });
		const one = { subscriberId: ada, notificationId: result.data[0].id };
		expect((await inbox.markAsRead(one)).result.isRead).toBe(true);
		expect((await inbox.markAsUnread(one)).result.isRead).toBe(false);
		expect((await inbox.archive(one)).result.isArchived).toBe(true);
		expect((await inbox.unarchive(one)).result.isArchived).toBe(false);
		const snoozeUntil = new Date(Date.now() + 3_600_000);
		const snoozed = await inbox.snooze({
			...one,
			snoozeSubscriberNotificationDto: { snoozeUntil },
		});
		expect(snoozed.result.isSnoozed).toBe(true);
		expect((await inbox.unsnooze(one)).result.isSnoozed).toBe(false);
		const action = { ...one, actionType: 'primary' } as const;
		const completed = await inbox.completeAction(action);
		expect(completed.result.primaryAction).toMatchObject({
			label: 'Take the tour',
			isCompleted: true,
		});
		const reverted = await inbox.revertAction(action);
		expect(reverted.result.primaryAction?.isCompleted).toBe(false);
		const unread = async () =>
			(await inbox.count(ada, JSON.stringify([{ read: false }]))).result[0].count;
		// completing an action has read it
		expect(await unread()).toBe(1);
		await inbox.markAsSeen({ notificationIds: [one.notificationId] }, ada);
		await inbox.markAllAsRead({}, ada);
		expect(await unread()).toBe(0);
		await inbox.archiveAllRead({}, ada);
		await inbox.archiveAll({}, ada);
		expect((await inbox.list({ subscriberId: ada, archived: true })).result.data).toHaveLength(2);
		await inbox.delete(one);
		await inbox.deleteAll({}, ada);
		expect((await inbox.list({ subscriberId: ada })).result.data).toEqual([]);
		expect((await inbox.feed({ subscriberId: ada })).result.totalCount).toBe(0);
		expect((await inbox.unseenCount({ subscriberId: ada })).result.count).toBe(0);
	});

	test('preferences', async () => {
		const { preferences } = novu.subscribers;
		const before = await preferences.list({ subscriberId: ada });
		const names = before.result.workflows.map(({ workflow }) => workflow.identifier);
		expect(names).toEqual(['welcome', 'order-shipped']);
		await preferences.update({ channels: { push: false } }, ada);
		const changes = [{ workflowId: 'order-shipped', channels: { push: false } }];
		const bulk = await preferences.bulkUpdate({ preferences: changes }, ada);
		expect(bulk.result[0]).toMatchObject({ level: 'template', channels: { push: false } });
		const { result } = await preferences.list({ subscriberId: ada, criticality: 'all' });
		expect(result.global.channels).toMatchObject({ push: false, inApp: true });
		expect(result.workflows[1].channels).toEqual({ inApp: true, push: false });
		expect(result.workflows.map(({ workflow }) => workflow.identifier)).toContain('incident');
	});

	test('workflows', async () => {
		const listed = await novu.workflows.list({ query: 'order' });
		expect(listed.result.totalCount).toBe(1);
		const { result } = await novu.workflows.get('order-shipped');
		expect(result.payloadSchema).toMatchObject({ required: ['orderId'] });
		const { stepId } = result.steps[0];
		expect((await novu.workflows.steps.retrieve('order-shipped', stepId)).result.name).toBe(
			'Notice',
		);
		const inactive = await novu.workflows.list({ status: ['INACTIVE'] });
		expect(inactive.result.workflows.map(({ workflowId }) => workflowId)).toEqual([
			'weekly-digest',
		]);
	});

	test('integrations', async () => {
		const { result } = await novu.integrations.create({
			providerId: 'slack',
			channel: 'chat',
			identifier: 'slack-two',
			active: true,
		});
		const id = String(result.id);
		await novu.integrations.update({ name: 'Second Slack' }, id);
		await expect(novu.integrations.setAsPrimary(id)).rejects.toThrow('does not support primary');
		const active = await novu.integrations.listActive();
		expect(active.result.map(({ identifier }) => identifier)).toContain('slack-two');
		const integrationIdentifier = 'slack-two';
		const owned = { integrationIdentifier, subscriberId: ada };
		const links = [
			await novu.integrations.generateConnectOAuthUrl(owned),
			await novu.integrations.generateChatOAuthUrl(owned),
			await novu.integrations.generateLinkUserOAuthUrl(owned),
		];
		for (const link of links) expect(link.result.url).toMatch(/^https:/);
		const left = await novu.integrations.delete(id);
		expect(left.result.map((one) => one.identifier)).not.toContain('slack-two');
		expect((await novu.integrations.list()).result).toHaveLength(left.result.length);
	});

	test('channel connections and endpoints', async () => {
		const workspace = { id: 'T1', name: 'Team' };
		const auth = { accessToken: 'xoxb' };
		const { result } = await novu.channelConnections.create({
			integrationIdentifier: 'slack-main',
			subscriberId: ada,
			workspace,
			auth,
		});
		const { identifier } = result;
		await novu.channelConnections.update({ workspace: { id: 'T2' }, auth }, identifier);
		const stored = await novu.channelConnections.retrieve(identifier);
		expect(stored.result.workspace.id).toBe('T2');
		const connections = await novu.channelConnections.list({ subscriberId: ada });
		expect(connections.result.data).toHaveLength(1);
		const endpoint = await novu.channelEndpoints.create({
			type: 'slack_user',
			endpoint: { userId: 'U1' },
			subscriberId: 'made-on-the-way',
			integrationIdentifier: 'slack-main',
			connectionIdentifier: identifier,
			context: { tenant: 'acme' },
			createSubscriberIfMissing: true,
		});
		expect(endpoint.result.contextKeys).toEqual(['tenant:acme']);
		const name = endpoint.result.identifier;
		await novu.channelEndpoints.update({ endpoint: { userId: 'U2' } }, name);
		expect((await novu.channelEndpoints.retrieve(name)).result.endpoint).toEqual({ userId: 'U2' });
		const listed = await novu.channelEndpoints.list({ connectionIdentifier: identifier });
		expect(listed.result.totalCount).toBe(1);
		await novu.channelEndpoints.delete(name);
		await novu.channelConnections.delete(identifier);
	});

	test('contexts', async () => {
		await novu.contexts.create({ type: 'tenant', id: 'acme', data: { plan: 'pro' } });
		await novu.contexts.update({
			type: 'tenant',
			id: 'acme',
			updateContextRequestDto: { data: { plan: 'free' } },
		});
		expect((await novu.contexts.retrieve('acme', 'tenant')).result.data).toEqual({ plan: 'free' });
		expect((await novu.contexts.list({ search: 'acme' })).result.data).toHaveLength(1);
		await novu.contexts.delete('acme', 'tenant');
		expect((await novu.contexts.list({})).result.data).toEqual([]);
	});

	test('environments', async () => {
		const { result } = await novu.environments.list();
		expect(result.map(({ name }) => name)).toEqual(['Development', 'Production']);
		const tags = await novu.environments.getTags(result[0].id);
		expect(tags.result.map(({ name }) => name)).toEqual(['onboarding', 'orders', 'operations']);
	});
});
