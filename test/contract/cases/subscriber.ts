import type { UpdateSubscriberChannelRequestDto } from '@novu/api/models/components';
import type { IDataObject } from 'n8n-workflow';
import {
	AWKWARD_IDS,
	ENVIRONMENT_ID,
	PROFILE,
	byId,
	casesWithId,
	settled,
	type ContractCase,
} from '../case';

const of = casesWithId('subscriber', 'subscriberId');

const updateCredentials: ContractCase[] = [
	of(
		'updateCredentials',
		'least',
		'ann',
		{ providerId: 'fcm', deviceTokens: 'token-1' },
		async (novu) =>
			await novu.subscribers.credentials.append(
				{ providerId: 'fcm', credentials: { deviceTokens: ['token-1'] } },
				'ann',
			),
	),
	of(
		'updateCredentials',
		'replace, with an integration',
		'ann',
		{
			providerId: 'apns',
			tokenMode: 'replace',
			deviceTokens: '["token-1", "token-2"]',
			integrationIdentifier: byId('apns-AbC123'),
		},
		async (novu) =>
			await novu.subscribers.credentials.update(
				{
					providerId: 'apns',
					integrationIdentifier: 'apns-AbC123',
					credentials: { deviceTokens: ['token-1', 'token-2'] },
				},
				'ann',
			),
	),
	of(
		'updateCredentials',
		'a number as ID, tokens beyond ASCII',
		4711,
		{ providerId: 'expo', deviceTokens: '={{ ["ExponentPushToken[ä]", "日本🙂"] }}' },
		async (novu) =>
			await novu.subscribers.credentials.append(
				{ providerId: 'expo', credentials: { deviceTokens: ['ExponentPushToken[ä]', '日本🙂'] } },
				'4711',
			),
	),
	of(
		'updateCredentials',
		'a webhook',
		'ann',
		{ providerId: 'slack', webhookUrl: 'https://hooks.example.com/a?b=c&d=%C3%A4' },
		async (novu) =>
			await novu.subscribers.credentials.update(
				{
					providerId: 'slack',
					credentials: { webhookUrl: 'https://hooks.example.com/a?b=c&d=%C3%A4' },
				},
				'ann',
			),
	),
	of(
		'updateCredentials',
		'a webhook with a channel',
		'ann',
		{ providerId: 'rocket-chat', webhookUrl: 'http://chat.example.com', channel: '#größe' },
		async (novu) =>
			await novu.subscribers.credentials.update(
				{
					providerId: 'rocket-chat',
					credentials: { webhookUrl: 'http://chat.example.com', channel: '#größe' },
				},
				'ann',
			),
	),
	of(
		'updateCredentials',
		'the alert of Grafana On Call',
		'ann',
		{
			providerId: 'grafana-on-call',
			webhookUrl: 'https://grafana.example.com/hook',
			additionalProperties: {
				alertUid: '0',
				title: 'Disk full',
				imageUrl: 'https://grafana.example.com/a.png',
				state: 'alerting',
				externalUrl: 'https://grafana.example.com/d/1',
			},
		},
		async (novu) =>
			await novu.subscribers.credentials.update(
				{
					providerId: 'grafana-on-call',
					credentials: {
						webhookUrl: 'https://grafana.example.com/hook',
						alertUid: '0',
						title: 'Disk full',
						imageUrl: 'https://grafana.example.com/a.png',
						state: 'alerting',
						externalUrl: 'https://grafana.example.com/d/1',
					},
				},
				'ann',
			),
	),
	of(
		'updateCredentials',
		"the call of Novu's documentation, with all eight properties",
		'ann',
		{
			providerId: 'slack',
			integrationIdentifier: byId('slack-main'),
			webhookUrl: 'https://example.com/webhook',
			tokenMode: 'replace',
			additionalProperties: {
				channel: 'general',
				deviceTokens: '["token1", "token2", "token3"]',
				alertUid: '12345-abcde',
				title: 'Critical Alert',
				imageUrl: 'https://example.com/image.png',
				state: 'resolved',
				externalUrl: 'https://example.com/details',
			},
		},
		async (novu) =>
			await novu.subscribers.credentials.update(
				{
					providerId: 'slack',
					integrationIdentifier: 'slack-main',
					credentials: {
						webhookUrl: 'https://example.com/webhook',
						channel: 'general',
						deviceTokens: ['token1', 'token2', 'token3'],
						alertUid: '12345-abcde',
						title: 'Critical Alert',
						imageUrl: 'https://example.com/image.png',
						state: 'resolved',
						externalUrl: 'https://example.com/details',
					},
				},
				'ann',
			),
	),
	of(
		'updateCredentials',
		'a subscriber that is missing',
		'ann',
		{
			providerId: 'fcm',
			deviceTokens: 'token-1',
			createSubscriberIfMissing: true,
		},
		async (novu) => {
			const credentials: UpdateSubscriberChannelRequestDto = {
				providerId: 'fcm',
				credentials: { deviceTokens: ['token-1'] },
			};
			await settled(novu.subscribers.credentials.append(credentials, 'ann'));
			await settled(novu.subscribers.create({ subscriberId: 'ann' }, true));
			await settled(novu.subscribers.credentials.append(credentials, 'ann'));
		},
		[
			{ status: 400, body: { statusCode: 400, message: 'SubscriberId: ann not found' } },
			{ status: 201 },
		],
	),
	...AWKWARD_IDS.map((id) =>
		of(
			'updateCredentials',
			`the ID ${id}`,
			id,
			{ providerId: 'fcm', deviceTokens: 'token-1' },
			async (novu) =>
				await novu.subscribers.credentials.append(
					{ providerId: 'fcm', credentials: { deviceTokens: ['token-1'] } },
					id,
				),
		),
	),
];

