import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/failure';
import { send, type Item, type Operation } from '../../engine/operation';
import { collectionOf, idOf, jsonObjectOf } from '../../engine/parameters';
import { path } from '../../engine/request';
import { choiceOf } from '../choices';
import { contextField, contextOf } from '../contextFields';
import { optionsField, shownFor } from '../fields';
import { SUBSCRIBER, subscriberField, subscriberKey } from '../subscriber/shared';
import { WORKFLOW, workflowField } from '../workflow/shared';
import { channelsOf, nothingToUpdate, PREFERENCES_SINCE, updateFields } from './shared';

const SCHEDULE = 'Schedule (JSON)';

const scopeField: INodeProperties = {
	displayName: 'Preferences For',
	name: 'scope',
	type: 'options',
	options: [
		{
			name: 'All Workflows',
			value: 'global',
			description: 'The global preferences, which hold where a workflow has none of its own',
		},
		{
			name: 'One Workflow',
			value: 'workflow',
			description: 'The preferences for one workflow, which go before the global ones',
		},
	],
	default: 'global',
	description: 'Which preferences to update',
};

const scheduleEntry: INodeProperties = {
	displayName: SCHEDULE,
	name: 'schedule',
	type: 'json',
	default: '{ "isEnabled": true, "weeklySchedule": {} }',
	description:
		'When the subscriber gets messages, for all workflows: { "isEnabled": true, "weeklySchedule": { "monday": { "isEnabled": true, "hours": [{ "start": "09:00 AM", "end": "05:00 PM" }] } } }',
};

/** @throws {InputError} where nothing is to be changed, or a schedule is given for one workflow */
function bodyOf(item: Item): IDataObject {
	const given = collectionOf(item, 'updateFields');
	const isForOne = choiceOf(item.parameter('scope'), scopeField) === 'workflow';
	const channels = channelsOf(given);
	const schedule = jsonObjectOf(given.schedule, SCHEDULE);
	const context = contextOf(collectionOf(item, 'options').context);
	if (schedule && isForOne) {
		throw new InputError(
			`'${SCHEDULE}' is given, and Novu keeps a schedule for all workflows only`,
			"Set 'Preferences For' to All Workflows, or take the schedule out.",
		);
	}
	if (Object.keys(channels).length === 0 && !schedule) throw nothingToUpdate();
	return {
		...(isForOne && { workflowId: idOf(item, 'workflowId', WORKFLOW) }),
		...(Object.keys(channels).length > 0 && { channels }),
		...(schedule && { schedule }),
		...(context && { context }),
	};
}

/** `PATCH /v2/subscribers/{subscriberId}/preferences`. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update preferences of a subscriber',
	description:
		'Switch channels on or off for a subscriber, for all workflows or for one, or set the schedule',
	fields: [
		subscriberField,
		scopeField,
		// Not required here: with an expression as 'Preferences For' n8n would always ask for it.
		shownFor({ ...workflowField, required: undefined }, { scope: ['workflow'] }),
		updateFields([scheduleEntry]),
		optionsField([contextField]),
	],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		return {
			order: [subscriberKey(subscriberId)],
			...send({
				method: 'PATCH',
				path: path`/v2/subscribers/${subscriberId}/preferences`,
				body: bodyOf(item),
				limit: 'configuration',
				repeatable: true,
				since: PREFERENCES_SINCE,
			}),
		};
	},
};
