import type { IDataObject } from 'n8n-workflow';
import { runListSearch } from '../../sandbox/runner';
import { byId, calls, useNovu } from './support';

const connection = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'channelConnection',
	operation,
	...parameters,
});
const endpoint = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'channelEndpoint',
	operation,
	...parameters,
});
const slack: IDataObject = {
	integrationIdentifier: byId('slack-main'),
	subscriberId: byId('crm-1001'),
};
const connected = connection('create', {
	...slack,
	workspaceId: 'T1',
	accessToken: 'xoxb-very-secret',
	additionalFields: { identifier: 'ada-slack', refreshToken: 'xoxe-very-secret' },
});

describe('channel connections', () => {
	const novu = useNovu();
	const stored = () => novu.sandbox.store.channelConnections.first('identifier', 'ada-slack');

	it('are created with their tokens, which are not shown', async () => {
		const { items, error } = await novu.run(connected);
		expect(error).toBeUndefined();
		expect(stored()).toMatchObject({
			subscriberId: 'crm-1001',
			workspace: { id: 'T1' },
			auth: { accessToken: 'xoxb-very-secret', refreshToken: 'xoxe-very-secret' },
		});
		expect(items('Novu')[0].json).toMatchObject({
			identifier: 'ada-slack',
			workspace: { id: 'T1' },
		});
		expect(JSON.stringify(items('Novu'))).not.toContain('very-secret');
	});

	it('exist once, and a second one says what to do', async () => {
		await novu.run(connected);
		const { error } = await novu.run(connected);
		expect(error).toMatchObject({ httpCode: '409' });
		expect(error?.description).toContain('Use Update, or Delete');
	});

	it('that are shared belong to a context', async () => {
		await novu.run(
			connection('create', {
				integrationIdentifier: byId('slack-main'),
				connectionMode: 'shared',
				context: '={{ { tenant: "acme" } }}',
				workspaceId: 'T1',
				accessToken: 'xoxb-very-secret',
			}),
		);
		const filters = { connectionMode: 'shared', contextKeys: 'tenant:acme' };
		const { items } = await novu.run(connection('getAll', { filters }));
		expect(items('Novu')).toHaveLength(1);
		expect(items('Novu')[0].json).toMatchObject({
			subscriberId: null,
			contextKeys: ['tenant:acme'],
		});
	});

	it('are read and listed without their tokens', async () => {
		await novu.run(connected);
		const connectionIdentifier = byId('ada-slack');
		const read = await novu.run(connection('get', { connectionIdentifier }));
		const listed = await novu.run(connection('getAll', { returnAll: true }));
		for (const { items } of [read, listed]) {
			expect(items('Novu')[0].json).toMatchObject({
				identifier: 'ada-slack',
				auth: { accessToken: '***' },
			});
		}
	});

	it('get another token, with the whole workspace', async () => {
		await novu.run(connected);
		const { items } = await novu.run(
			connection('update', {
				connectionIdentifier: byId('ada-slack'),
				workspaceId: 'T2',
				accessToken: 'xoxb-other-secret',
				updateFields: { expiresAt: '2030-01-02T03:04:05+01:00' },
			}),
		);
		expect(stored()).toMatchObject({
			workspace: { id: 'T2' },
			auth: { accessToken: 'xoxb-other-secret', expiresAt: '2030-01-02T02:04:05.000Z' },
		});
		expect(items('Novu')[0].json.auth).toEqual({ accessToken: '***' });
	});

	it('are deleted', async () => {
		await novu.run(connected);
		const { items } = await novu.run(
			connection('delete', { connectionIdentifier: byId('ada-slack') }),
		);
		expect(items('Novu')[0].json).toEqual({ deleted: true, connectionIdentifier: 'ada-slack' });
		expect(stored()).toBeUndefined();
	});

	it('are listed over all pages, up to a limit, and by subscriber, each without its token', async () => {
		const ids = Array.from({ length: 105 }, (_, i) => ({ id: `many-${i}` }));
		for (const { id } of ids) novu.sandbox.store.addSubscriber(id);
		const { error } = await novu.run(
			connection('create', {
				...slack,
				subscriberId: byId('={{ $json.id }}'),
				workspaceId: 'T1',
				accessToken: 'xoxb-very-secret',
			}),
			ids,
		);
		expect(error).toBeUndefined();
		const list = async (parameters: IDataObject) =>
			(await novu.run(connection('getAll', parameters))).items('Novu');
		const all = await list({ returnAll: true });
		expect(new Set(all.map(({ json }) => json.subscriberId)).size).toBe(105);
		expect(JSON.stringify(all)).not.toContain('very-secret');
		expect(await list({ limit: 101 })).toHaveLength(101);
		expect(await list({ filters: { subscriberId: 'many-7' } })).toHaveLength(1);
	});

	it('are offered in a list by workspace and subscriber', async () => {
		await novu.run(connected);
		const { results } = await runListSearch({
			method: 'searchChannelConnections',
			credentials: novu.credentials,
			filter: 'CRM-1001',
		});
		expect(results).toEqual([{ name: 'slack, T1, crm-1001 (ada-slack)', value: 'ada-slack' }]);
	});
});