const deleteCredentials: ContractCase[] = [
	...['ann', ...AWKWARD_IDS].map((id) =>
		of(
			'deleteCredentials',
			`the ID ${id}`,
			id,
			{ providerId: 'fcm' },
			async (novu) => {
				await settled(novu.subscribers.retrieve(id));
				await settled(novu.subscribers.credentials.delete(id, 'fcm'));
			},
			[{ body: { data: withTokens(id, ['token-1']) } }, { status: 204 }],
		),
	),
	of(
		'deleteCredentials',
		'a provider that the list does not know',
		'ann',
		{ providerId: '=new/provider' },
		async (novu) => {
			await settled(novu.subscribers.retrieve('ann'));
			await settled(novu.subscribers.credentials.delete('ann', 'new/provider'));
		},
		[
			{ body: { data: { subscriberId: 'ann', channels: [{ providerId: 'new/provider' }] } } },
			{ status: 204 },
		],
	),
	of(
		'deleteCredentials',
		'a provider that the subscriber has nothing for',
		'ann',
		{ providerId: 'expo' },
		async (novu) => await novu.subscribers.retrieve('ann'),
		[{ body: { data: withTokens('ann', ['token-1']) } }],
	),
];

const get: ContractCase[] = ['ann', 4711, ...AWKWARD_IDS].map((id) =>
	of('get', `the ID ${id}`, id, {}, async (novu) => await novu.subscribers.retrieve(String(id))),
);

const upsert: ContractCase[] = [
	of('upsert', 'least', 'ann', {}, async (novu) => await novu.subscribers.patch({}, 'ann')),
	of(
		'upsert',
		'full',
		'ann',
		{
			additionalFields: {
				...PROFILE,
				data: '{ "plan": "pro", "seats": 0, "trial": false, "tags": [], "seller": null }',
			},
		},
		async (novu) =>
			await novu.subscribers.create({
				subscriberId: 'ann',
				...PROFILE,
				data: { plan: 'pro', seats: 0, trial: false, tags: [], seller: null },
			}),
		[{ status: 201 }],
	),
	of(
		'upsert',
		'empty texts and fields to clear',
		AWKWARD_IDS[1],
		{ additionalFields: { firstName: '', clearFields: ['email', 'data'] } },
		async (novu) =>
			await novu.subscribers.create({
				subscriberId: AWKWARD_IDS[1],
				firstName: '',
				email: null,
				data: null,
			}),
		[{ status: 201 }],
	),
	of(
		'upsert',
		'a subscriber that is missing',
		AWKWARD_IDS[0],
		{ additionalFields: { firstName: '日本', clearFields: ['lastName'] } },
		async (novu) => {
			const profile = { firstName: '日本', lastName: null };
			await settled(novu.subscribers.patch(profile, AWKWARD_IDS[0]));
			await settled(novu.subscribers.create({ subscriberId: AWKWARD_IDS[0], ...profile }, true));
		},
		[
			{ status: 404, body: { statusCode: 404, message: 'Subscriber: auth0|66e1f0 was not found' } },
			{ status: 201 },
		],
	),
];

