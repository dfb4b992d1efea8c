import type { Call } from './call';
import { ApiError, badRequest, ValidationError } from './errors';
import { transactionId as newTransactionId } from './ids';
import { membersOf } from './topics';
import { change } from './store';
import type { Fields, Subscriber, Workflow } from './types';
import { Checks, isFields } from './validation';
import { deliver } from './worker';
import { payloadErrors, triggered } from './workflows';

/** What Novu answers to an event. */
export interface TriggerResult {
	acknowledged: true;
	status: string;
	error?: string[];
	transactionId?: string;
}

const PROFILE = ['firstName', 'lastName', 'email', 'phone', 'avatar', 'locale', 'timezone', 'data'];
const EMAIL = /^[^\s@]+@[^\s@]+$/;

function refusal(status: string): TriggerResult {
	return { acknowledged: true, status };
}

function requiredWorkflow(call: Call): Workflow {
	const workflow = call.store.workflows.first('identifier', String(call.body.name));
	if (!workflow) throw new ApiError(422, 'workflow_not_found');
	return workflow;
}

/** @throws ApiError 400 where the payload lacks what the workflow needs */
function checkPayload(workflow: Workflow, payload: Fields): void {
	const lacking = workflow.steps
		.flatMap((step) => step.variables)
		.filter(({ name, required }) => required && payload[name] === undefined)
		.map(({ name }) => `${name} (Value)`);
	if (lacking.length > 0) {
		throw badRequest(`payload is missing required key(s) and type(s): ${lacking.join(', ')}`);
	}
	const errors = payloadErrors(workflow, payload);
	if (errors.length > 0) {
		throw badRequest('Payload validation failed', { type: 'PAYLOAD_VALIDATION_ERROR', errors });
	}
}

/** Why the event goes nowhere, although Novu answers 201. */
function idleStatus(call: Call, workflow: Workflow): string | undefined {
	if (!workflow.active) return 'trigger_not_active';
	if (workflow.steps.length === 0) return 'no_workflow_steps_defined';
	if (!workflow.steps.some((step) => step.active)) return 'no_workflow_active_steps_defined';
	const { tenant } = call.body;
	if (typeof tenant === 'string' && !call.store.tenants.has(tenant)) return 'no_tenant_found';
	if (isFields(tenant) && typeof tenant.identifier === 'string') {
		call.store.tenants.add(tenant.identifier);
	}
	return undefined;
}

/** One subscriber that an event goes to, and by which topics. */
interface Recipient {
	subscriber: Subscriber;
	to: Fields;
	topicKeys: string[];
}

/** The subscriber of a recipient: made where it is new, updated where fields came along. */
function subscriberOf(call: Call, to: Fields): Subscriber | undefined {
	const { subscriberId, email } = to;
	if (typeof subscriberId !== 'string' || subscriberId === '') return undefined;
	// A bad address makes Novu's worker give the recipient up.
	if (typeof email === 'string' && !EMAIL.test(email)) return undefined;
	const given = PROFILE.filter((name) => to[name] !== undefined);
	const fields = Object.fromEntries(given.map((name) => [name, to[name]]));
	const found = call.store.subscriber(subscriberId);
	if (!found) return call.store.addSubscriber(subscriberId, fields);
	return given.length > 0 ? change(found, fields) : found;
}

function topicRecipients(call: Call, to: Fields): Recipient[] {
	const topic = call.store.topics.first('key', String(to.topicKey));
	const excluded = Array.isArray(to.exclude) ? to.exclude : [];
	return (topic ? membersOf(call.store, topic) : [])
		.filter((subscriberId) => !excluded.includes(subscriberId))
		.flatMap((subscriberId) => {
			const subscriber = call.store.subscriber(subscriberId);
			const topicKeys = [String(to.topicKey)];
			return subscriber ? [{ subscriber, to: { subscriberId }, topicKeys }] : [];
		});
}

function recipient(call: Call, to: unknown): Recipient[] {
	if (isFields(to) && to.type === 'Topic') return topicRecipients(call, to);
	const fields = isFields(to) ? to : { subscriberId: to };
	const subscriber = subscriberOf(call, fields);
	return subscriber ? [{ subscriber, to: fields, topicKeys: [] }] : [];
}

/** Every recipient once, in the order in which they were named. */
function recipients(call: Call): Recipient[] {
	const { to } = call.body;
	const named = (Array.isArray(to) ? to : [to]).flatMap((one: unknown) => recipient(call, one));
	return [...new Map(named.map((one) => [one.subscriber._id, one])).values()];
}

function send(call: Call, workflow: Workflow, all: Recipient[]): TriggerResult {
	const { body, store } = call;
	const transactionId = typeof body.transactionId === 'string' ? body.transactionId : newTransactionId(call.settings.novu);
	const payload = isFields(body.payload) ? body.payload : {};
	triggered(workflow);
	for (const one of all) deliver({ ...one, store, workflow, transactionId, payload });
	return { acknowledged: true, status: 'processed', transactionId };
}

function check(call: Call): Checks {
	return new Checks(call.body)
		.requiredString('name')
		.optionalObject('payload')
		.optionalObject('overrides')
		.optionalString('transactionId');
}

/** An event to those that the body names. */
export function trigger(call: Call): TriggerResult {
	check(call).defined('to').enforce();
	const workflow = requiredWorkflow(call);
	checkPayload(workflow, isFields(call.body.payload) ? call.body.payload : {});
	const idle = idleStatus(call, workflow);
	return idle ? refusal(idle) : send(call, workflow, recipients(call));
}

/** An event to every subscriber of the environment. */
export function broadcast(call: Call): TriggerResult {
	new Checks(call.body).requiredString('name').object('payload').enforce();
	const workflow = requiredWorkflow(call);
	checkPayload(workflow, call.body.payload as Fields);
	const idle = idleStatus(call, workflow);
	if (idle) return refusal(idle);
	const all = call.store.subscribers.all.map((subscriber) => {
		const to = { subscriberId: subscriber.subscriberId };
		return { subscriber, to, topicKeys: [] };
	});
	return send(call, workflow, all);
}

/** Inside a bulk call other names are used for what is missing, and the payload is no option. */
function bulkMessages(event: Fields): string[] {
	const { messages } = new Checks({ identifier: event.name, payload: event.payload })
		.requiredString('identifier')
		.defined('payload');
	return messages;
}

function triggerOne(call: Call, event: Fields): TriggerResult {
	const messages = bulkMessages(event);
	if (messages.length > 0) return { acknowledged: true, status: 'error', error: messages };
	try {
		return trigger({ ...call, body: event });
	} catch (error) {
		if (!(error instanceof ApiError)) return refusal('error');
		const texts = error instanceof ValidationError ? error.messages : [error.text];
		return { acknowledged: true, status: 'error', error: texts };
	}
}

/**
 * Up to 100 events; a bad one is told in its own place. Novu promises no order among them, and its
 * recorded worker took the last ones first.
 */
export function triggerBulk(call: Call): TriggerResult[] {
	new Checks(call.body).batch('events', 100).enforce();
	const events = (call.body.events as unknown[]).map((one) => (isFields(one) ? one : {}));
	return events
		.reverse()
		.map((event) => triggerOne(call, event))
		.reverse();
}
