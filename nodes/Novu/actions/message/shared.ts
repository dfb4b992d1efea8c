import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { pick, type Simplify } from '../../fields/list';

/** Novu's channels, by their names on the wire. */
export const channelOptions: INodePropertyOptions[] = [
	{ name: 'Chat', value: 'chat' },
	{ name: 'Email', value: 'email' },
	{ name: 'In-App', value: 'in_app' },
	{ name: 'Push', value: 'push' },
	{ name: 'SMS', value: 'sms' },
	{ name: 'Tool', value: 'tool' },
];

/** Narrows messages down to a channel; all of them where it is not added. */
export const channelEntry: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'options',
	options: channelOptions,
	default: 'in_app',
	description: 'Messages of this channel only',
};

/** A message with at most ten fields; `subscriberId` is your own ID, not Novu's. */
export const simpleMessage: Simplify = (message) => {
	const subscriber = (message.subscriber ?? {}) as IDataObject;
	return {
		...pick('_id', 'channel', 'status')(message),
		subscriberId: subscriber.subscriberId ?? null,
		workflowId: message.templateIdentifier ?? message.workflowId ?? null,
		...pick('transactionId', 'subject', 'content', 'providerId', 'createdAt')(message),
	};
};
