import type { Call, Route } from '../call';
import { contextErrors } from '../contexts';
import { ApiError, badRequest, CommandError, notFound } from '../errors';
import { text } from '../paging';
import {
	CHANNELS,
	channelsOf,
	channelsUsed,
	overridesOf,
	prefer,
	preferenceOf,
} from '../preferences';
import { findSubscriber } from '../subscribers';
import { WITH_V2, type Fields, type Preference, type Subscriber, type Workflow } from '../types';
import { Checks, isFields } from '../validation';
import { findWorkflow } from '../workflows';

const MOST = 100;
const TWELVE_HOURS = /^(0?[1-9]|1[0-2]):[0-5]\d (AM|PM)$/i;

/** What is wanted in general, on the channels that the workflows use. */
function general(preference: Preference | undefined, workflows: readonly Workflow[]): Fields {
	const used = CHANNELS.filter((one) => workflows.some((flow) => channelsUsed(flow).includes(one)));
	const channels = used.map((one) => [one, preference?.channels[one] ?? true]);
	return {
		enabled: true,
		channels: Object.fromEntries(channels),
		...(preference?.schedule === undefined ? {} : { schedule: preference.schedule }),
	};
}

function ofWorkflow(call: Call, subscriber: Subscriber, workflow: Workflow): Fields {
	const { slug, identifier, name, updatedAt } = workflow;
	const own = preferenceOf(call.store, subscriber, workflow);
	return {
		enabled: true,
		channels: channelsOf(workflow, own, preferenceOf(call.store, subscriber)),
		overrides: overridesOf(workflow, own, call.settings.novu),
		...(own?.updatedAt ? { updatedAt: own.updatedAt } : {}),
		workflow: { slug, identifier, name, updatedAt },
	};
}

/** Those of the workflows that the query is about; read-only ones are listed with all alone. */
function all(call: Call, subscriber: Subscriber): Fields {
	const criticality = text(call.query, 'criticality') ?? 'nonCritical';
	const active = call.store.workflows.all.filter((one) => one.active);
	const meant = active.filter((one) =>
		criticality === 'all' ? true : one.critical === (criticality === 'critical'),
	);
	const shown = meant.filter((one) => criticality === 'all' || !one.readOnly);
	return {
		global: general(preferenceOf(call.store, subscriber), meant),
		workflows: shown.map((one) => ofWorkflow(call, subscriber, one)),
	};
}

function list(call: Call): Fields {
	new Checks(call.query)
		.optional(
			'criticality',
			(value) => CRITICALITIES.includes(String(value)),
			`must be one of the following values: ${CRITICALITIES.join(', ')}`,
		)
		.enforce();
	return all(call, findSubscriber(call, 'withId'));
}

function requiredWorkflow(call: Call, workflowId: unknown): Workflow {
	const workflow = findWorkflow(call.store, String(workflowId));
	if (workflow) return workflow;
	throw new ApiError(404, 'Workflow cannot be found', { workflowId: String(workflowId) });
}

/**
 * The channels that a body switches on or off.
 * @throws CommandError where one is neither
 */
function channelsIn(body: Fields): Preference['channels'] {
	const given = isFields(body.channels) ? body.channels : {};
	const named = CHANNELS.filter((one) => given[one] !== undefined && given[one] !== null);
	for (const channel of named) {
		const value = given[channel];
		if (typeof value === 'boolean') continue;
		const messages = [`${channel} must be a boolean value`];
		throw new CommandError('UpdatePreferencesCommand', { [channel]: { messages, value } });
	}
	return Object.fromEntries(named.map((channel) => [channel, given[channel]]));
}

/** What Novu says about the hours of a schedule. */
function scheduleErrors({ schedule }: Fields): string[] {
	if (!isFields(schedule)) return [];
	const { messages } = new Checks(schedule, 'schedule.').boolean('isEnabled');
	const week = isFields(schedule.weeklySchedule) ? schedule.weeklySchedule : {};
	for (const [name, day] of Object.entries(week)) {
		const hours = isFields(day) && Array.isArray(day.hours) ? day.hours : [];
		hours.filter(isFields).forEach((range, index) => {
			const at = `schedule.weeklySchedule.${name}.hours.${index}.`;
			for (const end of ['start', 'end']) {
				if (TWELVE_HOURS.test(String(range[end]))) continue;
				messages.push(`${at}${end} must be in 12-hour format (e.g., 09:00 AM or 9:00 AM)`);
			}
		});
	}
	return messages;
}

