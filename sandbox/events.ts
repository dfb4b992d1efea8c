import type { Call } from './call';
import { contextErrors, contextKeys } from './contexts';
import { ApiError, badRequest, CommandError, ValidationError } from './errors';
import { transactionId as newTransactionId } from './ids';
import { membersOf } from './topics';
import { change } from './store';
import type { Fields, Subscriber, Workflow } from './types';
import { Checks, isFields, isTimeZone } from './validation';
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
const LARGEST_BULK = 100;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** Since 3 what was not sent has a transaction's ID too. */
function refusal(call: Call, status: string): TriggerResult {
	if (call.settings.novu === '2.0') return { acknowledged: true, status };
	return { acknowledged: true, status, transactionId: transactionIdOf(call) };
}

function transactionIdOf({ body, settings }: Call): string {
	const { transactionId } = body;
	const old = settings.novu === '2.0';
	const named = typeof transactionId === 'string' && (old || transactionId !== '');
	return named ? transactionId : newTransactionId(settings.novu);
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
		const told = errors.map(({ field, message }) => `${String(field)}: ${String(message)}`);
		throw badRequest(`Payload validation failed: ${told.join('; ')}`, {
			errors,
			schema: workflow.payloadSchema,
			type: 'PAYLOAD_VALIDATION_ERROR',
		});
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
		// Tenants are gone since 3: nothing makes them any more.
		if (call.settings.novu !== '2.0') return 'no_tenant_found';
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
	const { timezone } = to;
	const zoned = timezone === undefined || timezone === null || isTimeZone(timezone);
	if (call.settings.novu !== '2.0' && !zoned) return undefined;
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

/** A topic is told by its type, since 3 in any case, or by its key alone. */
function isTopic(call: Call, to: Fields): boolean {
	if (call.settings.novu === '2.0') return to.type === 'Topic';
	return typeof to.topicKey === 'string' && to.subscriberId === undefined;
}

/** Since 3 the worker writes the channels of a recipient as credentials. */
function addChannels(call: Call, subscriber: Subscriber, { channels }: Fields): void {
	if (call.settings.novu === '2.0' || !Array.isArray(channels)) return;
	for (const { providerId, credentials, integrationIdentifier } of channels.filter(isFields)) {
		const integration = call.store.integrations
			.lookup('provider', String(providerId))
			.filter((one) => one.active)
			.filter((one) => !integrationIdentifier || one.identifier === integrationIdentifier)
			.at(-1);
		if (!integration || !isFields(credentials)) continue;
		const entry = { providerId: String(providerId), _integrationId: integration._id, credentials };
		const others = subscriber.channels.filter((one) => one._integrationId !== integration._id);
		change(subscriber, { channels: [...others, entry] });
	}
}

function recipient(call: Call, to: unknown): Recipient[] {
	if (isFields(to) && isTopic(call, to)) return topicRecipients(call, to);
	const fields = isFields(to) ? to : { subscriberId: to };
	const subscriber = subscriberOf(call, fields);
	if (subscriber) addChannels(call, subscriber, fields);
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
	const transactionId = transactionIdOf(call);
	const payload = isFields(body.payload) ? body.payload : {};
	const overrides = isFields(body.overrides) ? body.overrides : {};
	triggered(workflow);
	const keys = contextKeys(store, body.context);
	const { settings } = call;
	const event = { store, settings, workflow, transactionId, payload, contextKeys: keys, overrides };
	for (const one of all) deliver({ ...one, ...event });
	return { acknowledged: true, status: 'processed', transactionId };
}

const NO_RECIPIENT =
	'must be a non-empty subscriberId string, an object with a non-empty subscriberId, a topic object with a non-empty topicKey, or a non-empty array of those';

/** Whether something names whom an event goes to. */
function isRecipient(to: unknown): boolean {
	const named = (value: unknown) => typeof value === 'string' && value !== '';
	if (Array.isArray(to))
		return to.length > 0 && to.every((one) => !Array.isArray(one) && isRecipient(one));
	if (isFields(to)) return named(to.subscriberId) || named(to.topicKey);
	return named(to);
}

/** What Novu says about an event; `prefix` names its place in a bulk. */
function checkEvent(call: Call, event: Fields, prefix = ''): Checks {
	const checks = new Checks(event, prefix)
		.requiredString('name')
		.optionalObject('payload')
		.optionalObject('overrides')
		.defined('to');
	if (call.settings.novu === '2.0') return checks.optionalString('transactionId');
	checks.such('to', isRecipient, NO_RECIPIENT).optionalString('transactionId');
	const { actor } = event;
	if (actor !== undefined && actor !== null && typeof actor !== 'string' && !isFields(actor)) {
		checks.add([`${prefix}nested property actor must be either object or array`]);
	}
	checks.add(contextErrors(event.context).map((text) => `${prefix}${text}`));
	return checks.optional('agentId', (value) => value !== '', 'should not be empty');
}

/** @throws ApiError 400 for the address of a bridge that is none; the sandbox calls no bridge */
function checkBridge({ body, settings }: Call): void {
	const { bridgeUrl } = body;
	if (settings.novu === '2.0' || typeof bridgeUrl !== 'string' || URL.canParse(bridgeUrl)) return;
	throw badRequest('bridgeUrl: Invalid URL format.');
}

/** @throws ApiError 400 for an agent that nobody has made */
function checkAgent({ body, store, settings }: Call): void {
	const { agentId } = body;
	if (settings.novu === '2.0' || typeof agentId !== 'string') return;
	if (!store.agents.first('identifier', agentId)) {
		throw badRequest(`Agent with identifier "${agentId}" was not found.`);
	}
}

/** An event to those that the body names. */
export function trigger(call: Call): TriggerResult {
	checkEvent(call, call.body).enforce();
	const workflow = requiredWorkflow(call);
	checkBridge(call);
	checkAgent(call);
	checkPayload(workflow, isFields(call.body.payload) ? call.body.payload : {});
	const idle = idleStatus(call, workflow);
	if (idle) return refusal(call, idle);
	const { actor } = call.body;
	if (isFields(actor) && call.settings.novu !== '2.0') subscriberOf(call, actor);
	return send(call, workflow, recipients(call));
}

/** An event to every subscriber of the environment. */
export function broadcast(call: Call): TriggerResult {
	new Checks(call.body).requiredString('name').object('payload').enforce();
	const workflow = requiredWorkflow(call);
	checkPayload(workflow, call.body.payload as Fields);
	const idle = idleStatus(call, workflow);
	if (idle) return refusal(call, idle);
	const all = call.store.subscribers.all.map((subscriber) => {
		const to = { subscriberId: subscriber.subscriberId };
		return { subscriber, to, topicKeys: [] };
	});
	return send(call, workflow, all);
}

/** Inside a bulk call other names are used for what is missing, and the payload is no option. */
function bulkMessages(call: Call, event: Fields): string[] {
	if (call.settings.novu !== '2.0') {
		const { messages } = new Checks(event).defined('payload');
		const command = 'Validation failed for ParseEventRequestMulticastCommand';
		return messages.map((message) => `${command}: payload: ${message}`);
	}
	const { messages } = new Checks({ identifier: event.name, payload: event.payload })
		.requiredString('identifier')
		.defined('payload');
	return messages;
}

function triggerOne(call: Call, event: Fields): TriggerResult {
	const { transactionId } = event;
	const named =
		call.settings.novu !== '2.0' && typeof transactionId === 'string' ? { transactionId } : {};
	const failed: TriggerResult = { acknowledged: true, status: 'error', ...named };
	const messages = bulkMessages(call, event);
	if (messages.length > 0) return { ...failed, error: messages };
	try {
		return trigger({ ...call, body: event });
	} catch (error) {
		if (!(error instanceof ApiError)) return failed;
		const texts = error instanceof ValidationError ? error.messages : [error.text];
		return { ...failed, error: texts };
	}
}

/** The events of a bulk; since 3 a malformed one refuses all. */
function bulkEvents(call: Call): Fields[] {
	const old = call.settings.novu === '2.0';
	const checks = new Checks(call.body);
	if (old) checks.batch('events', LARGEST_BULK).enforce();
	const listed: unknown[] = Array.isArray(call.body.events) ? call.body.events : [];
	const events = listed.map((one) => (isFields(one) ? one : {}));
	if (old) return events;
	checks.objects('events');
	events.forEach((event, index) => {
		checks.add(checkEvent(call, event, `events.${index}.`).messages);
	});
	checks.enforce();
	if (events.length > LARGEST_BULK) {
		const messages = [`events must contain no more than ${LARGEST_BULK} elements`];
		throw new CommandError('ProcessBulkTriggerCommand', { events: { messages, value: listed } });
	}
	return events;
}

/**
 * Up to 100 events; a bad one is told in its own place. Novu promises no order among them, and its
 * recorded worker took the last ones first.
 */
export function triggerBulk(call: Call): TriggerResult[] {
	const events = bulkEvents(call);
	return events
		.reverse()
		.map((event) => triggerOne(call, event))
		.reverse();
}
