import type { INodeProperties } from 'n8n-workflow';
import type { Item, Plan } from '../../engine/operation';
import { collection, optionsField } from '../../fields/builders';
import { limitOf, listEntryOf, listFields, simplifyField } from '../../fields/list';
import { integrationsOfKey } from './integrationsOfKey';
import { channelOptions, optionalProviderOf } from './providers';
import { shownIntegration } from './shared';
import { optionalChoiceOf } from '../../parameters/choices';

const channelEntry: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'options',
	options: channelOptions,
	default: 'email',
	description: 'Only those that deliver this',
};

/** Fields of the operations that list integrations. */
export const integrationListFields: INodeProperties[] = [
	...listFields,
	simplifyField,
	collection('filters', 'Which integrations to get', [
		channelEntry,
		{
			displayName: 'Provider ID',
			name: 'providerId',
			type: 'string',
			default: '',
			placeholder: 'e.g. sendgrid',
			description: 'Only those of this provider',
		},
	]),
	optionsField(),
];

/** Novu has no filters of its own here, nor pages: its list is cut to what was asked for. */
export function integrationListPlan(item: Item, which: 'all' | 'active'): Pick<Plan, 'run'> {
	const channel = optionalChoiceOf(item, 'filters.channel', channelEntry);
	const providerId = optionalProviderOf(item, 'filters.providerId', 'Provider ID');
	const limit = limitOf(item);
	// Update and Delete take the ID.
	const shown = listEntryOf(item, shownIntegration(item), ['_id']);
	return {
		run: async (call) => {
			const found = (await integrationsOfKey(call, which)).filter(
				(entry) =>
					(channel === undefined || entry.channel === channel) &&
					(providerId === undefined || entry.providerId === providerId),
			);
			return found.slice(0, limit).map(shown);
		},
	};
}
