import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError, rethrow } from '../../engine/errors';
import type { Call } from '../../engine/client';
import { asOutput, type Item, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { contextField, contextOf } from '../../fields/context';
import { optionsField, withDisplayOptions } from '../../fields/builders';
import { SUBSCRIBER, subscriberField, subscriberLock } from '../subscriber/shared';
import { WORKFLOW, workflowField } from '../workflow/shared';
import { isOlderServer, updateOlder, type Wanted } from './older';
import {
	channelsOf,
	nothingToUpdate,
	PREFERENCES_SINCE,
	updateFields,
	PREFERENCES_ANSWER,
} from './shared';
import { choiceOf } from '../../parameters/choices';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';

/** `PATCH /v2/subscribers/{subscriberId}/preferences`; before Novu 2.1.2 the same under `/v1`. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update preferences of a subscriber',
	description:
		'Switch channels on or off for a subscriber, for all workflows or for one, or set the schedule',
	fields: () => [
		subscriberField,
		scopeField,
		withDisplayOptions(workflowField, { preferencesFor: ['workflow'] }),
		updateFields([scheduleEntry]),
		optionsField([contextField]),
	],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const body = bodyOf(item);
		return {
			lockKeys: [subscriberLock(subscriberId)],
			run: async (call) => asOutput(await send(call, subscriberId, body)),
		};
	},
};

const SCHEDULE = 'Schedule (JSON)';

const scopeField: INodeProperties = {
	displayName: 'Preferences For',
	name: 'preferencesFor',
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

/** What the call's body says. */
interface Body extends IDataObject {
	workflowId?: string;
	channels?: Wanted['channels'];
	schedule?: IDataObject;
	context?: IDataObject;
}

/** @throws {InputError} where nothing is to be changed, or a schedule is given for one workflow */
function bodyOf(item: Item): Body {
	const isForOne = choiceOf(item, 'preferencesFor', scopeField) === 'workflow';
	const channels = channelsOf(item);
	const schedule = jsonObjectOf(item, 'updateFields.schedule', SCHEDULE);
	const context = contextOf(item, 'options.context');
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

async function send(call: Call, subscriberId: string, body: Body): Promise<unknown> {
	const { workflowId, channels, schedule, context } = body;
	try {
		return await call({
			method: 'PATCH',
			path: path`/v2/subscribers/${subscriberId}/preferences`,
			body,
			answer: PREFERENCES_ANSWER,
			rateCategory: 'configuration',
			idempotent: true,
			introducedIn: PREFERENCES_SINCE,
		});
	} catch (error) {
		// Servers of v1 know neither schedules nor contexts.
		const hasOlder = isOlderServer(error) && channels && !schedule && !context;
		if (!hasOlder) return await rethrow(error);
		return await updateOlder(call, { subscriberId, workflowId, channels });
	}
}
