import { AWKWARD_IDS, byId, casesOf, settled, type ContractCase } from '../case';

const of = casesOf('channelConnection');

const slack = { integrationIdentifier: byId('slack-main') };
const context = { tenant: 'größe', app: { id: 'web', data: { seats: 0, plan: null } } };
const tokens = {
	expiresAt: '2030-01-02T03:04:05Z',
	refreshToken: 'größe 🙂',
	refreshTokenExpiresAt: '2031-01-02T03:04:05+01:00',
};
const sentTokens = {
	expiresAt: '2030-01-02T03:04:05.000Z',
	refreshToken: 'größe 🙂',
	refreshTokenExpiresAt: '2031-01-02T02:04:05.000Z',
};

const create: ContractCase[] = [
	of(
		'create',
		'least',
		{ ...slack, subscriberId: byId('ann'), workspaceId: 'T1', accessToken: 'xoxb-1' },
		async (novu) =>
			await novu.channelConnections.create({
				integrationIdentifier: 'slack-main',
				connectionMode: 'subscriber',
				subscriberId: 'ann',
				workspace: { id: 'T1' },
				auth: { accessToken: 'xoxb-1' },
			}),
	),
	of(
		'create',
		'full',
		{
			...slack,
			subscriberId: byId(AWKWARD_IDS[1]),
			workspaceId: 'T1',
			accessToken: 'xoxb-1',
			additionalFields: {
				...tokens,
				botUserId: 'U1',
				context: JSON.stringify(context),
				identifier: 'ann-slack',
				workspaceName: '日本',
			},
		},
		async (novu) =>
			await novu.channelConnections.create({
				identifier: 'ann-slack',
				integrationIdentifier: 'slack-main',
				connectionMode: 'subscriber',
				subscriberId: AWKWARD_IDS[1],
				context,
				workspace: { id: 'T1', name: '日本', botUserId: 'U1' },
				auth: { accessToken: 'xoxb-1', ...sentTokens },
			}),
	),
	of(
		'create',
		'shared, a number as workspace, empty fields',
		{
			...slack,
			connectionMode: 'shared',
			context: '={{ { tenant: "acme" } }}',
			workspaceId: '={{ 0 }}',
			accessToken: 'xoxb-1',
			additionalFields: { refreshToken: '', expiresAt: '', workspaceName: '' },
		},
		async (novu) =>
			await novu.channelConnections.create({
				integrationIdentifier: 'slack-main',
				connectionMode: 'shared',
				context: { tenant: 'acme' },
				workspace: { id: '0' },
				auth: { accessToken: 'xoxb-1' },
			}),
	),
];

const update: ContractCase[] = [
	...['ann-slack', ...AWKWARD_IDS].map((id) =>
		of(
			'update',
			`least, the identifier ${id}`,
			{ connectionIdentifier: byId(id), workspaceId: 'T1', accessToken: 'xoxb-1' },
			async (novu) =>
				await novu.channelConnections.update(
					{ workspace: { id: 'T1' }, auth: { accessToken: 'xoxb-1' } },
					id,
				),
		),
	),
	of(
		'update',
		'full',
		{
			connectionIdentifier: byId('ann-slack'),
			workspaceId: 'T1',
			accessToken: 'xoxb-1',
			updateFields: { ...tokens, botUserId: 'U1', workspaceName: '日本' },
		},
		async (novu) =>
			await novu.channelConnections.update(
				{
					workspace: { id: 'T1', name: '日本', botUserId: 'U1' },
					auth: { accessToken: 'xoxb-1', ...sentTokens },
				},
				'ann-slack',
			),
	),
];

const page = (next: string | null, ...ids: string[]) => ({
	body: { data: ids.map((identifier) => ({ identifier })), next, previous: null },
});

const getAll: ContractCase[] = [
	of('getAll', 'least', {}, async (novu) => await novu.channelConnections.list({ limit: 50 }), [
		page(null),
	]),
	of(
		'getAll',
		'filtered',
		{
			limit: 2,
			filters: {
				channel: 'chat',
				connectionMode: 'shared',
				contextKeys: 'tenant:größe\napp:web',
				integrationIdentifier: 'slack-main',
				providerId: 'slack',
				subscriberId: AWKWARD_IDS[1],
			},
		},
		async (novu) =>
			await novu.channelConnections.list({
				limit: 2,
				channel: 'chat',
				connectionMode: 'shared',
				contextKeys: ['tenant:größe', 'app:web'],
				integrationIdentifier: 'slack-main',
				providerId: 'slack',
				subscriberId: AWKWARD_IDS[1],
			}),
		[page('b', 'a', 'b')],
	),
	of(
		'getAll',
		'all, over two pages, empty filters',
		{ returnAll: true, filters: { subscriberId: '', contextKeys: '' } },
		async (novu) => {
			await settled(novu.channelConnections.list({ limit: 100 }));
			await settled(novu.channelConnections.list({ limit: 100, after: 'a' }));
		},
		[page('a', 'a'), page(null, 'b')],
	),
];

export const channelConnection: readonly ContractCase[] = [
	...create,
	...update,
	...getAll,
	...['ann-slack', ...AWKWARD_IDS].flatMap((id) => [
		of(
			'get',
			`the identifier ${id}`,
			{ connectionIdentifier: byId(id) },
			async (novu) => await novu.channelConnections.retrieve(id),
		),
		of(
			'delete',
			`the identifier ${id}`,
			{ connectionIdentifier: byId(id) },
			async (novu) => await novu.channelConnections.delete(id),
			[{ status: 204 }],
		),
	]),
];
