import type { Call, Route } from '../call';
import { contextKeys } from '../contexts';
import { notFound } from '../errors';
import { text } from '../paging';
import { CHANNELS, channelsOf, overridesOf, prefer, preferenceOf } from '../preferences';
import { findSubscriber } from '../subscribers';
import type { Fields, Preference, Subscriber, Workflow } from '../types';
import { Checks, isFields } from '../validation';
import { findWorkflow } from '../workflows';

function general(preference: Preference | undefined): Fields {
	const channels = CHANNELS.map((one) => [one, preference?.channels[one] ?? true]);
	return {
		enabled: preference?.enabled ?? true,
		channels: Object.fromEntries(channels),
		...(preference?.schedule === undefined ? {} : { schedule: preference.schedule }),
	};
}

function ofWorkflow(workflow: Workflow, preference: Preference | undefined): Fields {
	const { slug, identifier, name, updatedAt } = workflow;
	return {
		enabled: preference?.enabled ?? true,
		channels: channelsOf(workflow, preference),
		overrides: overridesOf(workflow, preference),
		workflow: { slug, identifier, name, updatedAt },
	};
}

function all(call: Call, subscriber: Subscriber): Fields {
	const criticality = text(call.query, 'criticality') ?? 'nonCritical';
	const wanted = (one: Workflow) =>
		criticality === 'all' || one.critical === (criticality === 'critical');
	const { store } = call;
	const workflows = store.workflows.all.filter((one) => one.active && wanted(one));
	return {
		global: general(preferenceOf(store, subscriber)),
		workflows: workflows.map((one) => ofWorkflow(one, preferenceOf(store, subscriber, one))),
	};
}

function requiredWorkflow(call: Call, workflowId: unknown): Workflow {
	const workflow = findWorkflow(call.store, String(workflowId));
	if (!workflow) throw notFound(`Workflow with id ${String(workflowId)} not found`);
	return workflow;
}

/** The channels that a body switches on or off; what is no channel or no boolean is left out. */
function channelsIn(body: Fields): Preference['channels'] {
	const given = isFields(body.channels) ? body.channels : {};
	const named = CHANNELS.filter((channel) => typeof given[channel] === 'boolean');
	return Object.fromEntries(named.map((channel) => [channel, given[channel]]));
}

function update(call: Call): unknown {
	new Checks(call.body).optionalObject('channels').optionalObject('schedule').enforce();
	const subscriber = findSubscriber(call, 'withId');
	const { workflowId, schedule } = call.body;
	contextKeys(call.store, call.body.context);
	const workflow = workflowId === undefined ? undefined : requiredWorkflow(call, workflowId);
	prefer(call.store, subscriber, workflow, {
		channels: channelsIn(call.body),
		...(schedule === undefined ? {} : { schedule }),
	});
	return all(call, subscriber);
}

function updateOne(call: Call, subscriber: Subscriber, item: Fields): Fields {
	const workflow = requiredWorkflow(call, item.workflowId);
	const preference = prefer(call.store, subscriber, workflow, { channels: channelsIn(item) });
	const { _id: id, identifier, name, critical, tags, severity } = workflow;
	return {
		level: 'template',
		workflow: { id, identifier, name, critical, tags, severity },
		enabled: preference.enabled,
		channels: channelsOf(workflow, preference),
		condition: null,
	};
}

function updateMany(call: Call): unknown {
	new Checks(call.body).batch('preferences', 100).enforce();
	const items = (call.body.preferences as unknown[]).map((one) => (isFields(one) ? one : {}));
	const checks = new Checks(call.body);
	items.forEach((item, index) => {
		const { messages } = new Checks(item, `preferences.${index}.`)
			.requiredString('workflowId')
			.requiredObject('channels');
		checks.add(messages);
	});
	checks.enforce();
	const subscriber = findSubscriber(call, 'withId');
	for (const item of items) requiredWorkflow(call, item.workflowId);
	return items.map((item) => updateOne(call, subscriber, item));
}

const SHARED = { category: 'configuration', only: '3.19' } as const;
const PREFERENCES = '/v2/subscribers/:subscriberId/preferences';

export const preferenceV2Routes: Route[] = [
	{
		...SHARED,
		method: 'GET',
		url: PREFERENCES,
		handle: (call) => all(call, findSubscriber(call, 'withId')),
	},
	{
		...SHARED,
		method: 'GET',
		url: `${PREFERENCES}/global`,
		handle: (call) => general(preferenceOf(call.store, findSubscriber(call, 'withId'))),
	},
	{ ...SHARED, method: 'PATCH', url: PREFERENCES, handle: update },
	{ ...SHARED, method: 'PATCH', url: `${PREFERENCES}/bulk`, handle: updateMany },
];
