import type { Sandbox, SandboxOptions, WorkflowPlan } from '../../sandbox';
import { addAgent, addConversation } from '../../sandbox/agents';
import { call } from './http';
import { read } from './recordingFiles';
import { NOVU_2_0, NOVU_3_19, type RecordingSet } from './recordings';

/** A part of a session: recordings of one file, from where the last part of it ended. */
export interface Part {
	file: string;
	/** The name of the last recording of this part; the rest of the file when absent */
	upTo?: string;
	/** What was different on the recorded server from here on */
	configure?: SandboxOptions;
	/** What had been done to the recorded server without being recorded */
	before?: (sandbox: Sandbox) => void | Promise<void>;
}

/** Recordings that were made one after the other, from a state that is known. */
export interface Session {
	/** Unique among those of one Novu */
	name: string;
	set: RecordingSet;
	/** `empty` is a new organization, `seeded` one with the sandbox's demo content */
	start: 'empty' | 'seeded';
	parts: Part[];
	/** By the name of an event: that of an earlier one to which the server's worker came only afterwards */
	earlier?: Record<string, string>;
	/** By the name of a recording: what happened before it without being recorded */
	before?: Record<string, (sandbox: Sandbox) => void | Promise<void>>;
}

/** Subscribers that the recordings use without having created them on record. */
function withSubscribers(...ids: string[]): (sandbox: Sandbox) => void {
	return ({ store }) => ids.forEach((id) => store.addSubscriber(id));
}

/**
 * Calls until the limit of the category that configures things is reached. From then on time stands
 * still, since the limit would let another call through 50 ms later.
 */
async function exhaust(sandbox: Sandbox): Promise<void> {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockReturnValue(now);
	let status = 0;
	while (status !== 429) ({ status } = await call(sandbox, 'GET', '/v1/subscribers/rl1'));
}

/**
 * The recordings of one environment are one session, cut by topic afterwards. This is its order, as
 * the times in the answers tell it.
 */
const MAIN: Part[] = [
	{ file: 'environments' },
	{ file: 'notifications', upTo: 'notification-groups' },
	{ file: 'integrations', upTo: 'integration-webhook-status' },
	{ file: 'credentials', upTo: 'cred-unknown-subscriber-delete' },
	{ file: 'subscribers', upTo: 'sub-create' },
	{ file: 'credentials', upTo: 'cred-get-after-all' },
	{ file: 'subscribers', upTo: 'sub-create-cred-2' },
	{ file: 'credentials', upTo: 'cred-err-proto-pollution' },
	{ file: 'auth' },
	{ file: 'credentials', upTo: 'cred-noversion-put' },
	{ file: 'subscribers', upTo: 'sub2-110kB-data' },
	{ file: 'subscriber-ids', upTo: 'subid-double-slash' },
	{ file: 'subscribers', upTo: 'sub2-delete-unknown' },
	{ file: 'subscribers-bulk' },
	{ file: 'subscribers', upTo: 'sublist-_page_0_limit_100_foo_bar' },
	{ file: 'topics', upTo: 'topic-subscriber-deleted-leaves-topic-3' },
	{ file: 'workflows' },
	{ file: 'subscribers', upTo: 'sub-create-ev1' },
	{ file: 'topics' },
	{ file: 'events', upTo: 'cancel-already-sent' },
	{ file: 'messages', upTo: 'messages-delete-by-tx-again' },
	{ file: 'notifications', upTo: 'notifications-get-bad' },
	{ file: 'inbox', upTo: 'mark-all-bad' },
	{ file: 'preferences' },
	{ file: 'subscribers' },
	// Novu's worker came to this event only when the credentials had been written.
	{ file: 'credentials', upTo: 'cred-put-slack-loopback' },
	{ file: 'events', upTo: 'trigger-chat-without-credentials' },
	{ file: 'notifications' },
	{ file: 'credentials', upTo: 'cred-put-discord-loopback' },
	{ file: 'events', upTo: 'trigger-chat-with-slack-webhook' },
	// To this one it came with the credentials from before, which it had in its cache.
	{ file: 'events', upTo: 'trigger-chat-with-4-providers' },
	{ file: 'credentials', upTo: 'cred-put-grafana-loopback' },
	{ file: 'messages' },
	{ file: 'events', upTo: 'inactive-provider-create', before: withSubscribers('st3') },
	{ file: 'integrations' },
	{ file: 'events' },
	{ file: 'inbox' },
	{
		file: 'idempotency',
		configure: { idempotency: true },
		before: withSubscribers('id1', 'id2'),
	},
	{
		file: 'rate-limits',
		upTo: 'ratelimit-jwt',
		configure: { idempotency: false, rateLimits: 'free' },
		before: async (sandbox) => {
			await call(sandbox, 'POST', '/v1/subscribers', { subscriberId: 'rl1' });
		},
	},
	{ file: 'rate-limits', before: exhaust },
	{
		file: 'misc',
		upTo: 'nul-in-token',
		configure: { rateLimits: null },
		before: (sandbox) => {
			jest.restoreAllMocks();
			withSubscribers('misc1')(sandbox);
		},
	},
	{ file: 'subscriber-ids' },
	{ file: 'credentials', upTo: 'token-whitespace-not-trimmed' },
	{ file: 'misc' },
	{ file: 'credentials' },
];

