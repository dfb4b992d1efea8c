import { now, objectId } from './ids';
import type { Settings } from './options';
import { channelsOf, overridesOf, preferenceOf, takes } from './preferences';
import { providerName } from './providers';
import type { Store } from './store';
import type {
	ExecutionDetail,
	Fields,
	Integration,
	Job,
	Message,
	Notification,
	Step,
	Subscriber,
	Workflow,
} from './types';
import { compile } from './workflows';

/** An event on its way to one subscriber. */
export interface Delivery {
	store: Store;
	workflow: Workflow;
	subscriber: Subscriber;
	transactionId: string;
	payload: Fields;
	to: Fields;
	topicKeys: string[];
	settings: Settings;
	contextKeys: string[];
	overrides: Fields;
}

/** Chat providers that Novu sends to a subscriber's phone number without any credentials. */
const PHONE_CHAT = ['whatsapp-business'];
/** Steps that send nothing themselves */
const SILENT = ['delay', 'digest', 'throttle', 'http_request', 'custom'];
const MONTH_MS = 30 * 24 * 3600 * 1000;
const YEAR_MS = 365 * 24 * 3600 * 1000;

function detail(text: string, status: ExecutionDetail['status'], raw?: unknown): ExecutionDetail {
	return {
		_id: objectId(),
		createdAt: now(),
		detail: text,
		status,
		...(raw === undefined ? {} : { raw: JSON.stringify(raw) }),
	};
}

function selected({ providerId, identifier, name, _environmentId, _id }: Integration) {
	const raw = { providerId, identifier, name, _environmentId, _id };
	return detail('Integration instance selected', 'Pending', raw);
}

function addMessage(
	delivery: Delivery,
	notification: Notification,
	job: Job,
	fields: Pick<Message, 'content' | 'providerId'> & Partial<Message>,
): void {
	const { store, workflow, subscriber, transactionId, payload } = delivery;
	const { step } = job;
	store.messages.add({
		...store.entity(),
		_templateId: workflow._id,
		_messageTemplateId: step._id,
		_notificationId: notification._id,
		_subscriberId: subscriber._id,
		_jobId: job._id,
		templateIdentifier: workflow.identifier,
		stepId: step.stepId,
		severity: notification.severity,
		contextKeys: delivery.contextKeys,
		channel: step.type,
		deviceTokens: [],
		status: 'sent',
		transactionId,
		payload,
		seen: false,
		read: false,
		archived: false,
		actions: {},
		tags: workflow.tags,
		expireAt: new Date(Date.now() + (step.type === 'in_app' ? YEAR_MS : MONTH_MS)).toISOString(),
		...fields,
	});
}

/** The integration of an entry, if it can still be sent through. */
function usable(store: Store, id: string | undefined): Integration | undefined {
	const integration = id === undefined ? undefined : store.integrations.get(id);
	return integration?.active ? integration : undefined;
}

function primary(store: Store, channel: string): Integration | undefined {
	return store.integrations.all.find((one) => one.channel === channel && one.primary);
}

function newest(store: Store, channel: string): Integration | undefined {
	return store.integrations.all.filter((one) => one.channel === channel && one.active).at(-1);
}

/** How a step went. */
type Sent = { details: ExecutionDetail[]; failed: boolean; canceled?: boolean };

function actionsOf({ primaryAction, secondaryAction, actionUrl }: Step): Message['actions'] {
	const action = (label: string) => ({
		_id: objectId(),
		label,
		isCompleted: false,
		url: actionUrl,
	});
	return {
		...(primaryAction ? { primary: action(primaryAction) } : {}),
		...(secondaryAction ? { secondary: action(secondaryAction) } : {}),
	};
}

/** In-App needs nobody outside. */
function sendInApp(delivery: Delivery, notification: Notification, job: Job): Sent {
	const content = compile(job.step.content, delivery.payload);
	const { subject } = job.step;
	const titled = subject ? { subject: compile(subject, delivery.payload) } : {};
	const actions = actionsOf(job.step);
	addMessage(delivery, notification, job, { content, providerId: 'novu', actions, ...titled });
	const integration = newest(delivery.store, 'in_app');
	const details = [
		...(integration ? [selected(integration)] : []),
		detail('Message created', 'Pending', content),
		detail('Message sent', 'Success'),
	];
	return { details, failed: false };
}

function sendChat(delivery: Delivery, notification: Notification, job: Job): Sent {
	const { store, subscriber, payload } = delivery;
	const content = compile(job.step.content, payload);
	const details: ExecutionDetail[] = [];
	const entries = subscriber.channels
		.map((entry) => usable(store, entry._integrationId))
		.filter((one) => one?.channel === 'chat');
	for (const integration of entries) {
		if (!integration) continue;
		addMessage(delivery, notification, job, { content, providerId: integration.providerId });
		details.push(
			selected(integration),
			detail('Message created', 'Pending', content),
			detail('Message sent', 'Success', { date: now() }),
		);
	}
	for (const integration of store.integrations.all) {
		if (!integration.active || !PHONE_CHAT.includes(integration.providerId)) continue;
		details.push(...sendToPhone(delivery, notification, job, integration, content));
	}
	return { details, failed: false };
}

