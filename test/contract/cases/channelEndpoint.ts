import type { Novu } from '@novu/api';
import type { INodeParameters } from 'n8n-workflow';
import { AWKWARD_IDS, byId, casesOf, settled, type ContractCase } from '../case';

type NewEndpoint = Parameters<Novu['channelEndpoints']['create']>[0];

const of = casesOf('channelEndpoint');

const owner = { subscriberId: byId('ann'), integrationIdentifier: byId('slack-main') };
const sentOwner = { subscriberId: 'ann', integrationIdentifier: 'slack-main' };
const throughAcme = { additionalFields: { connectionIdentifier: byId('acme') } };

/** Each type: its fields in the node, and what they make; the fields themselves where it is absent. */
const TYPES: Array<[string, INodeParameters, object?]> = [
	['slack_channel', { channelId: 'C1' }],
	['slack_user', { userId: 'U1' }],
	['webhook', { url: 'https://example.com/a?b=c' }],
	['webhook', { url: 'https://example.com/a', channel: '#größe' }],
	['phone', { phoneNumber: '+4512345678' }],
	['ms_teams_channel', { teamId: '19:a@thread.tacv2', channelId: '19:b@thread.tacv2' }],
	['ms_teams_user', { userId: '29:a' }],
	['telegram_chat', { chatId: '={{ -100 }}' }, { chatId: '-100' }],
	['line_user', { userId: 'U1' }],
	['pagerduty_service', { routingKey: 'r'.repeat(32), region: 'eu' }],
	['opsgenie_integration', { apiKey: 'key', region: 'us' }],
	['grafana_oncall_integration', { url: 'https://example.com/x/' }],
	['grafana_oncall_integration', { url: 'https://example.com/x/', authToken: 'token' }],
	[
		'tool_webhook',
		{ url: 'https://example.com/x', headers: '{}', method: '' },
		{ url: 'https://example.com/x' },
	],
	['tool_webhook', { url: 'https://example.com/x', method: 'PUT' }],
];
const WEBEX: Array<[string, INodeParameters]> = [
	['webex_room', { roomId: 'R1' }],
	['webex_room', { roomId: 'R1', parentId: 'M1' }],
	['webex_person', { personId: 'P1' }],
	['webex_person', { personEmail: 'ann@example.com' }],
];

const create: ContractCase[] = [
	...TYPES.map(([type, fields, endpoint = fields]) =>
		of(
			'create',
			`${type} of ${Object.keys(fields).join(', ')}`,
			{ ...owner, type, ...fields },
			async (novu) =>
				await novu.channelEndpoints.create({ ...sentOwner, type, endpoint } as NewEndpoint),
		),
	),
	...WEBEX.map(([type, endpoint]) =>
		of(
			'create',
			`${type} of ${Object.keys(endpoint).join(', ')}`,
			{ ...owner, ...throughAcme, type, ...endpoint },
			async (novu) =>
				await novu.channelEndpoints.create({
					...sentOwner,
					connectionIdentifier: 'acme',
					type,
					endpoint,
				} as NewEndpoint),
		),
	),
	of(
		'create',
		'full, as JSON',
		{
			integrationIdentifier: byId('slack-main'),
			subscriberId: byId(AWKWARD_IDS[1]),
			type: 'slack_user',
			endpointSource: 'json',
			endpoint: '={{ { userId: "日本🙂" } }}',
			createSubscriberIfMissing: false,
			additionalFields: {
				connectionIdentifier: byId('acme'),
				context: '{ "tenant": "acme", "app": { "id": "web", "data": { "plan": null } } }',
				identifier: 'ann-slack',
			},
		},
		async (novu) =>
			await novu.channelEndpoints.create({
				integrationIdentifier: 'slack-main',
				subscriberId: AWKWARD_IDS[1],
				connectionIdentifier: 'acme',
				context: { tenant: 'acme', app: { id: 'web', data: { plan: null } } },
				createSubscriberIfMissing: false,
				identifier: 'ann-slack',
				type: 'slack_user',
				endpoint: { userId: '日本🙂' },
			}),
	),
];

const known = (identifier: string, userId: string, contextKeys: string[] = []) => ({
	identifier,
	...sentOwner,
	type: 'slack_user',
	endpoint: { userId },
	contextKeys,
});
const page = (next: string | null, ...data: object[]) => ({ body: { data, next, previous: null } });
const slackUser = { ...owner, type: 'slack_user', userId: 'U1' };

