import type { Resource } from '../../engine/operation';
import { get } from './get';
import { getAll } from './getAll';
import { sendReply } from './sendReply';

/** One of Novu's agents, whose part in a conversation the workflow takes. */
export const agent: Resource = {
	value: 'agent',
	name: 'Agent',
	description: "What an agent says in people's chats and emails, and how it is set up in Novu",
	operations: [sendReply, get, getAll],
	defaultOperation: sendReply.value,
};
