import fc from 'fast-check';
import { NovuApi } from '../../credentials/NovuApi.credentials';
import { NovuPollingTrigger } from '../../nodes/Novu/NovuPollingTrigger.node';
import { entry, startFeed, type Entry, type FeedServer } from './feedServer';
import { pollerOf } from './pollHarness';

const MINUTE = 60_000;

/** What happens to a feed and a node that polls it. */
type Step =
	| { kind: 'create'; count: number; skewMs: number }
	/** Both clocks go on */
	| { kind: 'wait'; minutes: number }
	/** A poll, for which the server answers one page (-1: an entry) with this text, or as it should */
	| { kind: 'poll'; page: number; instead?: string }
	/** Jobs of all entries are done */
	| { kind: 'complete' };

const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({
		kind: fc.constant('create' as const),
		count: fc.integer({ min: 1, max: 60 }),
		skewMs: fc.constantFrom(0, 0, 0, 1000, -30_000, -8 * MINUTE, -60 * MINUTE, 60 * MINUTE, 1e12),
	}),
	fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(0, 1, 5, 30) }),
	fc.record({
		kind: fc.constant('poll' as const),
		page: fc.constantFrom(-1, 0, 0, 1, 2),
		instead: fc.constantFrom(undefined, undefined, '{"data":[],"page":0}', 'null', '{}', '[null]'),
	}),
	fc.record({ kind: fc.constant('complete' as const) }),
);

let feed: FeedServer;

beforeEach(async () => (feed = await startFeed()));
afterEach(async () => {
	jest.restoreAllMocks();
	await feed.close();
});

/** A node that polls, with the time that n8n and Novu tell. */
function world(triggerOn: string) {
	let now = Date.UTC(2026, 0);
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	const { poll } = pollerOf({
		node: new NovuPollingTrigger(),
		credentialType: new NovuApi(),
		parameters: { triggerOn, filters: {}, options: { lookAgainHours: 720 } },
		credentials: { apiKey: 'example-key', region: 'custom', baseUrl: feed.url },
	});
	const created: Entry[] = [];
	const reported: unknown[] = [];
	const start = Date.UTC(2020, 0, 1);
	return {
		created,
		reported,
		poll: async () => reported.push(...(await poll()).map(({ id }) => id)),
		wait: (minutes: number) => (now += minutes * MINUTE),
		create: (count: number, skewMs: number) => {
			for (let i = 0; i < count; i++) {
				const added = entry(now - start + i * 500 + skewMs, 'pending');
				feed.entries.push(added);
				created.push(added);
			}
		},
		complete: () => feed.entries.forEach(({ jobs }) => (jobs[0].status = 'completed')),
	};
}

async function carryOut(step: Step, { poll, wait, create, complete }: ReturnType<typeof world>) {
	if (step.kind === 'create') create(step.count, step.skewMs);
	if (step.kind === 'wait') wait(step.minutes);
	if (step.kind === 'complete') complete();
	if (step.kind !== 'poll') return;
	feed.instead = (page) => (page === step.page ? step.instead : undefined);
	// A poll may fail for the answer; what it has to say of it is tested elsewhere.
	await poll().catch((error: Error) => expect(error.message).toMatch(/cannot be read: Novu/));
	feed.instead = () => undefined;
}

it.each(['created', 'completed'])(
	'whatever comes, an entry is reported once: %s',
	async (triggerOn) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 3, maxLength: 12 }),
				fc.constantFrom(10, 50),
				fc.integer({ min: 0, max: 80 }),
				async (steps, pageSize, before) => {
					feed.entries = [];
					feed.pageSize = () => pageSize;
					const happening = world(triggerOn);
					happening.create(before, 0);
					happening.created.length = 0;
					await happening.poll();
					for (const each of steps) await carryOut(each, happening);
					happening.complete();
					for (let i = 0; i < 3; i++) {
						happening.wait(11);
						await happening.poll();
					}
					const ids = happening.created.map(({ _id }) => _id);
					expect([...happening.reported].sort()).toEqual(ids.sort());
				},
			),
			{ numRuns: 60 },
		);
	},
	120_000,
);
