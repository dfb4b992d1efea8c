import type { StepFilterDto } from '@novu/api/models/components/stepfilterdto';
import type { ContractCase } from '../case';
import { AWKWARD_IDS, ENVIRONMENT_ID, byId, casesOf } from '../case';

const of = casesOf('integration');

const filter: StepFilterDto = { isNegated: false, type: 'GROUP', value: 'AND', children: [] };

const create: ContractCase[] = [
	of(
		'create',
		'least',
		{ providerId: 'sendgrid' },
		async (novu) =>
			await novu.integrations.create({ channel: 'email', providerId: 'sendgrid', active: true }),
	),
	of(
		'create',
		'full',
		{
			providerId: 'twilio',
			credentials: '{ "accountSid": "AC1", "token": "größe 🙂", "from": "+45", "secure": false }',
			active: false,
			additionalFields: {
				check: true,
				conditions: JSON.stringify([filter]),
				configurations: '{}',
				identifier: 'twilio-main',
				name: 'Twilio 日本',
			},
		},
		async (novu) =>
			await novu.integrations.create({
				channel: 'sms',
				providerId: 'twilio',
				credentials: { accountSid: 'AC1', token: 'größe 🙂', from: '+45', secure: false },
				active: false,
				check: true,
				conditions: [filter],
				configurations: {},
				identifier: 'twilio-main',
				name: 'Twilio 日本',
			}),
	),
	of(
		'create',
		'an agent, a provider that the list does not know, empty fields',
		{
			providerId: '=new/provider',
			credentials: '',
			additionalFields: {
				channel: 'agent',
				check: false,
				conditions: '[]',
				identifier: '',
				name: '',
			},
		},
		async (novu) =>
			await novu.integrations.create({
				kind: 'agent',
				providerId: 'new/provider',
				active: true,
				check: false,
				conditions: [],
			}),
	),
];

const update: ContractCase[] = [
	of(
		'update',
		'least',
		{ integrationId: byId('66e1'), updateFields: { active: false } },
		async (novu) => await novu.integrations.update({ active: false }, '66e1'),
	),
	of(
		'update',
		'full',
		{
			integrationId: byId('66e1'),
			updateFields: {
				active: true,
				check: true,
				conditions: '[]',
				configurations: '{}',
				credentials: '{ "apiKey": "größe 🙂" }',
				identifier: 'mail',
				name: '日本',
			},
		},
		async (novu) =>
			await novu.integrations.update(
				{
					active: true,
					check: true,
					conditions: [],
					configurations: {},
					credentials: { apiKey: 'größe 🙂' },
					identifier: 'mail',
					name: '日本',
				},
				'66e1',
			),
	),
	of(
		'update',
		'empty fields',
		{
			integrationId: byId(AWKWARD_IDS[1]),
			updateFields: { name: 'Mail', identifier: '', credentials: '{}' },
		},
		async (novu) => await novu.integrations.update({ name: 'Mail' }, AWKWARD_IDS[1]),
	),
];

const list = {
	body: {
		data: [
			{ _id: 'a', _environmentId: ENVIRONMENT_ID, channel: 'email', providerId: 'sendgrid' },
			{ _id: 'b', _environmentId: 'another', channel: 'email', providerId: 'sendgrid' },
		],
	},
};
/** Novu has one list, whatever is asked for. */
const lists: ContractCase[] = (
	[
		['least', {}],
		['all', { returnAll: true, simplify: false }],
		['filtered', { limit: 1, filters: { channel: 'email', providerId: 'größe/ä' } }],
	] as const
).flatMap(([input, parameters]) => [
	of('getAll', input, parameters, async (novu) => await novu.integrations.list(), [list]),
	of('getAllActive', input, parameters, async (novu) => await novu.integrations.listActive(), [
		list,
	]),
]);

const IDS = ['slack-main', ...AWKWARD_IDS];

const byIdAlone: ContractCase[] = IDS.flatMap((id) => [
	of(
		'delete',
		`the ID ${id}`,
		{ integrationId: byId(id) },
		async (novu) => await novu.integrations.delete(id),
	),
	of(
		'setAsPrimary',
		`the ID ${id}`,
		{ integrationId: byId(id) },
		async (novu) => await novu.integrations.setAsPrimary(id),
	),
	of(
		'autoConfigure',
		`the ID ${id}`,
		{ integrationId: byId(id) },
		async (novu) => await novu.integrations.integrationsControllerAutoConfigureIntegration(id),
	),
	of(
		'configureWebhook',
		`the identifier ${id}`,
		{ integrationIdentifier: byId(id) },
		async (novu) => await novu.integrations.integrationsControllerConfigureIntegrationWebhook(id),
	),
	of(
		'createMobileLink',
		`the identifier ${id}`,
		{ integrationIdentifier: byId(id), subscriberId: byId(id) },
		async (novu) => await novu.integrations.createMobileLink({ subscriberId: id }, id),
	),
]);

