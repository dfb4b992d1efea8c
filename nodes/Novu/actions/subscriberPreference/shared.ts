import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import { booleanOf } from '../../parameters/booleans';
import { collection, sorted } from '../../fields/builders';

/** The Novu versions that brought the calls. */
export const PREFERENCES_SINCE = '2.1.2';
export const BULK_SINCE = '2.3';

/** Channels by their names on the wire. */
const CHANNELS = {
	chat: 'Chat',
	email: 'Email',
	in_app: 'In-App',
	push: 'Push',
	sms: 'SMS',
	tool: 'Tool',
};

/** A switch for each channel. */
const channelEntries: INodeProperties[] = Object.entries(CHANNELS).map(([name, displayName]) => ({
	displayName,
	name,
	type: 'boolean',
	default: true,
	description: 'Whether the subscriber gets messages by this channel',
}));

/** The collection with what to change; channels that are not added stay as they are. */
export function updateFields(others: readonly INodeProperties[] = []): INodeProperties {
	return collection(
		'updateFields',
		'Channels to switch on or off; those that are not added stay as they are',
		sorted([...channelEntries, ...others]),
	);
}

/** The channels that were added, by their names on the wire. */
export function channelsOf(given: IDataObject): Record<string, boolean> {
	const channels: Record<string, boolean> = {};
	for (const [name, displayName] of Object.entries(CHANNELS)) {
		const isOn = booleanOf(given[name], displayName);
		if (isOn !== undefined) channels[name] = isOn;
	}
	return channels;
}

/** What an update says where nothing was added. */
export function nothingToUpdate(): InputError {
	return new InputError(
		"There is nothing to update: 'Update Fields' is empty",
		"Add the channels to switch on or off under 'Update Fields'.",
	);
}
