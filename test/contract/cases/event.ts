import type { INodeParameters } from 'n8n-workflow';
import { AWKWARD_IDS, byId, type ContractCase } from '../case';
import { resumeUrl } from '../resumeUrls';

const processed = {
	status: 201,
	body: { data: { acknowledged: true, status: 'processed', transactionId: 'tx-1' } },
};

/** A case of an operation that sends an event of the workflow `order-shipped`. */
function of(
	operation: string,
	input: string,
	parameters: INodeParameters,
	sdk: ContractCase['sdk'],
	answer: { status: number; body: unknown } = processed,
): ContractCase {
	return {
		operation: `event.${operation}`,
		input,
		parameters: { workflowId: byId('order-shipped'), ...parameters },
		sdk,
		answers: [answer],
	};
}

const awkwardPayload = {
	größe: 'ä🙂',
	count: 0,
	express: false,
	coupon: null,
	tags: [],
	address: { city: '' },
};

const bridgeUrl = 'https://bridge.example.com/api/novu';

/** As a broadcast takes it: the SDK has no bridge URL for it. */
const full = {
	payloadMode: 'json',
	payload: JSON.stringify(awkwardPayload),
	additionalFields: {
		actor: '{ "subscriberId": "bob", "firstName": "Bob" }',
		agentId: byId('support'),
		context: '{ "tenant": "acme", "app": { "id": "jira", "data": { "tier": 0 } } }',
		overrides: '{ "severity": "high", "providers": { "fcm": { "data": { "a": "b" } } } }',
		tenant: '{ "identifier": "acme", "name": "Acme" }',
		transactionId: 'tx-ä',
	},
};

const fullBody = {
	payload: awkwardPayload,
	actor: { subscriberId: 'bob', firstName: 'Bob' },
	agentId: 'support',
	context: { tenant: 'acme', app: { id: 'jira', data: { tier: 0 } } },
	overrides: { severity: 'high' as const, providers: { fcm: { data: { a: 'b' } } } },
	tenant: { identifier: 'acme', name: 'Acme' },
	transactionId: 'tx-ä',
};

const fullWithBridge = { ...full, additionalFields: { ...full.additionalFields, bridgeUrl } };

const trigger: ContractCase[] = [
	of(
		'trigger',
		'least',
		{ subscriberId: byId('ann') },
		async (novu) => await novu.trigger({ workflowId: 'order-shipped', to: 'ann', payload: {} }),
	),
	of(
		'trigger',
		'full, to a topic',
		{
			to: 'topic',
			topicKey: byId('beta:größe'),
			excludedSubscriberIds: '["ann", "日本🙂"]',
			...fullWithBridge,
		},
		async (novu) =>
			await novu.trigger({
				workflowId: 'order-shipped',
				to: { type: 'Topic', topicKey: 'beta:größe', exclude: ['ann', '日本🙂'] },
				...fullBody,
				bridgeUrl,
			}),
	),
	of(
		'trigger',
		'several, numbers among them, actor and tenant as text, no agent',
		{
			to: 'subscribers',
			subscriberIds: '={{ [4711, "auth0|1", ""] }}',
			additionalFields: { actor: 'bob', tenant: 'acme', withoutAgent: true, overrides: '{}' },
		},
		async (novu) =>
			await novu.trigger({
				workflowId: 'order-shipped',
				to: ['4711', 'auth0|1'],
				payload: {},
				actor: 'bob',
				tenant: 'acme',
				agentId: null,
			}),
	),
	of(
		'trigger',
		'a mix',
		{
			to: 'mix',
			recipients:
				'["ann", { "subscriberId": "bob", "email": "bob@example.com", "phone": null, "data": {} }, { "type": "Topic", "topicKey": "beta", "exclude": [] }]',
		},
		async (novu) =>
			await novu.trigger({
				workflowId: 'order-shipped',
				to: [
					'ann',
					{ subscriberId: 'bob', email: 'bob@example.com', phone: null, data: {} },
					{ type: 'Topic', topicKey: 'beta' },
				],
				payload: {},
			}),
	),
	...AWKWARD_IDS.map((id) =>
		of(
			'trigger',
			`the ID ${id}`,
			{ subscriberId: byId(id) },
			async (novu) => await novu.trigger({ workflowId: 'order-shipped', to: id, payload: {} }),
		),
	),
];

const bulkAnswer = { status: 201, body: { data: [processed.body.data] } };

