import { AWKWARD_IDS, byId, casesWithId, type ContractCase } from '../case';

const of = casesWithId('subscriberPreference', 'subscriberId');

const get: ContractCase[] = [
	...['ann', ...AWKWARD_IDS].map((id) =>
		of(
			'get',
			`the ID ${id}`,
			id,
			{},
			async (novu) => await novu.subscribers.preferences.list({ subscriberId: id }),
		),
	),
	of(
		'get',
		'full',
		'ann',
		{ filters: { criticality: 'all', contextKeys: '["tenant:acme", "app:größe"]' } },
		async (novu) =>
			await novu.subscribers.preferences.list({
				subscriberId: 'ann',
				criticality: 'all',
				contextKeys: ['tenant:acme', 'app:größe'],
			}),
	),
];

const update: ContractCase[] = [
	of(
		'update',
		'least',
		'ann',
		{ updateFields: { email: false } },
		async (novu) =>
			await novu.subscribers.preferences.update({ channels: { email: false } }, 'ann'),
	),
	of(
		'update',
		'all channels of one workflow',
		AWKWARD_IDS[1],
		{
			preferencesFor: 'workflow',
			workflowId: byId('größe/1'),
			updateFields: { chat: true, email: false, in_app: true, push: false, sms: true, tool: false },
			options: { context: '{ "tenant": "acme", "app": { "id": "0", "data": { "n": 0 } } }' },
		},
		async (novu) =>
			await novu.subscribers.preferences.update(
				{
					workflowId: 'größe/1',
					channels: { chat: true, email: false, inApp: true, push: false, sms: true, tool: false },
					context: { tenant: 'acme', app: { id: '0', data: { n: 0 } } },
				},
				AWKWARD_IDS[1],
			),
	),
	of(
		'update',
		'a schedule',
		'ann',
		{
			updateFields: {
				schedule:
					'={{ { isEnabled: true, weeklySchedule: { monday: { isEnabled: true, hours: [{ start: "09:00 AM", end: "05:00 PM" }] }, sunday: { isEnabled: false, hours: [] } } } }}',
			},
			options: { context: '{}' },
		},
		async (novu) =>
			await novu.subscribers.preferences.update(
				{
					schedule: {
						isEnabled: true,
						weeklySchedule: {
							monday: { isEnabled: true, hours: [{ start: '09:00 AM', end: '05:00 PM' }] },
							sunday: { isEnabled: false, hours: [] },
						},
					},
				},
				'ann',
			),
	),
];

const updateMany: ContractCase[] = [
	of(
		'updateMany',
		'least',
		'ann',
		{ workflowId: byId('welcome'), updateFields: { push: false } },
		async (novu) =>
			await novu.subscribers.preferences.bulkUpdate(
				{ preferences: [{ workflowId: 'welcome', channels: { push: false } }] },
				'ann',
			),
	),
	of(
		'updateMany',
		'full',
		'ann',
		{
			workflowId: byId('66e1f0c0ffee0000000000aa'),
			updateFields: { chat: false, email: true, in_app: false, push: true, sms: false, tool: true },
			options: { context: '{ "tenant": "acme" }' },
		},
		async (novu) =>
			await novu.subscribers.preferences.bulkUpdate(
				{
					preferences: [
						{
							workflowId: '66e1f0c0ffee0000000000aa',
							channels: {
								chat: false,
								email: true,
								inApp: false,
								push: true,
								sms: false,
								tool: true,
							},
						},
					],
					context: { tenant: 'acme' },
				},
				'ann',
			),
	),
	...AWKWARD_IDS.map((id) =>
		of(
			'updateMany',
			`the ID ${id}`,
			id,
			{ workflowId: byId(id), updateFields: { in_app: '={{ "true" }}' } },
			async (novu) =>
				await novu.subscribers.preferences.bulkUpdate(
					{ preferences: [{ workflowId: id, channels: { inApp: true } }] },
					id,
				),
		),
	),
];

export const subscriberPreference: readonly ContractCase[] = [...get, ...update, ...updateMany];
