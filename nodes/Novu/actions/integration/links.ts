import type { INodeProperties } from 'n8n-workflow';

/** Needed where the integration asks for signed contexts. */
export const contextHashEntry: INodeProperties = {
	displayName: 'Context Hash',
	name: 'contextHash',
	type: 'string',
	default: '',
	description:
		"HMAC-SHA256 of the context, made with the environment's secret key. Needed where the integration validates it.",
};
