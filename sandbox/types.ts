/** A JSON object whose fields are not known. */
export type Fields = Record<string, unknown>;

/** Which Novu the sandbox behaves like: today's (3.19) or the one that was recorded (2.0). */
export type Generation = '3.19' | '2.0';

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
	conditions: unknown[];
	deleted: boolean;
	__v: number;
}
