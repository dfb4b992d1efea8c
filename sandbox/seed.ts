import type { Organization, Store } from './store';
import type { NovuVersion } from './types';
import { addTopic, subscribe } from './topics';
import { addWorkflow, type WorkflowPlan } from './workflows';

/** What every Novu has from the start: In-App in both environments. */
export function seedEmpty(organization: Organization, novu: NovuVersion): void {
	const name = novu === '2.0' ? 'Novu In-App' : 'Novu Inbox';
	for (const store of organization.stores) {
		store.addIntegration('novu', 'in_app', { name });
	}
}

/** Integrations with identifiers that tests and examples can name. */
const INTEGRATIONS: Array<[string, string, string, string, boolean]> = [
	['slack', 'chat', 'Slack', 'slack-main', true],
	['discord', 'chat', 'Discord', 'discord-main', true],
	['msteams', 'chat', 'MSTeams', 'msteams-main', true],
	['mattermost', 'chat', 'Mattermost', 'mattermost-main', true],
	['rocket-chat', 'chat', 'Rocket.Chat', 'rocket-chat-main', true],
	['grafana-on-call', 'chat', 'Grafana On Call Webhook', 'grafana-main', true],
	['chat-webhook', 'chat', 'Chat Webhook', 'chat-webhook-main', true],
	['fcm', 'push', 'FCM iOS', 'fcm-ios', true],
	['fcm', 'push', 'FCM Android', 'fcm-android', true],
	['apns', 'push', 'APNs', 'apns-main', true],
	['expo', 'push', 'Expo Push', 'expo-main', true],
	['one-signal', 'push', 'OneSignal', 'one-signal-main', true],
	['push-webhook', 'push', 'Push Webhook', 'push-webhook-main', true],
	['pushpad', 'push', 'Pushpad', 'pushpad-old', false],
];

const PEOPLE: Array<[string, string, string]> = [
	['crm-1001', 'Ada', 'Lovelace'],
	['crm-1002', 'Grace', 'Hopper'],
	['crm-1003', 'Alan', 'Turing'],
	['crm-1004', 'Katherine', 'Johnson'],
	['crm-1005', 'Edsger', 'Dijkstra'],
	['crm-1006', 'Barbara', 'Liskov'],
	['crm-1007', 'Donald', 'Knuth'],
	['crm-1008', 'Radia', 'Perlman'],
	['crm-1009', 'John', 'Backus'],
	['crm-1010', 'Frances', 'Allen'],
	['crm-1011', 'Niklaus', 'Wirth'],
	['crm-1012', 'Margaret', 'Hamilton'],
];

const WORKFLOWS: WorkflowPlan[] = [
	{
		name: 'Welcome',
		tags: ['onboarding'],
		steps: [
			{
				type: 'in_app',
				name: 'Greeting',
				subject: 'Welcome',
				content: 'Good to see you, {{firstName}}.',
				primaryAction: 'Take the tour',
				secondaryAction: 'Later',
				actionUrl: '/x',
			},
		],
		payloadSchema: {
			type: 'object',
			properties: { firstName: { type: 'string' } },
		},
	},
	{
		name: 'Order Shipped',
		tags: ['orders'],
		steps: [
			{ type: 'in_app', name: 'Notice', content: 'Order {{orderId}} is on its way.' },
			{ type: 'push', name: 'Push', title: 'On its way', content: 'Order {{orderId}}' },
		],
		payloadSchema: {
			type: 'object',
			properties: {
				orderId: { type: 'string', description: 'Number of the order' },
				items: { type: 'integer' },
				express: { type: 'boolean' },
			},
			required: ['orderId'],
		},
	},
	{
		name: 'Incident',
		readOnly: true,
		tags: ['operations'],
		steps: [{ type: 'chat', name: 'Chat', content: 'Incident: {{title}}' }],
	},
	{
		name: 'Weekly Digest',
		active: false,
		steps: [{ type: 'in_app', name: 'Digest', content: 'Your week' }],
	},
];

const TOPICS: Array<[string, string, number]> = [
	['customers', 'Customers', 8],
	['beta-testers', 'Beta Testers', 3],
];

/** What somebody who has used Novu for a while would find in an environment. */
export function seedDemo(store: Store): void {
	for (const [providerId, channel, name, identifier, active] of INTEGRATIONS) {
		store.addIntegration(providerId, channel, { name, identifier, active });
	}
	for (const [subscriberId, firstName, lastName] of PEOPLE) {
		const email = `${firstName}.${lastName}@example.com`.toLowerCase();
		store.addSubscriber(subscriberId, { firstName, lastName, email, locale: 'en_US' });
	}
	for (const plan of WORKFLOWS) addWorkflow(store, plan);
	for (const [key, name, members] of TOPICS) {
		const topic = addTopic(store, key, name);
		for (const one of store.subscribers.all.slice(0, members)) subscribe(store, topic, one);
	}
}