/** Recorded in an environment of its own, which had an FCM integration. */
const BASE_URL: Part[] = [
	{
		file: 'base-urls',
		before: ({ store }) => {
			store.addIntegration('fcm', 'push', { name: 'fcm' });
			store.addSubscriber('g1');
		},
	},
];

/** The tokens of the entries that a race of first writes had left beside the first one. */
const SURVIVORS = 't1 t2 t3 t4 t5 t6 t7 t8 t9 t12 t14 t15 t18 t19 t13 t11 t10'.split(' ');

/** Recorded after that race: 18 entries for one integration. */
const RACE: Part[] = [
	{
		file: 'races',
		before: ({ store }) => {
			const fcm = store.addIntegration('fcm', 'push', { name: 'fcm' });
			const entry = (...deviceTokens: string[]) => ({
				_integrationId: fcm._id,
				providerId: 'fcm',
				credentials: { deviceTokens },
			});
			const channels = [entry('t0', 't16'), ...SURVIVORS.map((token) => entry(token))];
			store.addSubscriber('race-b-mongo2ms-1', { channels });
		},
	},
];

/** All sessions of Novu 2.0. */
export const SESSIONS_2_0: Session[] = Object.entries({
	main: MAIN,
	'base-urls': BASE_URL,
	races: RACE,
}).map(([name, parts]) => ({ name, set: NOVU_2_0, start: 'empty', parts }));

/** A workflow that the recorded seed had beside the demo content of the sandbox. */
export const REMINDER: WorkflowPlan = {
	name: 'Reminder',
	steps: [
		{ type: 'delay', metadata: { type: 'regular', amount: 1, unit: 'days' } },
		{ type: 'in_app', content: 'Remember' },
	],
};

/** Recorded without a session of their own, or with requests that ran at once. */
const NOT_REPLAYED = ['races-overlapping'];

/** What the sessions of 3.19 had beside what the recordings say. */
const BESIDE: Record<string, Partial<Session>> = {
	translations: { parts: [{ file: 'translations', configure: { paid: false } }] },
	'workflows-put': {
		before: { 'wput-create-with-agent': ({ store }) => void addAgent(store, 'support') },
	},
	'agent-replies': {
		before: {
			'agr-unknown-conversation': ({ store }) =>
				void addConversation(store, 'support', '6b07aaaaaaaaaaaaaaaa0001'),
		},
	},
	// Novu's worker needed longer for a topic's subscribers than for the next event's.
	'activity-v3': { earlier: { 'actv3-trigger-3': 'actv3-trigger-2' } },
	domains: { parts: [{ file: 'domains', configure: { paid: false } }] },
	'domains-paid': {
		before: {
			'domp-create-first': ({ store }) => {
				// Two names that another organization had.
				store.organization.foreignDomains.add('inbound2.example.com').add('example.org');
			},
			'domp-route-create-agent-identifier': ({ store }) => void addAgent(store, 'support'),
		},
	},
};

/** All sessions of Novu 3.19 that can be sent one request after the other. */
export function sessions319(): Session[] {
	const listed = read(NOVU_3_19.folder, '_sessions') as Array<Omit<Session, 'set'>>;
	return listed
		.filter(({ name }) => !NOT_REPLAYED.includes(name))
		.map((session) => ({ ...session, ...BESIDE[session.name], set: NOVU_3_19 }));
}