function sendToPhone(
	delivery: Delivery,
	notification: Notification,
	job: Job,
	integration: Integration,
	content: string,
): ExecutionDetail[] {
	const { providerId } = integration;
	const { phone } = delivery.subscriber;
	const begun = [selected(integration), detail('Message created', 'Pending', content)];
	if (phone) {
		addMessage(delivery, notification, job, { content, providerId, phone });
		return [...begun, detail('Message sent', 'Success', { date: now() })];
	}
	addMessage(delivery, notification, job, {
		content,
		providerId,
		status: 'warning',
		errorId: 'no_subscriber_chat_phone_number',
		errorText: 'Subscriber does not have phone number specified',
	});
	const reason = 'Subscriber does not have a phone number for selected integration';
	return [...begun, detail('Subscriber is missing a phone number', 'Failed', { reason })];
}

/** Push goes to every entry with tokens; one message an entry, one delivery a token. */
function sendPush(delivery: Delivery, notification: Notification, job: Job): Sent {
	const { store, subscriber, payload } = delivery;
	const content = compile(job.step.content, payload);
	const title = compile(job.step.title ?? '', payload);
	const details: ExecutionDetail[] = [];
	const push = subscriber.channels.filter(
		(entry) => usable(store, entry._integrationId)?.channel === 'push',
	);
	if (push.length === 0) return { details: [missing('push token')], failed: false };
	let sent = 0;
	for (const entry of push) {
		const integration = usable(store, entry._integrationId);
		const tokens = entry.credentials?.deviceTokens ?? [];
		if (!integration || tokens.length === 0) continue;
		const { providerId } = integration;
		addMessage(delivery, notification, job, { content, title, providerId, deviceTokens: tokens });
		details.push(
			selected(integration),
			detail(`Message created: ${providerId}`, 'Pending', content),
			...tokens.map((deviceToken) =>
				detail(`Message sent: ${providerId}`, 'Success', { deviceToken }),
			),
		);
		sent++;
	}
	// An entry whose list of tokens is empty passes Novu's test for missing tokens, and then fails.
	return { details, failed: sent === 0 };
}

function missing(what: string): ExecutionDetail {
	return detail(`Subscriber is missing a ${what}`, 'Warning');
}

/** E-mail and SMS go through the channel's newest integration to the subscriber's address. */
function sendToAddress(
	delivery: Delivery,
	notification: Notification,
	job: Job,
	field: 'email' | 'phone',
): Sent {
	const { store, subscriber, payload } = delivery;
	const address = subscriber[field];
	const integration = newest(store, job.step.type);
	if (!integration) {
		const text = 'Subscriber does not have an active integration';
		return { details: [detail(text, 'Failed')], failed: true };
	}
	if (!address) return { details: [selected(integration), missing(field)], failed: false };
	const content = compile(job.step.content, payload);
	const subject = job.step.subject ? { subject: compile(job.step.subject, payload) } : {};
	const { providerId } = integration;
	addMessage(delivery, notification, job, { content, providerId, [field]: address, ...subject });
	const details = [
		selected(integration),
		detail('Message created', 'Pending', content),
		detail('Message sent', 'Success', { date: now() }),
	];
	return { details, failed: false };
}

function send(delivery: Delivery, notification: Notification, job: Job): Sent {
	switch (job.step.type) {
		case 'in_app':
			return sendInApp(delivery, notification, job);
		case 'chat':
			return sendChat(delivery, notification, job);
		case 'push':
			return sendPush(delivery, notification, job);
		case 'email':
			return sendToAddress(delivery, notification, job, 'email');
		case 'sms':
			return sendToAddress(delivery, notification, job, 'phone');
		default:
			return { details: [], failed: false };
	}
}

/** What the subscriber has switched off is not sent. */
function muted({ store, subscriber, workflow }: Delivery, { step }: Job): Sent | undefined {
	if (takes(store, subscriber, workflow, step.type)) return undefined;
	const preference = preferenceOf(store, subscriber, workflow);
	const raw = {
		enabled: true,
		channels: channelsOf(workflow, preference, preferenceOf(store, subscriber)),
		overrides: overridesOf(workflow, preference, '3.19'),
	};
	const text = 'Step filtered by subscriber workflow preferences';
	return { details: [detail(text, 'Success', raw)], failed: false, canceled: true };
}