const triggerBulk: ContractCase[] = [
	of(
		'triggerBulk',
		'least',
		{ subscriberId: byId('ann') },
		async (novu) =>
			await novu.triggerBulk({
				events: [{ workflowId: 'order-shipped', to: 'ann', payload: {} }],
			}),
		bulkAnswer,
	),
	of(
		'triggerBulk',
		'full',
		{ to: 'topic', topicKey: byId('beta'), ...fullWithBridge },
		async (novu) =>
			await novu.triggerBulk({
				events: [
					{
						workflowId: 'order-shipped',
						to: { type: 'Topic', topicKey: 'beta' },
						...fullBody,
						bridgeUrl,
					},
				],
			}),
		bulkAnswer,
	),
	of(
		'triggerBulk',
		'a number as ID',
		{ subscriberId: byId(4711), payloadMode: 'json', payload: '={{ { zero: 0 } }}' },
		async (novu) =>
			await novu.triggerBulk({
				events: [{ workflowId: 'order-shipped', to: '4711', payload: { zero: 0 } }],
			}),
		bulkAnswer,
	),
];

const broadcast: ContractCase[] = [
	of(
		'broadcast',
		'least',
		{ sendToAll: true },
		async (novu) => await novu.triggerBroadcast({ name: 'order-shipped', payload: {} }),
	),
	of(
		'broadcast',
		'full',
		{ sendToAll: true, ...full },
		async (novu) => await novu.triggerBroadcast({ name: 'order-shipped', ...fullBody }),
	),
	of(
		'broadcast',
		'an awkward workflow, a payload of an expression',
		{
			workflowId: byId('größe/🙂'),
			sendToAll: true,
			payloadMode: 'json',
			payload: '={{ { list: [], none: null, off: false } }}',
		},
		async (novu) =>
			await novu.triggerBroadcast({
				name: 'größe/🙂',
				payload: { list: [], none: null, off: false },
			}),
	),
];

const cancel: ContractCase[] = ['tx-1', '4711', ...AWKWARD_IDS].map((transactionId) => ({
	operation: 'event.cancel',
	input: `the ID ${transactionId}`,
	parameters: { transactionId },
	sdk: async (novu) => await novu.cancel(transactionId),
	answers: [{ body: { data: true } }],
}));

/** What the node puts into the payload of a question; the addresses are n8n's. */
const answerAt = (...names: string[]) => ({
	respondUrl: resumeUrl(''),
	respondLabel: 'Respond',
	...Object.fromEntries(
		names.flatMap((name) => [
			[`${name}Url`, resumeUrl(String(name === 'approve'))],
			[`${name}Label`, name === 'approve' ? 'Approve' : 'Decline'],
		]),
	),
});

const sendAndWait: ContractCase[] = [
	of(
		'sendAndWait',
		'least',
		{ subscriberId: byId('ann'), message: 'May it go out?' },
		async (novu) =>
			await novu.trigger({
				workflowId: 'order-shipped',
				to: 'ann',
				payload: { message: 'May it go out?', ...answerAt('approve') },
			}),
	),
	of(
		'sendAndWait',
		'full, to a topic',
		{
			to: 'topic',
			topicKey: byId('beta:größe'),
			excludedSubscriberIds: '["ann", "日本🙂"]',
			message: 'Größe <b>"ä🙂"</b>?\n',
			approvalOptions: { values: { approvalType: 'double' } },
			options: {
				limitWaitTime: {
					values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2999-12-31T09:00:00+02:00' },
				},
			},
			...fullWithBridge,
		},
		async (novu) =>
			await novu.trigger({
				workflowId: 'order-shipped',
				to: { type: 'Topic', topicKey: 'beta:größe', exclude: ['ann', '日本🙂'] },
				...fullBody,
				payload: {
					...awkwardPayload,
					message: 'Größe <b>"ä🙂"</b>?\n',
					expiresAt: '2999-12-31T07:00:00.000Z',
					...answerAt('approve', 'decline'),
				},
				bridgeUrl,
			}),
	),
	of(
		'sendAndWait',
		'a text to a mix',
		{
			to: 'mix',
			recipients: '["ann", { "subscriberId": "bob", "email": "bob@example.com" }]',
			message: '={{ "When?" }}',
			responseType: 'freeText',
			options: { messageButtonLabel: 'Answer', responseFormTitle: 'A question' },
		},
		async (novu) =>
			await novu.trigger({
				workflowId: 'order-shipped',
				to: ['ann', { subscriberId: 'bob', email: 'bob@example.com' }],
				payload: { message: 'When?', ...answerAt(), respondLabel: 'Answer' },
			}),
	),
	of(
		'sendAndWait',
		'a form',
		{
			subscriberId: byId('日本語-🙂'),
			message: 'How many?',
			responseType: 'customForm',
			formFields: { values: [{ fieldLabel: 'Amount', fieldType: 'number' }] },
		},
		async (novu) =>
			await novu.trigger({
				workflowId: 'order-shipped',
				to: '日本語-🙂',
				payload: { message: 'How many?', ...answerAt() },
			}),
	),
];

export const event: readonly ContractCase[] = [
	...trigger,
	...triggerBulk,
	...broadcast,
	...cancel,
	...sendAndWait,
];
