/** A JSON object whose fields are not known. */
export type Fields = Record<string, unknown>;

/**
 * Which Novu the sandbox behaves like: one of those that were recorded (3.19, 2.0), or one in between, 2.3
 * of 2025, of which is known by which routes and refusals it differs from 3.19.
 */
export type NovuVersion = '3.19' | '2.3' | '2.0';

/** Those that have the routes of v2. */
export const WITH_V2: readonly NovuVersion[] = ['2.3', '3.19'];

/** Novu's rate categories: every route belongs to one. */
export type Category = 'trigger' | 'configuration' | 'global';

/** What every stored document has. `_id` is 24 hex digits and rises with creation. */
export interface Entity {
	_id: string;
	_organizationId: string;
	_environmentId: string;
	createdAt: string;
	updatedAt: string;
}

export interface Environment {
	_id: string;
	_organizationId: string;
	name: string;
	identifier: string;
	/** The secret key that selects this environment. */
	apiKey: string;
	_parentId?: string;
	createdAt: string;
	updatedAt: string;
}

/** What Novu keeps of a credentials object; values are stored unchecked, so anything may be in them. */
export interface StoredCredentials {
	webhookUrl?: unknown;
	channel?: unknown;
	deviceTokens?: unknown[];
}

/** One entry of a subscriber's `channels`. Entries are replaced, never changed in place. */
export interface ChannelEntry {
	providerId: string;
	_integrationId?: string;
	integrationIdentifier?: string;
	credentials?: StoredCredentials;
}

export interface Subscriber extends Entity {
	subscriberId: string;
	firstName?: unknown;
	lastName?: unknown;
	email?: unknown;
	phone?: unknown;
	avatar?: unknown;
	locale?: unknown;
	timezone?: unknown;
	data?: unknown;
	channels: ChannelEntry[];
	isOnline?: boolean;
	lastOnlineAt?: string;
	/** Novu 2.0 marks a deleted subscriber and keeps it. */
	deleted: boolean;
	__v?: number;
}

export interface Integration extends Entity {
	providerId: string;
	channel: string;
	name: string;
	identifier: string;
	active: boolean;
	primary: boolean;
	priority: number;
	credentials?: Fields;
	configurations?: unknown;
	conditions: unknown[];
	deleted: boolean;
	__v: number;
}

/** The channels and actions that a workflow's step can be. */
export type StepType =
	| 'in_app'
	| 'email'
	| 'sms'
	| 'chat'
	| 'push'
	| 'tool'
	| 'delay'
	| 'digest'
	| 'throttle'
	| 'http_request'
	| 'custom';

export interface Step {
	_id: string;
	stepId: string;
	name: string;
	type: StepType;
	active: boolean;
	/** `{{name}}` or `{{payload.name}}` stands for a field of the payload */
	content: string;
	subject?: string;
	title?: string;
	/** Identifier of the layout that an email step uses */
	layoutId?: string;
	/** Labels of an In-App step's buttons */
	primaryAction?: string;
	secondaryAction?: string;
	/** Where both lead */
	actionUrl?: string;
	/** e.g. how long a delay takes */
	metadata: Fields;
	variables: Array<Fields & { name: string; type: string; required?: boolean }>;
	/** What the editor of v2 wrote, as it was given; absent where the step was made in another way */
	controlValues?: Fields;
	providerOverrides?: Fields;
	/** What its control values lacked when they were written */
	lacks?: Fields;
	createdAt: string;
}

export interface Workflow extends Entity {
	name: string;
	/** What a trigger calls it by */
	identifier: string;
	slug: string;
	description?: string;
	active: boolean;
	critical: boolean;
	/** Subscribers cannot switch it off */
	readOnly: boolean;
	/** Who made it: v1 and v2 call it differently */
	origin: 'novu-cloud' | 'novu-cloud-v1';
	tags: string[];
	triggerId: string;
	variables: Array<{ _id: string; name: string; type: string }>;
	steps: Step[];
	payloadSchema?: Fields;
	validatePayload: boolean;
	severity: string;
	lastTriggeredAt?: string;
	isTranslationEnabled?: boolean;
	agent?: Fields | null;
	/** What subscribers get at first, and what they may change; absent means Novu's default */
	preferences?: { user: Fields | null; workflow: Fields };
}

/** A value that templates read as `{{env.KEY}}`; the organization has one for each environment. */
export interface EnvironmentVariable {
	_id: string;
	_organizationId: string;
	key: string;
	type: string;
	isSecret: boolean;
	values: Array<{ _environmentId: string; value: string }>;
	createdAt: string;
	updatedAt: string;
}

/** The texts of a workflow or layout in one language. */
export interface Translation {
	resourceId: string;
	resourceType: string;
	locale: string;
	content: Fields;
	createdAt: string;
	updatedAt: string;
}

/** What is put around the emails of workflows. */
export interface Layout extends Entity {
	layoutId: string;
	name: string;
	isDefault: boolean;
	/** What the editor holds: `{ email: { body, editorType } }` */
	values: Fields;
	/** Since then Novu says who did it */
	isChanged?: boolean;
}