const integrations = {
	body: {
		data: [
			{
				_id: '66e1f0c0ffee0000000000aa',
				_environmentId: ENVIRONMENT_ID,
				identifier: 'fcm-AbC123',
				name: 'Firebase',
				providerId: 'fcm',
				active: true,
			},
		],
	},
};

/** A subscriber's answer with these tokens, an entry for each list. */
function withTokens(subscriberId: string, ...lists: string[][]): IDataObject {
	return {
		subscriberId,
		channels: lists.map((deviceTokens) => ({
			providerId: 'fcm',
			_integrationId: '66e1f0c0ffee0000000000aa',
			credentials: { deviceTokens },
		})),
	};
}

const getCredentials: ContractCase[] = ['ann', ...AWKWARD_IDS].map((id) =>
	of(
		'getCredentials',
		`the ID ${id}`,
		id,
		{},
		async (novu) => {
			await settled(novu.subscribers.retrieve(id));
			await settled(novu.integrations.list());
		},
		[{ body: { data: withTokens(id, ['token-1']) } }, integrations],
	),
);

const removeDeviceTokens: ContractCase[] = [
	of(
		'removeDeviceTokens',
		'some tokens of an entry',
		'ann',
		{ providerId: 'fcm', deviceTokens: 'token-1\ntoken-3' },
		async (novu) => {
			await settled(novu.subscribers.retrieve('ann'));
			await settled(novu.integrations.list());
			await settled(
				novu.subscribers.credentials.update(
					{
						providerId: 'fcm',
						integrationIdentifier: 'fcm-AbC123',
						credentials: { deviceTokens: ['token-2'] },
					},
					'ann',
				),
			);
		},
		[{ body: { data: withTokens('ann', ['token-1', 'token-2', 'token-3']) } }, integrations],
	),
	of(
		'removeDeviceTokens',
		'the last token of the last entry',
		AWKWARD_IDS[1],
		{ providerId: 'fcm', deviceTokens: '["日本🙂"]' },
		async (novu) => {
			await settled(novu.subscribers.retrieve(AWKWARD_IDS[1]));
			await settled(novu.integrations.list());
			await settled(novu.subscribers.credentials.delete(AWKWARD_IDS[1], 'fcm'));
			await settled(novu.subscribers.retrieve(AWKWARD_IDS[1]));
		},
		[{ body: { data: withTokens(AWKWARD_IDS[1], ['日本🙂']) } }, integrations, { status: 204 }],
	),
	of(
		'removeDeviceTokens',
		'a token that the subscriber does not have',
		'ann',
		{ providerId: 'fcm', deviceTokens: 'token-9' },
		async (novu) => await novu.subscribers.retrieve('ann'),
		[{ body: { data: withTokens('ann', ['token-1']) } }],
	),
];

const mergeDuplicateEntries: ContractCase[] = [
	of(
		'mergeDuplicateEntries',
		'two entries of one integration',
		'ann',
		{ providerId: 'fcm' },
		async (novu) => {
			await settled(novu.subscribers.retrieve('ann'));
			await settled(novu.integrations.list());
			await settled(novu.subscribers.credentials.delete('ann', 'fcm'));
			await settled(
				novu.subscribers.credentials.update(
					{
						providerId: 'fcm',
						integrationIdentifier: 'fcm-AbC123',
						credentials: { deviceTokens: ['token-1', 'token-2', 'token-3'] },
					},
					'ann',
				),
			);
		},
		[
			{ body: { data: withTokens('ann', ['token-1', 'token-2'], ['token-2', 'token-3']) } },
			integrations,
			{ status: 204 },
		],
	),
	...AWKWARD_IDS.map((id) =>
		of(
			'mergeDuplicateEntries',
			`no double entries, the ID ${id}`,
			id,
			{ providerId: 'fcm' },
			async (novu) => await novu.subscribers.retrieve(id),
			[{ body: { data: withTokens(id, ['token-1']) } }],
		),
	),
];

export const subscriber: readonly ContractCase[] = [
	...updateCredentials,
	...deleteCredentials,
	...get,
	...upsert,
	...getCredentials,
	...removeDeviceTokens,
	...mergeDuplicateEntries,
];
