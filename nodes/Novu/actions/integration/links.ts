import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../../engine/operation';
import { wordOf } from '../../parameters/texts';

/** Needed where the integration asks for signed contexts. */
export const contextHashEntry: INodeProperties = {
	displayName: 'Context Hash',
	name: 'contextHash',
	type: 'string',
	default: '',
	placeholder: 'e.g. 9f86d081884c7d65…',
	description:
		"HMAC-SHA256 of the context, made with the environment's secret key. Needed where the integration validates it.",
};

/** What was given for {@link contextHashEntry}. */
export function contextHashOf(item: Item): string | undefined {
	return wordOf(item, 'additionalFields.contextHash', contextHashEntry.displayName);
}