/** A domain whose email Novu receives. */
export interface Domain extends Entity {
	/** In small letters */
	name: string;
	status: 'pending' | 'verified';
	mxRecordConfigured: boolean;
	data?: unknown;
}

/** Somebody that answers people in their chats. */
export interface Agent extends Entity {
	name: string;
	identifier: string;
	description?: string;
	active: boolean;
	behavior: Fields;
	bridgeUrl?: string | null;
	devBridgeUrl?: string | null;
	devBridgeActive: boolean;
	runtime: string;
	visibility: string;
	createdBy: string;
}

/** An integration that an agent listens on. */
export interface AgentLink extends Entity {
	_agentId: string;
	_integrationId: string;
	connectedAt: null;
}

/** What was said to and by an agent in one place. */
export interface Conversation {
	_id: string;
	/** The agent's identifier */
	agentId: string;
	status: 'active' | 'resolved';
	metadata: Fields;
	/** The last status that was shown, `stop` where it was taken away */
	typing: unknown;
	/** By the agent, oldest first */
	messages: Array<{ messageId: string; content: Fields }>;
	reactions: Fields[];
}

/** Where the email to an address of a domain goes. */
export interface DomainRoute extends Entity {
	_domainId: string;
	/** What stands before the @, in small letters; `*` for all others */
	address: string;
	type: 'agent' | 'webhook';
	/** The agent's identifier, which Novu does not show */
	agent?: string;
	/** Its `_id` */
	agentId?: string;
	data?: unknown;
}

export interface Topic extends Entity {
	key: string;
	name?: string | null;
}

export interface TopicSubscription extends Entity {
	_topicId: string;
	topicKey: string;
	_subscriberId: string;
	externalSubscriberId: string;
	identifier: string;
	name?: string;
	preferences: Fields[];
	contextKeys: string[];
	__v: number;
}

/** One thing that Novu's worker noted about a job. */
export interface ExecutionDetail {
	_id: string;
	createdAt: string;
	detail: string;
	status: 'Pending' | 'Success' | 'Failed' | 'Warning';
	/** JSON text */
	raw?: string;
}

/** One step of one event for one subscriber. */
export interface Job {
	_id: string;
	step: Step;
	parentId: string | null;
	status: 'pending' | 'delayed' | 'completed' | 'failed' | 'canceled';
	providerId?: string;
	executionDetails: ExecutionDetail[];
	/** When the worker was given a step that waits, and how many requests there had been by then */
	held?: { at: number; requests: number };
	createdAt: string;
	updatedAt: string;
}

/** What Novu's activity feed shows: one event for one subscriber. */
export interface Notification extends Entity {
	_templateId: string;
	_subscriberId: string;
	transactionId: string;
	to: Fields;
	payload: Fields;
	/** Those of the event */
	overrides: Fields;
	topicKeys: string[];
	severity: string;
	contextKeys: string[];
	jobs: Job[];
}

/** A button of an In-App message. */
export interface InboxAction {
	/** Of the button in the message's call to action */
	_id: string;
	label: string;
	isCompleted: boolean;
	url?: string;
}

export interface Message extends Entity {
	_templateId: string;
	_messageTemplateId: string;
	_notificationId: string;
	_subscriberId: string;
	_jobId: string;
	templateIdentifier: string;
	channel: StepType;
	subject?: string;
	title?: string;
	content: string;
	providerId: string;
	deviceTokens: unknown[];
	email?: unknown;
	phone?: unknown;
	status: 'sent' | 'error' | 'warning';
	errorId?: string;
	errorText?: string;
	transactionId: string;
	payload: Fields;
	seen: boolean;
	read: boolean;
	archived: boolean;
	/** null since it was taken back: what was never set is absent */
	snoozedUntil?: string | null;
	lastSeenDate?: string;
	firstSeenDate?: string;
	lastReadDate?: string | null;
	archivedAt?: string | null;
	severity: string;
	contextKeys: string[];
	stepId: string;
	actions: Partial<Record<'primary' | 'secondary', InboxAction>>;
	tags: string[];
	expireAt: string;
}

/** What a subscriber wants: of all workflows, or of one. */
export interface Preference {
	enabled: boolean;
	channels: Partial<Record<StepType, boolean>>;
	schedule?: unknown;
	updatedAt?: string;
}

export interface Context extends Entity {
	type: string;
	id: string;
	data: Fields;
}

export interface ChannelConnection extends Entity {
	identifier: string;
	integrationIdentifier: string;
	providerId: string;
	channel: string;
	subscriberId: string | null;
	contextKeys: string[];
	workspace: Fields;
	auth: Fields;
}

export interface ChannelEndpoint extends Entity {
	identifier: string;
	type: string;
	endpoint: Fields;
	integrationIdentifier: string;
	connectionIdentifier: string | null;
	providerId: string;
	channel: string;
	subscriberId: string;
	contextKeys: string[];
}
