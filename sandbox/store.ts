import { Collection } from './collection';
import { apiKey, now, objectId, shortId, slugify } from './ids';
import { providerName } from './providers';
import type {
	Agent,
	AgentLink,
	ChannelConnection,
	ChannelEndpoint,
	Context,
	Conversation,
	Domain,
	DomainRoute,
	Entity,
	Environment,
	EnvironmentVariable,
	Fields,
	Integration,
	Layout,
	Message,
	Notification,
	Preference,
	Subscriber,
	Topic,
	TopicSubscription,
	Translation,
	Workflow,
} from './types';

/** What the sandbox's Novu knows of one environment. Tests may read it and write to it. */
export class Store {
	readonly subscribers = new Collection<Subscriber, 'subscriberId'>({
		subscriberId: (one) => one.subscriberId,
	});
	/** Ids of deleted subscribers: Novu 2.0 keeps them, and a unique index counts them. */
	readonly deletedSubscribers = new Set<string>();
	readonly integrations = new Collection<Integration, 'provider'>({
		provider: (one) => one.providerId,
	});
	readonly workflows = new Collection<Workflow, 'identifier'>({
		identifier: (one) => one.identifier,
	});
	readonly layouts = new Collection<Layout, 'layoutId'>({ layoutId: (one) => one.layoutId });
	readonly domains = new Collection<Domain, 'name'>({ name: (one) => one.name });
	readonly domainRoutes = new Collection<DomainRoute, 'domain'>({ domain: (one) => one._domainId });
	readonly topics = new Collection<Topic, 'key'>({ key: (one) => one.key });
	readonly topicSubscriptions = new Collection<
		TopicSubscription,
		'topic' | 'subscriber' | 'pair' | 'identifier'
	>({
		identifier: (one) => one.identifier,
		topic: (one) => one._topicId,
		subscriber: (one) => one.externalSubscriberId,
		pair: (one) => `${one._topicId} ${one.externalSubscriberId}`,
	});
	/** Novu's activity feed */
	readonly notifications = new Collection<Notification, 'transactionId' | 'subscriber'>({
		transactionId: (one) => one.transactionId,
		subscriber: (one) => one._subscriberId,
	});
	readonly messages = new Collection<Message, 'transactionId' | 'subscriber'>({
		transactionId: (one) => one.transactionId,
		subscriber: (one) => one._subscriberId,
	});
	/** By `_id` of the subscriber: what it wants in general, and of each workflow by its `_id` */
	readonly preferences = new Map<string, Map<string, Preference>>();
	/** Requests that were carried out in this environment */
	requests = 0;
	readonly tenants = new Set<string>();
	/** Texts by what they belong to, as `workflow:welcome`, and their locale; of the paid editions */
	readonly translations = new Map<string, Map<string, Translation>>();
	readonly agents = new Collection<Agent, 'identifier'>({ identifier: (one) => one.identifier });
	readonly agentLinks = new Collection<AgentLink, 'agent'>({ agent: (one) => one._agentId });
	/** Conversations of agents, by `_id` */
	readonly conversations = new Map<string, Conversation>();
	readonly contexts = new Collection<Context, 'key'>({ key: (one) => `${one.type}:${one.id}` });
	readonly channelConnections = new Collection<ChannelConnection, 'identifier'>({
		identifier: (one) => one.identifier,
	});
	readonly channelEndpoints = new Collection<ChannelEndpoint, 'identifier' | 'subscriber'>({
		identifier: (one) => one.identifier,
		subscriber: (one) => one.subscriberId,
	});
	readonly notificationGroup: Entity & { name: string; __v: number };

	constructor(
		readonly organization: Organization,
		readonly environment: Environment,
	) {
		this.notificationGroup = { name: 'General', ...this.entity(), __v: 0 };
	}

	/** The subscriber that Novu finds for an id, the first where a race made several. */
	subscriber(subscriberId: string): Subscriber | undefined {
		return this.subscribers.first('subscriberId', subscriberId);
	}