function selectedSince3(integration: Integration): ExecutionDetail {
	const { providerId, identifier, name, _environmentId, _id } = integration;
	const raw = { providerId, identifier, name, _environmentId, _id };
	return detail(`${providerName(providerId)} provider was selected`, 'Pending', raw);
}

const NOT_REACHABLE: Sent = { details: [], failed: false, canceled: true };

/** Nothing that a channel could be reached by. */
function unreachable(): Sent {
	const text = 'Subscriber does not have a configured channel';
	return { ...NOT_REACHABLE, details: [detail(text, 'Warning')] };
}

/** The subscriber's entries for a channel whose integration can still be sent through. */
function entriesFor({ store, subscriber }: Delivery, channel: string) {
	return subscriber.channels.flatMap((entry) => {
		const integration = usable(store, entry._integrationId);
		return integration?.channel === channel ? [{ entry, integration }] : [];
	});
}

/** Push since 3: a message for every token. */
function pushSince3(delivery: Delivery, notification: Notification, job: Job): Sent {
	const entries = entriesFor(delivery, 'push');
	if (entries.length === 0) return unreachable();
	const details: ExecutionDetail[] = [];
	let sent = 0;
	for (const { entry, integration } of entries) {
		const { providerId } = integration;
		details.push(selectedSince3(integration));
		const deviceTokens = entry.credentials?.deviceTokens ?? [];
		for (const deviceToken of deviceTokens) {
			addMessage(delivery, notification, job, { content: '', title: '', providerId, deviceTokens });
			details.push(
				detail('Message created', 'Pending', { providerId, content: '""' }),
				detail('Message sent', 'Success', { providerId, deviceToken }),
			);
			sent++;
		}
	}
	if (sent > 0) return { details, failed: false };
	const text = 'There was one or more errors when trying to execute the notification';
	return { details: [...details, detail(text, 'Failed')], failed: true };
}

function chatSince3(delivery: Delivery, notification: Notification, job: Job): Sent {
	const entries = entriesFor(delivery, 'chat');
	if (entries.length === 0) return unreachable();
	const content = compile(job.step.content, delivery.payload);
	const details = entries.flatMap(({ integration }) => {
		const { providerId } = integration;
		addMessage(delivery, notification, job, { content, providerId });
		return [
			selectedSince3(integration),
			detail('Message created', 'Pending', content),
			detail('Message sent', 'Success', { providerId }),
		];
	});
	return { details, failed: false };
}

/** How e-mail and SMS note since 3 that there is no address. */
const ADDRESSES = {
	email: { missing: 'Subscriber missing email address', errorId: 'mail_unexpected_error' },
	sms: { missing: 'Subscriber missing phone number', errorId: 'no_subscriber_phone' },
} as const;

function addressSince3(
	delivery: Delivery,
	notification: Notification,
	job: Job,
	channel: keyof typeof ADDRESSES,
): Sent {
	const { store, subscriber, payload } = delivery;
	const integration = primary(store, channel) ?? newest(store, channel);
	if (!integration) return unreachable();
	const field = channel === 'email' ? 'email' : 'phone';
	const address = subscriber[field];
	const content = compile(job.step.content, payload);
	const subject = job.step.subject ? { subject: compile(job.step.subject, payload) } : {};
	const message = { content, providerId: integration.providerId, ...subject };
	const begun = [selectedSince3(integration), detail('Message created', 'Pending', payload)];
	if (address) {
		addMessage(delivery, notification, job, { ...message, [field]: address });
		return { details: [...begun, detail('Message sent', 'Success')], failed: false };
	}
	const { missing: text, errorId } = ADDRESSES[channel];
	addMessage(delivery, notification, job, {
		...message,
		status: 'warning',
		errorId,
		errorText: text,
	});
	return { ...NOT_REACHABLE, details: [...begun, detail(text, 'Failed')] };
}

function inAppSince3(delivery: Delivery, notification: Notification, job: Job): Sent {
	sendInApp(delivery, notification, job);
	const details = [detail('Message created', 'Pending'), detail('Message sent', 'Success')];
	return { details, failed: false };
}

function sendSince3(delivery: Delivery, notification: Notification, job: Job): Sent {
	const filtered = muted(delivery, job);
	if (filtered) return filtered;
	switch (job.step.type) {
		case 'in_app':
			return inAppSince3(delivery, notification, job);
		case 'chat':
			return chatSince3(delivery, notification, job);
		case 'push':
			return pushSince3(delivery, notification, job);
		case 'email':
		case 'sms':
			return addressSince3(delivery, notification, job, job.step.type);
		default:
			return { details: [], failed: false };
	}
}

/** The provider that Novu notes for a step beforehand, whoever delivers in the end. */
function notedProvider({ store }: Delivery, step: Step): string | undefined {
	if (SILENT.includes(step.type)) return undefined;
	return store.integrations.all.find((one) => one.channel === step.type && one.active)?.providerId;
}

