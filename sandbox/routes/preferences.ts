import type { Call, Route } from '../call';
import { badRequest, notFound, ValidationError } from '../errors';
import { isObjectId } from '../ids';
import { CHANNELS, channelsOf, overridesOf, prefer, preferenceOf } from '../preferences';
import type { Fields, Preference, StepType, Subscriber, Workflow } from '../types';
import { Checks, isFields } from '../validation';
import { triggersOf } from './workflows';

const ORDER: readonly StepType[] = ['email', 'sms', 'in_app', 'chat', 'push'];

function general(preference: Preference | undefined): Fields {
	const channels = ORDER.map((one) => [one, preference?.channels[one] ?? true]);
	return { enabled: preference?.enabled ?? true, channels: Object.fromEntries(channels) };
}

function ofWorkflow(workflow: Workflow, preference: Preference | undefined): Fields {
	const { _id, name, tags, critical } = workflow;
	return {
		template: { _id, name, tags, critical, triggers: triggersOf(workflow) },
		preference: {
			enabled: preference?.enabled ?? true,
			channels: channelsOf(workflow, preference),
			overrides: overridesOf(workflow, preference),
		},
		type: 'SUBSCRIBER_WORKFLOW',
	};
}

function known(call: Call): Subscriber {
	const { subscriberId } = call.params;
	const found = call.store.subscriber(subscriberId);
	if (!found) throw badRequest(`Subscriber ${subscriberId} not found`);
	return found;
}

function listAll(call: Call): unknown {
	const subscriber = known(call);
	return call.store.workflows.all
		.filter((one) => one.active)
		.map((one) => ofWorkflow(one, preferenceOf(call.store, subscriber, one)));
}

function byLevel(call: Call): unknown {
	const { level } = call.params;
	if (level === 'template') return listAll(call);
	if (level === 'global') {
		return [{ preference: general(preferenceOf(call.store, known(call))) }];
	}
	throw new ValidationError(['parameter must be one of the following values: global, template']);
}

function toChange(call: Call): Subscriber {
	const found = call.store.subscriber(call.params.subscriberId);
	if (!found) throw notFound('Subscriber not found');
	return found;
}

function checkChannel(channel: unknown, prefix: string): string[] {
	const { messages } = new Checks(isFields(channel) ? channel : {}, prefix)
		.oneOf('type', CHANNELS)
		.boolean('enabled');
	return messages;
}

function updateOne(call: Call): unknown {
	const { level: templateId } = call.params;
	const { channel, enabled } = call.body;
	const checks = new Checks(call.body).optionalBoolean('enabled');
	if (channel !== undefined) checks.add(checkChannel(channel, 'channel.'));
	checks.enforce();
	if (!isObjectId(templateId)) throw new ValidationError(['templateId must be a mongodb id']);
	const subscriber = toChange(call);
	const workflow = call.store.workflows.get(templateId);
	if (!workflow) throw notFound(`Template with id ${templateId} is not found`);
	if (channel === undefined && enabled === undefined) {
		throw badRequest('In order to make an update you need to provider channel or enabled');
	}
	const one = channel as { type: StepType; enabled: boolean } | undefined;
	const preference = prefer(call.store, subscriber, workflow, {
		...(typeof enabled === 'boolean' ? { enabled } : {}),
		channels: one ? { [one.type]: one.enabled } : {},
	});
	return ofWorkflow(workflow, preference);
}

function updateGeneral(call: Call): unknown {
	const { preferences, enabled } = call.body;
	const listed = Array.isArray(preferences) ? preferences : [];
	const checks = new Checks(call.body).optionalBoolean('enabled').optionalArray('preferences');
	listed.forEach((one, index) => checks.add(checkChannel(one, `preferences.${index}.`)));
	checks.enforce();
	const wishes = listed as Array<{ type: StepType; enabled: boolean }>;
	const preference = prefer(call.store, toChange(call), undefined, {
		...(typeof enabled === 'boolean' ? { enabled } : {}),
		channels: Object.fromEntries(wishes.map((one) => [one.type, one.enabled])),
	});
	return { preference: general(preference) };
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