	/** All device tokens of a subscriber, over all of its entries. */
	deviceTokens(subscriberId: string): unknown[] {
		const entries = this.subscriber(subscriberId)?.channels ?? [];
		return entries.flatMap((entry) => entry.credentials?.deviceTokens ?? []);
	}

	/** What every new document carries. */
	entity(): Entity {
		const time = now();
		return {
			_id: objectId(),
			_organizationId: this.environment._organizationId,
			_environmentId: this.environment._id,
			createdAt: time,
			updatedAt: time,
		};
	}

	/** Adds a subscriber without any check; `fields` may hold its profile and channels. */
	addSubscriber(subscriberId: string, fields: Partial<Subscriber> = {}): Subscriber {
		const base = { ...this.entity(), channels: [], deleted: false, __v: 0 };
		return this.subscribers.add({ ...base, ...fields, subscriberId });
	}

	/** Takes a subscriber away with everything that belongs to it. */
	removeSubscriber(subscriber: Subscriber): void {
		this.subscribers.delete(subscriber);
		this.deletedSubscribers.add(subscriber.subscriberId);
		this.preferences.delete(subscriber._id);
		for (const one of this.messages.lookup('subscriber', subscriber._id)) {
			this.messages.delete(one);
		}
		for (const one of this.topicSubscriptions.lookup('subscriber', subscriber.subscriberId)) {
			this.topicSubscriptions.delete(one);
		}
	}

	/** Adds an integration without any check, active unless `fields` says otherwise. */
	addIntegration(
		providerId: string,
		channel: string,
		fields: Partial<Integration> = {},
	): Integration {
		const name = fields.name ?? providerName(providerId);
		const base = {
			...this.entity(),
			providerId,
			channel,
			active: true,
			identifier: `${slugify(name)}-${shortId(10)}`,
			priority: 0,
			primary: false,
			conditions: [],
			deleted: false,
			__v: 0,
		};
		return this.integrations.add({ ...base, ...fields, name });
	}

	/** Forgets everything. */
	clear(): void {
		this.subscribers.clear();
		this.deletedSubscribers.clear();
		this.integrations.clear();
		this.workflows.clear();
		this.layouts.clear();
		this.domains.clear();
		this.domainRoutes.clear();
		this.topics.clear();
		this.topicSubscriptions.clear();
		this.notifications.clear();
		this.messages.clear();
		this.preferences.clear();
		this.translations.clear();
		this.tenants.clear();
		this.agents.clear();
		this.agentLinks.clear();
		this.conversations.clear();
		this.contexts.clear();
		this.channelConnections.clear();
		this.channelEndpoints.clear();
	}
}

/** An organization with its two environments, each with a key and data of its own. */
export class Organization {
	readonly _id = objectId();
	readonly userId = objectId();
	/** Names of domains that other organizations have */
	readonly foreignDomains = new Set<string>();
	readonly development: Store;
	readonly production: Store;
	/** By key */
	readonly variables = new Map<string, EnvironmentVariable>();

	/** @param developmentKey the secret key of Development */
	constructor(developmentKey: string) {
		this.development = this.environment('Development', developmentKey);
		this.production = this.environment('Production', apiKey(), this.development.environment._id);
	}

	get stores(): readonly Store[] {
		return [this.development, this.production];
	}

	private environment(name: string, key: string, parent?: string): Store {
		const time = now();
		return new Store(this, {
			name,
			identifier: shortId(12),
			_organizationId: this._id,
			apiKey: key,
			...(parent ? { _parentId: parent } : {}),
			_id: objectId(),
			createdAt: time,
			updatedAt: time,
		});
	}
}

/** Changes a document and its `updatedAt`. */
export function change<T extends { updatedAt: string }>(document: T, fields: Fields): T {
	return Object.assign(document, fields, { updatedAt: now() });
}