/** Changes what is wanted of a workflow, unless it is read-only, or in general. */
function apply(call: Call, subscriber: Subscriber, workflow: Workflow | undefined, body: Fields) {
	const channels = channelsIn(body);
	if (workflow?.readOnly) return;
	const { schedule } = body;
	const general = workflow === undefined && schedule !== undefined ? { schedule } : {};
	prefer(call.store, subscriber, workflow, { channels, ...general });
}

function update(call: Call): unknown {
	const { workflowId, context } = call.body;
	const checks = new Checks(call.body).optionalObject('channels').optionalObject('schedule');
	checks.add(scheduleErrors(call.body)).add(contextErrors(context)).enforce();
	const subscriber = findSubscriber(call, 'isNotFound');
	const workflow = workflowId === undefined ? undefined : requiredWorkflow(call, workflowId);
	apply(call, subscriber, workflow, call.body);
	return all(call, subscriber);
}

function updateOne(call: Call, subscriber: Subscriber, item: Fields): Fields {
	const workflow = requiredWorkflow(call, item.workflowId);
	apply(call, subscriber, workflow, item);
	const { _id: id, identifier, name, critical, tags, severity } = workflow;
	const own = preferenceOf(call.store, subscriber, workflow);
	return {
		level: 'template',
		enabled: true,
		channels: channelsOf(workflow, own, preferenceOf(call.store, subscriber)),
		workflow: { id, identifier, name, critical, tags, severity },
	};
}

function checkMany(call: Call): Fields[] {
	const { preferences } = call.body;
	const checks = new Checks(call.body).defined('preferences');
	if (!Array.isArray(preferences) || preferences.length > MOST) {
		checks.add([`preferences must contain no more than ${MOST} elements`]);
	}
	checks.array('preferences');
	const listed: unknown[] = Array.isArray(preferences) ? preferences : [];
	const items = listed.map((one) => (isFields(one) ? one : {}));
	items.forEach((item, index) => {
		checks.add(new Checks(item, `preferences.${index}.`).requiredString('workflowId').messages);
	});
	checks.add(contextErrors(call.body.context)).enforce();
	return items;
}

/** One unknown workflow refuses all; of several entries for one the last counts. */
function updateMany(call: Call): unknown {
	const items = checkMany(call);
	if (items.length === 0) throw badRequest('No preferences provided for bulk update');
	const subscriber = findSubscriber(call, 'isNotFound');
	const unknown = items
		.map((item) => String(item.workflowId))
		.filter((id) => !findWorkflow(call.store, id));
	if (unknown.length > 0) throw notFound(`Workflows with ids: ${unknown.join(', ')} not found`);
	const last = new Map(items.map((item) => [item.workflowId, item]));
	return [...last.values()].map((item) => updateOne(call, subscriber, item));
}

function globalOnly(call: Call): Fields {
	const subscriber = findSubscriber(call, 'withId');
	const active = call.store.workflows.all.filter((one) => one.active);
	return general(preferenceOf(call.store, subscriber), active);
}

const CRITICALITIES = ['critical', 'nonCritical', 'all'];
const SHARED = { category: 'configuration', only: WITH_V2 } as const;
const PREFERENCES = '/v2/subscribers/:subscriberId/preferences';

export const preferenceV2Routes: Route[] = [
	{
		...SHARED,
		method: 'GET',
		url: PREFERENCES,
		handle: list,
	},
	{
		...SHARED,
		method: 'GET',
		url: `${PREFERENCES}/global`,
		handle: globalOnly,
	},
	{ ...SHARED, method: 'PATCH', url: PREFERENCES, handle: update },
	{ ...SHARED, method: 'PATCH', url: `${PREFERENCES}/bulk`, handle: updateMany },
];
