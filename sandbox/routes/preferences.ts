import type { Call, Route } from '../call';
import { ApiError, badRequest, notFound, ValidationError } from '../errors';
import { isObjectId } from '../ids';
import {
	CHANNELS,
	channelsOf,
	channelsUsed,
	OLD_CHANNELS,
	overridesOf,
	prefer,
	preferenceOf,
} from '../preferences';
import { MISSING } from '../subscribers';
import type { Fields, Preference, StepType, Subscriber, Workflow } from '../types';
import { Checks, isFields } from '../validation';
import { findWorkflow } from '../workflows';
import { triggersOf } from './workflows';

const ORDER: readonly StepType[] = ['email', 'sms', 'in_app', 'chat', 'push'];

/** The channels that a body may name. */
function channelNames(call: Call): readonly StepType[] {
	return call.settings.novu === '2.0' ? OLD_CHANNELS : CHANNELS;
}

function general(call: Call, preference: Preference | undefined): Fields {
	const old = call.settings.novu === '2.0';
	const order = old ? ORDER : [...ORDER, 'tool' as const];
	const channels = order.map((one) => [one, preference?.channels[one] ?? true]);
	const { schedule } = preference ?? {};
	return {
		enabled: old ? (preference?.enabled ?? true) : true,
		channels: Object.fromEntries(channels),
		...(schedule === undefined ? {} : { schedule }),
	};
}

function ofWorkflow(call: Call, subscriber: Subscriber, workflow: Workflow): Fields {
	const { _id, name, tags, critical, createdAt, updatedAt, severity } = workflow;
	const { novu } = call.settings;
	const preference = preferenceOf(call.store, subscriber, workflow);
	const everywhere = novu === '2.0' ? undefined : preferenceOf(call.store, subscriber);
	const since3 = novu === '2.0' ? {} : { createdAt, updatedAt, severity };
	const changed = novu === '2.0' ? {} : { updatedAt: preference?.updatedAt };
	return {
		template: { _id, name, tags, critical, triggers: triggersOf(call, workflow), ...since3 },
		preference: {
			enabled: novu === '2.0' ? (preference?.enabled ?? true) : true,
			channels: channelsOf(workflow, preference, everywhere),
			overrides: overridesOf(workflow, preference, novu),
			...changed,
		},
		type: 'SUBSCRIBER_WORKFLOW',
	};
}

function known(call: Call): Subscriber {
	const { subscriberId } = call.params;
	const found = call.store.subscriber(subscriberId);
	if (found) return found;
	throw call.settings.novu === '2.0'
		? badRequest(`Subscriber ${subscriberId} not found`)
		: MISSING.withId(subscriberId);
}

function listAll(call: Call): unknown {
	const subscriber = known(call);
	return call.store.workflows.all
		.filter((one) => one.active && (call.settings.novu === '2.0' || !one.readOnly))
		.map((one) => ofWorkflow(call, subscriber, one));
}

function byLevel(call: Call): unknown {
	const { level } = call.params;
	if (level === 'template') return listAll(call);
	if (level === 'global') {
		return [{ preference: general(call, preferenceOf(call.store, known(call))) }];
	}
	throw new ValidationError(['parameter must be one of the following values: global, template']);
}

function toChange(call: Call): Subscriber {
	const found = call.store.subscriber(call.params.subscriberId);
	if (found) return found;
	throw call.settings.novu === '2.0'
		? notFound('Subscriber not found')
		: MISSING.isNotFound(call.params.subscriberId);
}

function checkChannel(call: Call, channel: unknown, prefix: string): string[] {
	const { messages } = new Checks(isFields(channel) ? channel : {}, prefix)
		.oneOf('type', channelNames(call))
		.boolean('enabled');
	return messages;
}

/** Since 3 a workflow is found by its identifier too. */
function workflowToChange(call: Call, templateId: string): Workflow {
	const old = call.settings.novu === '2.0';
	const { store } = call;
	const found = old ? store.workflows.get(templateId) : findWorkflow(store, templateId);
	if (found) return found;
	throw old
		? notFound(`Template with id ${templateId} is not found`)
		: new ApiError(404, 'Workflow cannot be found', { workflowId: templateId });
}

/** What an answer shows since 3 of a workflow whose preference was changed. */
function changedWorkflow(call: Call, subscriber: Subscriber, workflow: Workflow): Fields {
	const { _id, name, critical, tags, identifier } = workflow;
	const own = preferenceOf(call.store, subscriber, workflow);
	const triggers = [{ identifier, type: 'event', variables: [] }];
	return {
		preference: {
			channels: channelsOf(workflow, own, preferenceOf(call.store, subscriber)),
			enabled: true,
		},
		template: { _id, name, critical, tags, triggers },
	};
}

function updateOne(call: Call): unknown {
	const { level: templateId } = call.params;
	const { channel, enabled } = call.body;
	const checks = new Checks(call.body).optionalBoolean('enabled');
	if (channel !== undefined) checks.add(checkChannel(call, channel, 'channel.'));
	checks.enforce();
	const old = call.settings.novu === '2.0';
	if (old && !isObjectId(templateId)) {
		throw new ValidationError(['templateId must be a mongodb id']);
	}
	const subscriber = toChange(call);
	const workflow = workflowToChange(call, templateId);
	if (old && channel === undefined && enabled === undefined) {
		throw badRequest('In order to make an update you need to provider channel or enabled');
	}
	const one = channel as { type: StepType; enabled: boolean } | undefined;
	prefer(call.store, subscriber, workflow, {
		...(typeof enabled === 'boolean' ? { enabled } : {}),
		channels: one ? { [one.type]: one.enabled } : {},
	});
	return old ? ofWorkflow(call, subscriber, workflow) : changedWorkflow(call, subscriber, workflow);
}

function updateGeneral(call: Call): unknown {
	const { preferences, enabled } = call.body;
	const listed = Array.isArray(preferences) ? preferences : [];
	const checks = new Checks(call.body).optionalBoolean('enabled').optionalArray('preferences');
	listed.forEach((one, index) => checks.add(checkChannel(call, one, `preferences.${index}.`)));
	checks.enforce();
	const wishes = listed as Array<{ type: StepType; enabled: boolean }>;
	const preference = prefer(call.store, toChange(call), undefined, {
		...(typeof enabled === 'boolean' ? { enabled } : {}),
		channels: Object.fromEntries(wishes.map((one) => [one.type, one.enabled])),
	});
	if (call.settings.novu === '2.0') return { preference: general(call, preference) };
	const used = CHANNELS.filter((one) =>
		call.store.workflows.all.some((flow) => flow.active && channelsUsed(flow).includes(one)),
	);
	const channels = used.map((one) => [one, preference.channels[one] ?? true]);
	return { preference: { channels: Object.fromEntries(channels), enabled: true } };
}

export const preferenceRoutes: Route[] = [
	{
		method: 'GET',
		url: '/v1/subscribers/:subscriberId/preferences',
		category: 'configuration',
		handle: listAll,
	},
	{
		method: 'GET',
		url: '/v1/subscribers/:subscriberId/preferences/:level',
		category: 'configuration',
		handle: byLevel,
	},
	{
		method: 'PATCH',
		url: '/v1/subscribers/:subscriberId/preferences/:level',
		category: 'configuration',
		handle: updateOne,
	},
	{
		method: 'PATCH',
		url: '/v1/subscribers/:subscriberId/preferences',
		category: 'configuration',
		handle: updateGeneral,
	},
];
