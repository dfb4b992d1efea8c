import type { INodeProperties } from 'n8n-workflow';

/** Where the email of a route goes. */
export const typeField: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Agent', value: 'agent', description: "To one of Novu's agents" },
		{ name: 'Webhook', value: 'webhook', description: 'To the webhooks of the environment' },
	],
	default: 'webhook',
	description: 'Where the email goes: to the webhooks that are set up in Novu, or to an agent',
};