const slack = { integrationIdentifier: byId('slack-main') };
const context = {
	tenant: 'größe',
	app: { id: 'web', data: { seats: 0, trial: false, plan: null } },
};

const urls: ContractCase[] = [
	of(
		'createMobileLink',
		'no subscriber',
		slack,
		async (novu) => await novu.integrations.createMobileLink({}, 'slack-main'),
	),
	of(
		'generateConnectOAuthUrl',
		'least',
		{ ...slack, subscriberId: byId('ann') },
		async (novu) =>
			await novu.integrations.generateConnectOAuthUrl({
				integrationIdentifier: 'slack-main',
				connectionMode: 'subscriber',
				subscriberId: 'ann',
			}),
	),
	of(
		'generateConnectOAuthUrl',
		'full',
		{
			...slack,
			subscriberId: byId(AWKWARD_IDS[1]),
			additionalFields: {
				connectionIdentifier: 'acme-slack',
				context: JSON.stringify(context),
				contextHash: 'abc',
				autoLinkUser: false,
				scopes: 'chat:write, channels:read',
			},
		},
		async (novu) =>
			await novu.integrations.generateConnectOAuthUrl({
				integrationIdentifier: 'slack-main',
				connectionMode: 'subscriber',
				subscriberId: AWKWARD_IDS[1],
				connectionIdentifier: 'acme-slack',
				context,
				contextHash: 'abc',
				autoLinkUser: false,
				scope: ['chat:write', 'channels:read'],
			}),
	),
	of(
		'generateConnectOAuthUrl',
		'shared',
		{
			...slack,
			connectionMode: 'shared',
			context: JSON.stringify(context),
			additionalFields: { scopes: '[]', contextHash: '' },
		},
		async (novu) =>
			await novu.integrations.generateConnectOAuthUrl({
				integrationIdentifier: 'slack-main',
				connectionMode: 'shared',
				context,
			}),
	),
	...['ann', 4711].map((id) =>
		of(
			'generateLinkUserOAuthUrl',
			`least, the ID ${id}`,
			{ ...slack, subscriberId: byId(id) },
			async (novu) =>
				await novu.integrations.generateLinkUserOAuthUrl({
					integrationIdentifier: 'slack-main',
					subscriberId: String(id),
				}),
		),
	),
	of(
		'generateLinkUserOAuthUrl',
		'full',
		{
			...slack,
			subscriberId: byId(AWKWARD_IDS[0]),
			additionalFields: {
				connectionIdentifier: byId('acme-slack'),
				context: JSON.stringify(context),
				contextHash: 'abc',
				userScopes: '["identity.basic"]',
			},
		},
		async (novu) =>
			await novu.integrations.generateLinkUserOAuthUrl({
				integrationIdentifier: 'slack-main',
				subscriberId: AWKWARD_IDS[0],
				connectionIdentifier: 'acme-slack',
				context,
				contextHash: 'abc',
				userScope: ['identity.basic'],
			}),
	),
	...['ann', AWKWARD_IDS[3]].map((id) =>
		of(
			'linkChannelEndpoint',
			`least, the ID ${id}`,
			{ ...slack, subscriberId: byId(id), additionalFields: { context: '{}' } },
			async (novu) =>
				await novu.integrations.linkChannelEndpoint({
					integrationIdentifier: 'slack-main',
					subscriberId: id,
				}),
		),
	),
	of(
		'linkChannelEndpoint',
		'full',
		{
			...slack,
			subscriberId: byId('ann'),
			additionalFields: { context: JSON.stringify(context), contextHash: 'abc' },
		},
		async (novu) =>
			await novu.integrations.linkChannelEndpoint({
				integrationIdentifier: 'slack-main',
				subscriberId: 'ann',
				context,
				contextHash: 'abc',
			}),
	),
];

export const integration: readonly ContractCase[] = [
	...create,
	...update,
	...lists,
	...byIdAlone,
	...urls,
];