const upsert: ContractCase[] = [
	of(
		'upsert',
		'none is there',
		slackUser,
		async (novu) => {
			await settled(novu.channelEndpoints.list({ ...sentOwner, limit: 100 }));
			await settled(
				novu.channelEndpoints.create({
					...sentOwner,
					type: 'slack_user',
					endpoint: { userId: 'U1' },
				}),
			);
		},
		[page(null)],
	),
	of(
		'upsert',
		'one is there, on the second page, beside one of another context',
		{ ...slackUser, additionalFields: { context: '{ "tenant": { "id": "größe" } }' } },
		async (novu) => {
			await settled(novu.channelEndpoints.list({ ...sentOwner, limit: 100 }));
			await settled(novu.channelEndpoints.list({ ...sentOwner, limit: 100, after: 'x' }));
			await settled(novu.channelEndpoints.update({ endpoint: { userId: 'U1' } }, 'mine'));
		},
		[page('x', known('other', 'U2')), page(null, known('mine', 'U2', ['tenant:größe']))],
	),
	of(
		'upsert',
		'an identifier, a connection',
		{
			...slackUser,
			subscriberId: byId(AWKWARD_IDS[1]),
			createSubscriberIfMissing: true,
			additionalFields: {
				connectionIdentifier: byId('acme'),
				identifier: AWKWARD_IDS[0],
			},
		},
		async (novu) => {
			await settled(novu.channelEndpoints.retrieve(AWKWARD_IDS[0]));
			await settled(
				novu.channelEndpoints.create({
					...sentOwner,
					subscriberId: AWKWARD_IDS[1],
					connectionIdentifier: 'acme',
					identifier: AWKWARD_IDS[0],
					createSubscriberIfMissing: true,
					type: 'slack_user',
					endpoint: { userId: 'U1' },
				}),
			);
		},
		[{ status: 404, body: { statusCode: 404, message: 'Channel endpoint not found' } }],
	),
];

const update: ContractCase[] = [
	...['ann-slack', ...AWKWARD_IDS].map((id) =>
		of(
			'update',
			`the identifier ${id}`,
			{ endpointIdentifier: byId(id), type: 'slack_user', userId: 'U1' },
			async (novu) => await novu.channelEndpoints.update({ endpoint: { userId: 'U1' } }, id),
		),
	),
	of(
		'update',
		'as JSON',
		{
			endpointIdentifier: byId('ann-slack'),
			endpointSource: 'json',
			endpoint: '{ "url": "https://example.com/größe", "channel": "日本" }',
		},
		async (novu) =>
			await novu.channelEndpoints.update(
				{ endpoint: { url: 'https://example.com/größe', channel: '日本' } },
				'ann-slack',
			),
	),
];

const getAll: ContractCase[] = [
	of('getAll', 'least', {}, async (novu) => await novu.channelEndpoints.list({ limit: 50 }), [
		page(null),
	]),
	of(
		'getAll',
		'filtered',
		{
			limit: 2,
			filters: {
				channel: 'chat',
				connectionIdentifier: 'acme',
				contextKeys: '["tenant:größe"]',
				integrationIdentifier: 'slack-main',
				providerId: 'slack',
				subscriberId: AWKWARD_IDS[1],
			},
		},
		async (novu) =>
			await novu.channelEndpoints.list({
				limit: 2,
				channel: 'chat',
				connectionIdentifier: 'acme',
				contextKeys: ['tenant:größe'],
				integrationIdentifier: 'slack-main',
				providerId: 'slack',
				subscriberId: AWKWARD_IDS[1],
			}),
		[page('x', known('a', 'U1'), known('b', 'U2'))],
	),
	of(
		'getAll',
		'all, over two pages, empty filters',
		{ returnAll: true, filters: { subscriberId: '', contextKeys: '' } },
		async (novu) => {
			await settled(novu.channelEndpoints.list({ limit: 100 }));
			await settled(novu.channelEndpoints.list({ limit: 100, after: 'x' }));
		},
		[page('x', known('a', 'U1')), page(null, known('b', 'U2'))],
	),
];

export const channelEndpoint: readonly ContractCase[] = [
	...create,
	...upsert,
	...update,
	...getAll,
	...['ann-slack', ...AWKWARD_IDS].flatMap((id) => [
		of(
			'get',
			`the identifier ${id}`,
			{ endpointIdentifier: byId(id) },
			async (novu) => await novu.channelEndpoints.retrieve(id),
		),
		of(
			'delete',
			`the identifier ${id}`,
			{ endpointIdentifier: byId(id) },
			async (novu) => await novu.channelEndpoints.delete(id),
			[{ status: 204 }],
		),
	]),
];