describe('channel endpoints', () => {
	const novu = useNovu();
	const stored = (subscriberId = 'crm-1001') =>
		novu.sandbox.store.channelEndpoints.lookup('subscriber', subscriberId);
	const upsert = endpoint('upsert', {
		integrationIdentifier: byId('slack-main'),
		subscriberId: byId('={{ $json.id }}'),
		type: 'slack_user',
		userId: '={{ $json.user }}',
	});

	it.each([
		['slack_channel', { channelId: 'C1' }],
		['slack_user', { userId: 'U1' }],
		['webhook', { url: 'https://example.com/hook', channel: 'town-square' }],
		['phone', { phoneNumber: '+4512345678' }],
		['ms_teams_channel', { teamId: 'T1', channelId: 'C1' }],
		['ms_teams_user', { userId: 'U1' }],
		['telegram_chat', { chatId: '1' }],
		['line_user', { userId: 'U1' }],
	])('of the type %s are created from its fields alone', async (type, fields) => {
		const { items, error } = await novu.run(endpoint('create', { ...slack, type, ...fields }));
		expect(error).toBeUndefined();
		expect(stored()[0].endpoint).toEqual(fields);
		expect(items('Novu')[0].json).toMatchObject({ type, endpoint: fields });
	});

	it.each([
		['pagerduty_service', 'pagerduty', { routingKey: 'r'.repeat(32), region: 'eu' }],
		['opsgenie_integration', 'opsgenie', { apiKey: 'very-secret', region: 'us' }],
		['grafana_oncall_integration', 'grafana', { url: 'https://x/very-secret/' }],
		['tool_webhook', 'tool-webhook', { url: 'https://x/very-secret', headers: '{"a":"b-secret"}' }],
	])('of the type %s are shown without their secrets', async (type, providerId, fields) => {
		novu.sandbox.store.addIntegration(providerId, 'tool', { identifier: 'tool-main' });
		const parameters = { ...slack, integrationIdentifier: byId('tool-main'), type, ...fields };
		const { items, error } = await novu.run(endpoint('create', parameters));
		expect(error).toBeUndefined();
		const text = JSON.stringify(items('Novu'));
		expect(text).toContain('***');
		expect(text).not.toMatch(/secret|rrrr/);
	});

	it('of Webex need a connection, and one of two names of a person', async () => {
		const parameters = { ...slack, type: 'webex_person', personEmail: 'ada@example.com' };
		const alone = await novu.run(endpoint('create', parameters));
		expect(alone.error?.message).toContain("'Channel Connection' is empty");
		const additionalFields = { connectionIdentifier: byId('some-connection') };
		const both = await novu.run(
			endpoint('create', { ...parameters, personId: 'P1', additionalFields }),
		);
		expect(both.error?.message).toContain('are both given');
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('of a type that the node does not know are given as JSON', async () => {
		const parameters = { ...slack, type: '={{ "carrier_pigeon" }}', chatId: '1' };
		const { error } = await novu.run(endpoint('create', parameters));
		expect(error?.message).toContain('The type "carrier_pigeon" has no fields here');
		await novu.run(
			endpoint('create', { ...parameters, endpointSource: 'json', endpoint: '{ "ring": 7 }' }),
		);
		expect(novu.sandbox.requests.at(-1)?.body).toMatchObject({
			type: 'carrier_pigeon',
			endpoint: { ring: 7 },
		});
	});

	it('of types that come with the items are created from the fields of each', async () => {
		const parameters = {
			...slack,
			type: '={{ $json.type }}',
			userId: '={{ $json.user }}',
			chatId: '={{ $json.chat }}',
		};
		const { error } = await novu.run(endpoint('create', parameters), [
			{ type: 'slack_user', user: 'U1' },
			{ type: 'telegram_chat', chat: '7' },
		]);
		expect(error).toBeUndefined();
		expect(stored().map((one) => one.endpoint)).toEqual([{ userId: 'U1' }, { chatId: '7' }]);
	});

	it('lack nothing that their type needs', async () => {
		const user = { ...slack, type: 'slack_user', userId: '={{ $json.missing }}' };
		const { error } = await novu.run(endpoint('create', user));
		expect(error?.message).toContain("'User ID' is empty");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('are added where there is none, and changed where there is one', async () => {
		const { items } = await novu.run(upsert, [
			{ id: 'crm-1001', user: 'U1' },
			{ id: 'crm-1002', user: 'U2' },
			{ id: 'crm-1001', user: 'U3' },
			{ id: 'crm-1001', user: 'U3' },
		]);
		expect(stored()).toMatchObject([{ endpoint: { userId: 'U3' } }]);
		expect(stored('crm-1002')).toMatchObject([{ endpoint: { userId: 'U2' } }]);
		expect(items('Novu').map(({ json }) => json.endpoint)).toEqual(
			['U1', 'U2', 'U3', 'U3'].map((userId) => ({ userId })),
		);
	});

	it('of another type, integration or context are left alone', async () => {
		const other = { ...slack, type: 'slack_channel', channelId: 'C1' };
		await novu.run(endpoint('create', other));
		const additionalFields = { context: '{ "tenant": { "id": "acme" } }' };
		const inContext = { ...slack, type: 'slack_user', userId: 'U0', additionalFields };
		await novu.run(endpoint('upsert', inContext));
		await novu.run(upsert, [{ id: 'crm-1001', user: 'U1' }]);
		await novu.run(endpoint('upsert', { ...inContext, userId: 'U9' }));
		expect(
			stored().map(({ type, endpoint: address, contextKeys }) => [type, address, contextKeys]),
		).toEqual([
			['slack_channel', { channelId: 'C1' }, []],
			['slack_user', { userId: 'U9' }, ['tenant:acme']],
			['slack_user', { userId: 'U1' }, []],
		]);
	});

	it('of which there are several are not mixed up', async () => {
		for (const userId of ['U1', 'U2']) {
			const additionalFields = { identifier: `ada-${userId}` };
			const parameters = { ...slack, type: 'slack_user', userId, additionalFields };
			await novu.run(endpoint('create', parameters));
		}
		const same = await novu.run(upsert, [{ id: 'crm-1001', user: 'U2' }]);
		expect(same.items('Novu')[0].json).toMatchObject({ identifier: 'ada-U2' });
		const { error } = await novu.run(upsert, [{ id: 'crm-1001', user: 'U3' }]);
		expect(error?.message).toContain('The subscriber has 2 endpoints of the type Slack User');
		const named = { ...upsert, additionalFields: { identifier: 'ada-U1' } };
		await novu.run(named, [{ id: 'crm-1001', user: 'U3' }]);
		expect(stored().map((one) => one.endpoint.userId)).toEqual(['U3', 'U2']);
		const foreign = await novu.run(named, [{ id: 'crm-1002', user: 'U4' }]);
		expect(foreign.error?.message).toContain('belongs to another subscriber');
	});

	it('are added under an identifier that is not in use', async () => {
		const named = { ...upsert, additionalFields: { identifier: 'ada-1' } };
		await novu.run(named, [{ id: 'crm-1001', user: 'U1' }]);
		expect(stored()).toMatchObject([{ identifier: 'ada-1', endpoint: { userId: 'U1' } }]);
	});

	it('add a subscriber only where that is asked for', async () => {
		const item = [{ id: 'new-one', user: 'U1' }];
		const refused = await novu.run(upsert, item);
		expect(refused.error).toMatchObject({ httpCode: '404' });
		expect(refused.error?.description).toContain("Switch on 'Create Subscriber if Missing'");
		await novu.run({ ...upsert, createSubscriberIfMissing: true }, item);
		expect(stored('new-one')).toHaveLength(1);
	});

	it('are found among more than a page of them', async () => {
		for (let i = 0; i < 104; i++) {
			const additionalFields = { identifier: `chat-${i}` };
			const parameters = { ...slack, type: 'slack_channel', channelId: `C${i}`, additionalFields };
			await novu.run(endpoint('create', parameters));
		}
		await novu.run(upsert, [{ id: 'crm-1001', user: 'U1' }]);
		await novu.run(upsert, [{ id: 'crm-1001', user: 'U2' }]);
		expect(stored().filter(({ type }) => type === 'slack_user')).toMatchObject([
			{ endpoint: { userId: 'U2' } },
		]);
		const list = async (parameters: IDataObject) =>
			(await novu.run(endpoint('getAll', parameters))).items('Novu');
		expect(await list({ returnAll: true })).toHaveLength(105);
		expect(await list({ limit: 103 })).toHaveLength(103);
	});

	it('keep their secrets when they are read, listed and changed', async () => {
		novu.sandbox.store.addIntegration('pagerduty', 'tool', { identifier: 'tool-main' });
		const parameters = {
			...slack,
			integrationIdentifier: byId('tool-main'),
			type: 'pagerduty_service',
			routingKey: 'k'.repeat(32),
			region: 'eu',
			simplify: false,
		};
		const endpointIdentifier = byId('ada-pager');
		const additionalFields = { identifier: 'ada-pager' };
		const runs = [
			await novu.run(endpoint('upsert', { ...parameters, additionalFields })),
			await novu.run(endpoint('upsert', { ...parameters, additionalFields, region: 'us' })),
			await novu.run(endpoint('update', { ...parameters, endpointIdentifier })),
			await novu.run(endpoint('get', { endpointIdentifier, simplify: false })),
			await novu.run(endpoint('getAll', { simplify: false })),
		];
		for (const { items, error } of runs) {
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toMatchObject({ endpoint: { routingKey: '***' } });
			expect(JSON.stringify(items('Novu'))).not.toContain('kkkk');
		}
		expect(stored()[0].endpoint).toEqual({ routingKey: 'k'.repeat(32), region: 'eu' });
	});

	it('are read, listed, changed and deleted', async () => {
		await novu.run(upsert, [
			{ id: 'crm-1001', user: 'U1' },
			{ id: 'crm-1002', user: 'U2' },
		]);
		const filters = { subscriberId: 'crm-1002' };
		const listed = await novu.run(endpoint('getAll', { filters }));
		expect(listed.items('Novu')).toHaveLength(1);
		const { identifier } = listed.items('Novu')[0].json;
		const endpointIdentifier = byId(identifier);
		const changed = await novu.run(
			endpoint('update', { endpointIdentifier, type: 'slack_user', userId: 'U5' }),
		);
		expect(changed.error).toBeUndefined();
		const read = await novu.run(endpoint('get', { endpointIdentifier, simplify: false }));
		expect(read.items('Novu')[0].json).toMatchObject({ identifier, endpoint: { userId: 'U5' } });
		const deleted = await novu.run(endpoint('delete', { endpointIdentifier }));
		expect(deleted.items('Novu')[0].json).toEqual({
			deleted: true,
			endpointIdentifier: identifier,
		});
		expect(stored('crm-1002')).toEqual([]);
	});

	it('are offered in a list without their addresses', async () => {
		await novu.run({ ...upsert, additionalFields: { identifier: 'ada-1' } }, [
			{ id: 'crm-1001', user: 'U1' },
		]);
		const { results } = await runListSearch({
			method: 'searchChannelEndpoints',
			credentials: novu.credentials,
			filter: 'slack_user',
		});
		expect(results).toEqual([{ name: 'crm-1001, slack_user, slack-main (ada-1)', value: 'ada-1' }]);
	});
});

describe('channel endpoints on Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	it('are not there, and the message says since when they are', async () => {
		const { error } = await novu.run(endpoint('getAll'));
		expect(error?.description).toContain('came with Novu 3.11');
		const named = endpoint('upsert', {
			...slack,
			type: 'slack_user',
			userId: 'U1',
			additionalFields: { identifier: 'a' },
		});
		expect((await novu.run(named)).error?.description).toContain('came with Novu 3.11');
	});
});
