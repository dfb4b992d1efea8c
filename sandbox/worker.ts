import { now, objectId } from './ids';
import type { Settings } from './options';
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

function newest(store: Store, channel: string): Integration | undefined {
	return store.integrations.all.filter((one) => one.channel === channel && one.active).at(-1);
}

type Sent = { details: ExecutionDetail[]; failed: boolean };

function actionsOf({ primaryAction, secondaryAction }: Step): Message['actions'] {
	const action = (label: string) => ({ label, isCompleted: false });
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

/** The provider that Novu notes for a step beforehand, whoever delivers in the end. */
function notedProvider({ store }: Delivery, step: Step): string | undefined {
	if (step.type === 'delay' || step.type === 'digest' || step.type === 'custom') return undefined;
	return store.integrations.all.find((one) => one.channel === step.type && one.active)?.providerId;
}

function newJob(delivery: Delivery, step: Step, parentId: string | null): Job {
	return {
		_id: objectId(),
		step,
		parentId,
		status: 'pending',
		providerId: notedProvider(delivery, step),
		executionDetails: [detail('Step created', 'Pending')],
		createdAt: now(),
		updatedAt: now(),
	};
}

function runJob(delivery: Delivery, notification: Notification, job: Job): void {
	job.executionDetails.push(detail('Step queued', 'Pending'));
	job.updatedAt = now();
	if (job.step.type === 'delay' || job.step.type === 'digest') {
		job.status = 'delayed';
		job.executionDetails.push(detail('Step delayed', 'Pending'));
		return;
	}
	job.executionDetails.push(detail('Start sending message', 'Pending'));
	const { details, failed } = send(delivery, notification, job);
	job.executionDetails.push(...details);
	job.status = failed ? 'failed' : 'completed';
}

/**
 * What Novu's worker makes of an event for one subscriber: a line in the activity feed with a job for
 * each step, and messages. Steps run at once; a delay holds up those behind it for good.
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
		jobs,
	});
	for (const job of jobs) {
		runJob(delivery, notification, job);
		if (job.status !== 'completed') break;
	}
	return notification;
}

/**
 * Cancels what is still held up under a transaction id.
 * @returns whether anything was
 */
export function cancel(store: Store, transactionId: string): boolean {
	const held = store.notifications
		.lookup('transactionId', transactionId)
		.flatMap(({ jobs }) => jobs)
		.filter(({ status }) => status === 'delayed' || status === 'pending');
	for (const job of held) {
		job.status = 'canceled';
		job.updatedAt = now();
	}
	return held.length > 0;
}