/** What 2.0 notes before and after a step is queued; since 3 only that it is. */
function queued({ settings, topicKeys, subscriber }: Delivery): ExecutionDetail {
	if (settings.novu === '2.0' || topicKeys.length === 0) return detail('Step queued', 'Pending');
	const topics = topicKeys.map((topic) => ({
		topic,
		preferenceEvaluation: {
			result: true,
			subscriptionIdentifier: `tk_${topic}:si_${subscriber.subscriberId}`,
		},
	}));
	return detail('Step queued', 'Pending', { topics });
}

const UNIT_MS: Record<string, number> = {
	seconds: 1000,
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
	weeks: 604_800_000,
	months: 2_592_000_000,
};

/** Lets a job wait. */
function hold({ settings, store }: Delivery, job: Job): void {
	job.status = 'delayed';
	if (settings.novu === '2.0') {
		job.executionDetails.push(detail('Step delayed', 'Pending'));
		return;
	}
	job.held = { at: Date.now() + settings.workerMs, requests: store.requests };
	const { amount, unit } = job.step.metadata;
	const delay = Number(amount) * (UNIT_MS[String(unit)] ?? 1000);
	const word = job.step.type === 'digest' ? 'Step digested' : 'Step delayed';
	job.executionDetails.push(detail(word, 'Pending', { delay }));
}

function newJob(delivery: Delivery, step: Step, parentId: string | null): Job {
	return {
		_id: objectId(),
		step,
		parentId,
		status: 'pending',
		providerId: notedProvider(delivery, step),
		executionDetails: delivery.settings.novu === '2.0' ? [detail('Step created', 'Pending')] : [],
		createdAt: now(),
		updatedAt: now(),
	};
}

function runJob(delivery: Delivery, notification: Notification, job: Job): void {
	job.executionDetails.push(queued(delivery));
	job.updatedAt = now();
	if (job.step.type === 'delay' || job.step.type === 'digest') {
		hold(delivery, job);
		return;
	}
	const old = delivery.settings.novu === '2.0';
	if (old) job.executionDetails.push(detail('Start sending message', 'Pending'));
	const { details, failed, canceled } = old
		? send(delivery, notification, job)
		: sendSince3(delivery, notification, job);
	job.executionDetails.push(...details);
	job.status = canceled ? 'canceled' : failed ? 'failed' : 'completed';
}

const SEVERITIES = ['high', 'medium', 'low', 'none'];

/** An event may override its workflow's severity; what is none is left aside. */
function severityOf({ overrides, workflow }: Delivery): string {
	const { severity } = overrides;
	return SEVERITIES.includes(String(severity)) ? String(severity) : workflow.severity;
}

/**
 * What Novu's worker makes of an event for one subscriber: a line in the activity feed with a job for
 * each step, and messages. Steps run at once; a delay holds up those behind it for good. In 2.0 so does a
 * step that fails.
 */
export function deliver(delivery: Delivery): Notification {
	const { store, workflow, subscriber, transactionId, payload, to, topicKeys } = delivery;
	const steps = workflow.steps.filter((step) => step.active);
	const jobs: Job[] = [];
	for (const step of steps) jobs.push(newJob(delivery, step, jobs.at(-1)?._id ?? null));
	const notification = store.notifications.add({
		...store.entity(),
		_templateId: workflow._id,
		_subscriberId: subscriber._id,
		transactionId,
		to,
		payload,
		topicKeys,
		contextKeys: delivery.contextKeys,
		severity: severityOf(delivery),
		overrides: delivery.overrides,
		jobs,
	});
	const old = delivery.settings.novu === '2.0';
	for (const job of jobs) {
		runJob(delivery, notification, job);
		if (job.status === 'delayed' || (old && job.status !== 'completed')) break;
	}
	return notification;
}

/**
 * The worker needs a moment until a step waits: a cancel that comes as the very next request finds
 * nothing, and so does another one right behind it.
 */
function isWaiting(store: Store, job: Job): boolean {
	const { held } = job;
	if (!held || Date.now() >= held.at || store.requests > held.requests + 1) return true;
	held.requests = store.requests;
	return false;
}

/**
 * Cancels what is still held up under a transaction id.
 * @returns whether anything was
 */
export function cancel(store: Store, transactionId: string): boolean {
	const held = store.notifications
		.lookup('transactionId', transactionId)
		.filter(({ jobs }) =>
			jobs.filter(({ status }) => status === 'delayed').every((job) => isWaiting(store, job)),
		)
		.flatMap(({ jobs }) => jobs)
		.filter(({ status }) => status === 'delayed' || status === 'pending');
	for (const job of held) {
		job.status = 'canceled';
		job.updatedAt = now();
	}
	return held.length > 0;
}
