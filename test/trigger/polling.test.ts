import type { IDataObject } from 'n8n-workflow';
import { NovuApi } from '../../credentials/NovuApi.credentials';
import { NovuPollingTrigger } from '../../nodes/Novu/NovuPollingTrigger.node';
import { MOST_OPEN } from '../../nodes/Novu/trigger/feed';
import { DEPTH, OVERLAP_MS } from '../../nodes/Novu/trigger/feedMemory';
import { startSandbox } from '../../sandbox';
import { misplaced } from '../engine/readingOrder';
import {
	entry,
	recordedCompleted,
	recordedEntry,
	startFeed,
	type Entry,
	type FeedServer,
} from './feedServer';
import { pollerOf } from './pollHarness';

const HOUR = 3_600_000;
/** Entries with a second between them. */
const row = (from: number, count: number, ...statuses: string[]) =>
	Array.from({ length: count }, (_, i) => entry((from + i) * 1000, ...statuses));
const idsOf = (entries: Entry[]) => entries.map(({ _id }) => _id);

let feed: FeedServer;

beforeEach(async () => (feed = await startFeed()));
afterEach(async () => {
	jest.restoreAllMocks();
	await feed.close();
});

function poller(parameters: IDataObject, url = feed.url, apiKey = 'example-key') {
	const hosted = pollerOf({
		node: new NovuPollingTrigger(),
		credentialType: new NovuApi(),
		parameters,
		credentials: { apiKey, region: 'custom', baseUrl: url },
	});
	const ids = async () => (await hosted.poll()).map(({ id }) => id);
	return { ...hosted, ids };
}

describe('polling for what was created', () => {
	it('starts from now', async () => {
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 120, 'completed');
		expect(await ids()).toEqual([]);
		expect(await ids()).toEqual([]);
		const [added] = row(200, 1, 'pending');
		feed.entries.push(added);
		expect(await ids()).toEqual([added._id]);
		expect(await ids()).toEqual([]);
	});

	it('reports the first entry of a feed that was empty', async () => {
		const { ids } = poller({ triggerOn: 'created' });
		expect(await ids()).toEqual([]);
		feed.entries = row(0, 1, 'pending');
		expect(await ids()).toEqual(idsOf(feed.entries));
	});

	it.each([
		['fifty a page', (asked: number) => asked],
		['ten a page, as Novu 2.0', () => 10],
	])('misses none when more than a page came in, oldest first: %s', async (_name, pageSize) => {
		feed.pageSize = pageSize;
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 30, 'completed');
		await ids();
		const added = row(100, 173, 'pending');
		feed.entries.push(...added);
		expect(await ids()).toEqual(idsOf(added));
		expect(await ids()).toEqual([]);
	});

	it('misses none and reports none twice when entries share a time', async () => {
		const { ids } = poller({ triggerOn: 'created' });
		const same = Array.from({ length: 130 }, () => entry(5000, 'pending'));
		feed.entries = same.slice(0, 60);
		await ids();
		feed.entries.push(...same.slice(60));
		expect((await ids()).sort()).toEqual(idsOf(same.slice(60)).sort());
		expect(await ids()).toEqual([]);
	});

	it('reports none again that shares its time with the oldest that is known, on this page or the next', async () => {
		const start = Date.UTC(2026, 0);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
		const { ids } = poller({ triggerOn: 'created' });
		const same = Array.from({ length: 60 }, () => entry(0, 'pending'));
		feed.entries = [...row(-200, 100, 'pending'), ...same, ...row(1, DEPTH - 30, 'pending')];
		await ids();
		// Late enough for the feed to be read back as far as it is known.
		clock.mockReturnValue(start + HOUR);
		const [added] = row(1000, 1, 'pending');
		feed.entries.push(added);
		feed.requests.length = 0;
		expect(await ids()).toEqual([added._id]);
		expect(feed.requests.length).toBeGreaterThanOrEqual(DEPTH / 50);
	});

	it('reports an entry that shows up late, behind a newer one', async () => {
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = [entry(100_000, 'pending')];
		await ids();
		const late = entry(100_000 - OVERLAP_MS / 2, 'pending');
		feed.entries.push(late, entry(101_000, 'pending'));
		expect(await ids()).toContain(late._id);
		expect(await ids()).toEqual([]);
	});

	it('keeps none twice when entries come in while pages are read', async () => {
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 1, 'pending');
		await ids();
		const added = row(100, 120, 'pending');
		const meanwhile = row(300, 7, 'pending');
		feed.entries.push(...added);
		feed.before = (_path, page) => {
			if (page === 1) feed.entries.push(...meanwhile.splice(0));
			return undefined;
		};
		const last = [...meanwhile];
		expect(await ids()).toEqual(idsOf(added));
		expect(await ids()).toEqual(idsOf(last));
		expect(await ids()).toEqual([]);
	});

	it.each([
		['years ahead of', Date.UTC(2031, 0)],
		['years behind', Date.UTC(2009, 0)],
	])("works when n8n's clock is %s Novu's", async (_name, now) => {
		jest.spyOn(Date, 'now').mockReturnValue(now);
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 5, 'pending');
		await ids();
		const added = row(10, 3, 'pending');
		feed.entries.push(...added);
		expect(await ids()).toEqual(idsOf(added));
	});

	it('goes on from where it was after a poll that failed halfway', async () => {
		const { ids, poll, saved } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 1, 'pending');
		await ids();
		const before = saved();
		const added = row(100, 120, 'pending');
		feed.entries.push(...added);
		feed.before = (_path, page) => (page === 1 ? 400 : undefined);
		await expect(poll()).rejects.toThrow(/activity feed cannot be read: Sorry \(HTTP 400\)/);
		expect(saved()).toBe(before);
		feed.before = () => undefined;
		expect(await ids()).toEqual(idsOf(added));
	});

	it('reports none twice when n8n polls again before a poll has ended', async () => {
		const hosted = poller({ triggerOn: 'created' });
		const other = poller({ triggerOn: 'created' });
		feed.entries = row(0, 1, 'pending');
		await hosted.ids();
		await other.ids();
		const added = row(100, 120, 'pending');
		feed.entries.push(...added);
		const polls = await Promise.all([hosted.ids(), hosted.ids(), other.ids(), hosted.ids()]);
		expect(polls[2]).toEqual(idsOf(added));
		expect([polls[0], polls[1], polls[3]].flat()).toEqual(idsOf(added));
		expect(await hosted.ids()).toEqual([]);
	});

	it('polls again after one that has failed', async () => {
		const { ids, poll } = poller({ triggerOn: 'created' });
		await ids();
		feed.before = () => 400;
		await expect(poll()).rejects.toThrow(/HTTP 400/);
		feed.before = () => undefined;
		feed.entries = row(0, 1, 'pending');
		expect(await ids()).toEqual(idsOf(feed.entries));
	});

	it('keeps a state that does not grow with the feed', async () => {
		const { ids, saved } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 1, 'pending');
		await ids();
		feed.entries.push(...row(10, 900, 'pending'));
		await ids();
		const size = saved().length;
		feed.entries.push(...row(1000, 3000, 'pending'));
		expect(await ids()).toHaveLength(3000);
		expect(saved().length).toBe(size);
		expect(size).toBeLessThan(5000);
	});

	it.each([
		['fifty a page', (asked: number) => asked],
		['ten a page', () => 10],
	])(
		'reports entries of one time once, on whatever page they stand: %s',
		async (_name, pageSize) => {
			feed.pageSize = pageSize;
			const { ids } = poller({ triggerOn: 'created' });
			feed.entries = row(0, 700, 'pending');
			await ids();
			// as many as fill the page up to the entries of the same time, and those go on behind it
			const first = row(1000, 49, 'pending');
			const same = Array.from({ length: 20 }, () => entry(900_000, 'pending'));
			feed.entries.push(...first, ...same);
			expect((await ids()).sort()).toEqual(idsOf([...first, ...same]).sort());
			const more = Array.from({ length: 90 }, () => entry(900_000, 'pending'));
			feed.entries.push(...more);
			expect((await ids()).sort()).toEqual(idsOf(more).sort());
			expect(await ids()).toEqual([]);
		},
	);

	it('begins anew where what is kept from the poll before is not to be read', async () => {
		const { ids, keep } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 5, 'pending');
		for (const odd of [7, 'text', [], {}, { known: 1 }, { newest: '2020', seen: [], open: [] }]) {
			keep({ 'node:Poll': { feed: odd } });
			expect(await ids()).toEqual([]);
			const added = row(100, 1, 'pending');
			feed.entries.push(...added);
			expect(await ids()).toEqual(idsOf(added));
		}
	});

	it('reports nothing old where the credential opens another environment from now on', async () => {
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(1000, 5, 'pending');
		await ids();
		feed.entries = row(0, 800, 'pending');
		expect(await ids()).toEqual([]);
		const added = row(2000, 3, 'pending');
		feed.entries.push(...added);
		expect(await ids()).toEqual(idsOf(added));
	});
});

describe('polling where clocks of servers differ', () => {
	const AHEAD = [
		['a minute and a bit', 70_000],
		['an hour', HOUR],
		['eighty years', 80 * 365 * 24 * HOUR],
	] as const;
	/** How many entries the feed has before. */
	const SIZES = [1, 60, 1200];
	const cases = SIZES.flatMap((size) => AHEAD.map(([name, ms]) => [name, size, ms] as const));
	const pollEvents = [
		['created', 'pending'],
		['completed', 'completed'],
	] as const;

	it.each(cases)('holds none back for one that is %s ahead, of %d', async (_name, size, ms) => {
		for (const [triggerOn, status] of pollEvents) {
			const { ids } = poller({ triggerOn });
			feed.entries = row(0, size, status);
			await ids();
			const ahead = entry(size * 1000 + ms, status);
			const beside = row(size + 1, 3, status);
			feed.entries.push(ahead, ...beside);
			expect(await ids()).toEqual(idsOf([...beside, ahead]));
			const later = row(size + 10, 10, status);
			feed.entries.push(...later);
			expect(await ids()).toEqual(idsOf(later));
			expect(await ids()).toEqual([]);
		}
	});

	it.each(cases)('begins well with one that is %s ahead, of %d', async (_name, size, ms) => {
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = [entry(size * 1000 + ms, 'pending'), ...row(0, size, 'pending')];
		expect(await ids()).toEqual([]);
		const later = row(size + 10, 60, 'pending');
		feed.entries.push(...later);
		expect(await ids()).toEqual(idsOf(later));
		expect(await ids()).toEqual([]);
	});

	it.each([
		['a minute and a bit', 70_000, 60],
		['a minute and a bit', 70_000, 1200],
		['an hour', HOUR, 60],
		['eight minutes', 480_000, 1200],
	])('reports one that is %s behind, once', async (_name, ms, size) => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(0, size, 'pending');
		await ids();
		const behind = entry(size * 1000 - ms + 1, 'pending');
		const [beside] = row(size + 1, 1, 'pending');
		feed.entries.push(behind, beside);
		const found = await ids();
		clock.mockReturnValue(10 * 60_000);
		found.push(...(await ids()));
		expect(found.sort()).toEqual(idsOf([behind, beside]).sort());
		clock.mockReturnValue(25 * 60_000);
		expect(await ids()).toEqual([]);
	});
});

describe('an answer that is no page of the feed', () => {
	const ODD = [
		'null',
		'7',
		'true',
		'"text"',
		'{}',
		'{"data":null}',
		'{"data":{}}',
		'{"data":"x"}',
		'{"data":[null],"page":0}',
		'{"data":[7],"page":0}',
		'{"data":[{}],"page":0}',
		'{"data":[{"_id":"x"}],"page":0}',
		'{"data":[{"_id":"","createdAt":"2020-01-01T00:00:00.000Z"}],"page":0}',
		'{"data":[{"_id":{},"createdAt":"2020-01-01T00:00:00.000Z"}],"page":0}',
		'{"data":[{"_id":"x","createdAt":null}],"page":0}',
		'{"data":[{"_id":"x","createdAt":"soon"}],"page":0}',
		'{"statusCode":500,"message":"Internal server error"}',
		'{"success":false,"error":"Unauthorized"}',
	];
	const places = [0, 1].flatMap((page) => ODD.map((body) => [page, body] as const));

	it.each(places)(
		'is an error of that poll and forgets nothing: page %d, %s',
		async (page, body) => {
			const pollers = ['created', 'failed'].map((triggerOn) => poller({ triggerOn }));
			feed.entries = row(0, 60, 'failed');
			for (const { ids } of pollers) await ids();
			const before = pollers.map(({ saved }) => saved());
			const added = row(100, 70, 'failed');
			feed.entries.push(...added);
			feed.instead = (asked) => (asked === page ? body : undefined);
			const polls = pollers.map(({ poll }) => poll().catch((thrown: Error) => thrown));
			for (const error of await Promise.all(polls)) {
				expect(error).toBeInstanceOf(Error);
				const { message } = error as Error;
				expect(message).toMatch(/activity feed cannot be read: /);
				expect(message).not.toMatch(
					/TypeError|Cannot (read|destructure)|is not (a function|iterable)/,
				);
			}
			expect(pollers.map(({ saved }) => saved())).toEqual(before);
			feed.instead = () => undefined;
			for (const { ids } of pollers) {
				expect(await ids()).toEqual(idsOf(added));
				expect(await ids()).toEqual([]);
			}
		},
	);

	it.each(ODD)('at the first poll is an error, and the next one begins: %s', async (body) => {
		const { ids, poll, saved } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 60, 'pending');
		feed.instead = () => body;
		const words = /activity feed cannot be read/;
		await Promise.all([
			expect(poll()).rejects.toThrow(words),
			expect(poll('manual')).rejects.toThrow(words),
		]);
		expect(saved()).toBe('{}');
		feed.instead = () => undefined;
		expect(await ids()).toEqual([]);
		const added = row(100, 1, 'pending');
		feed.entries.push(...added);
		expect(await ids()).toEqual(idsOf(added));
	});

	it.each([0, 1, 2])('but an empty list forgets nothing: page %d', async (page) => {
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 160, 'pending');
		await ids();
		const added = row(200, 120, 'pending');
		feed.entries.push(...added);
		feed.instead = (asked) => (asked === page ? '{"data":[],"page":0,"hasMore":false}' : undefined);
		const found = await ids();
		feed.instead = () => undefined;
		found.push(...(await ids()));
		expect(found.sort()).toEqual(idsOf(added).sort());
		expect(await ids()).toEqual([]);
	});

	it.each([1, 60, 700])(
		'comes again for every page, and the poll ends: %d entries',
		async (size) => {
			feed.looksAtPage = false;
			const { ids, log } = poller({ triggerOn: 'created' });
			feed.entries = row(0, size, 'pending');
			await ids();
			const added = row(1000, 7, 'pending');
			feed.entries.push(...added);
			feed.requests.length = 0;
			expect(await ids()).toEqual(idsOf(added));
			expect(feed.requests.length).toBeLessThan(6);
			expect(await ids()).toEqual([]);
			expect(log).toEqual([]);
		},
	);

	it('comes again for every page, and the log says that entries may be missing', async () => {
		feed.looksAtPage = false;
		const { ids, log } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 60, 'pending');
		await ids();
		feed.entries.push(...row(1000, 80, 'pending'));
		expect(await ids()).toHaveLength(50);
		expect(log).toEqual([expect.stringMatching(/same page again and again/)]);
		feed.looksAtPage = true;
		expect(await ids()).toHaveLength(30);
	});

	it('goes on where more than a page came in between two pages', async () => {
		const { ids } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 60, 'pending');
		await ids();
		const added = row(100, 120, 'pending');
		const meanwhile = row(300, 60, 'pending');
		feed.entries.push(...added);
		feed.before = (_path, page) => {
			if (page === 1) feed.entries.push(...meanwhile.splice(0));
			return undefined;
		};
		const all = [...added, ...meanwhile];
		const found = [...(await ids()), ...(await ids())];
		expect(found.sort()).toEqual(idsOf(all).sort());
		expect(await ids()).toEqual([]);
	});
});

describe('polling for what is done', () => {
	it.each([
		['completed', 'completed'],
		['failed', 'failed'],
	])('%s: looks at an entry again until it is', async (triggerOn, end) => {
		const { ids } = poller({ triggerOn });
		await ids();
		const [added] = row(0, 1, 'pending', 'pending');
		feed.entries = [added];
		expect(await ids()).toEqual([]);
		added.jobs[0].status = 'completed';
		added.jobs[1].status = 'running';
		// far behind the part of the feed that is read anyhow
		feed.entries.push(...row(1000, 160, 'canceled'));
		expect(await ids()).toEqual([]);
		added.jobs[1].status = end;
		expect(await ids()).toEqual([added._id]);
		expect(await ids()).toEqual([]);
	});

	it('does not report what ended the other way', async () => {
		const completed = poller({ triggerOn: 'completed' });
		const failed = poller({ triggerOn: 'failed' });
		await completed.ids();
		await failed.ids();
		const states = [['completed'], ['failed', 'canceled'], ['canceled'], ['skipped', 'completed']];
		feed.entries = states.map((statuses, i) => entry(i * 1000, ...statuses));
		const [done, broken, , partly] = idsOf(feed.entries);
		expect(await completed.ids()).toEqual([done, partly]);
		expect(await failed.ids()).toEqual([broken]);
		expect([...(await completed.ids()), ...(await failed.ids())]).toEqual([]);
	});

	it('waits for the jobs of an entry that has none yet', async () => {
		const { ids } = poller({ triggerOn: 'completed' });
		await ids();
		const added = entry(0);
		feed.entries = [added];
		expect(await ids()).toEqual([]);
		added.jobs = entry(0, 'completed').jobs;
		expect(await ids()).toEqual([added._id]);
	});

	it('reports a failed step though steps behind it are not done, once', async () => {
		const { ids } = poller({ triggerOn: 'failed' });
		await ids();
		feed.entries = [{ ...recordedEntry, jobs: structuredClone(recordedEntry.jobs) }];
		expect(await ids()).toEqual([recordedEntry._id]);
		feed.entries[0].jobs[1].status = 'failed';
		expect(await ids()).toEqual([]);
	});

	it('gives an entry up after the time that is set, and says so', async () => {
		const start = Date.UTC(2026, 0);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
		const { ids, log } = poller({ triggerOn: 'completed', options: { lookAgainHours: 2 } });
		await ids();
		feed.entries = [entry(0, 'delayed'), ...row(1000, 160, 'canceled')];
		await ids();
		clock.mockReturnValue(start + 2 * HOUR - 1);
		await ids();
		expect(log).toEqual([]);
		clock.mockReturnValue(start + 2 * HOUR);
		await ids();
		expect(log).toEqual([expect.stringMatching(/stopped looking at 1 entries/)]);
		feed.requests.length = 0;
		feed.entries[0].jobs[0].status = 'completed';
		expect(await ids()).toEqual([]);
		expect(feed.requests.filter((url) => url.includes(feed.entries[0]._id))).toEqual([]);
	});

	it('forgets an entry that Novu has no more', async () => {
		const { ids, saved } = poller({ triggerOn: 'completed' });
		await ids();
		const [gone] = row(0, 1, 'pending');
		feed.entries = [gone, ...row(1000, 160, 'canceled')];
		await ids();
		expect(saved()).toContain(gone._id);
		feed.entries.shift();
		expect(await ids()).toEqual([]);
		expect(saved()).not.toContain(gone._id);
	});

	it('watches no more than its bound', async () => {
		const { ids, saved, log } = poller({ triggerOn: 'completed' });
		await ids();
		feed.entries = row(0, MOST_OPEN + 20, 'delayed');
		await ids();
		expect(saved().match(/"since"/g)).toHaveLength(MOST_OPEN);
		expect(log).toEqual([expect.stringMatching(/stopped looking at 20 entries/)]);
	});

	it('leaves its state as it was where looking again fails', async () => {
		const { ids, poll, saved } = poller({ triggerOn: 'completed' });
		await ids();
		const [added] = row(0, 1, 'pending');
		feed.entries = [added, ...row(1000, 160, 'canceled')];
		await ids();
		const before = saved();
		const [next] = row(2000, 1, 'completed');
		feed.entries.push(next);
		feed.before = (_path, page) => (page < 0 ? 403 : undefined);
		await expect(poll()).rejects.toThrow(/HTTP 403/);
		expect(saved()).toBe(before);
		feed.before = () => undefined;
		added.jobs[0].status = 'completed';
		expect(await ids()).toEqual([added._id, next._id]);
	});
});

describe('an entry that is looked at again', () => {
	const watched = async () => {
		const hosted = poller({ triggerOn: 'completed' });
		await hosted.ids();
		const [added] = row(0, 1, 'pending');
		feed.entries = [added, ...row(1000, 160, 'canceled')];
		await hosted.ids();
		return { ...hosted, added };
	};

	it.each(['null', '{"data":null}', ''])(
		'is not forgotten for an empty answer: %j',
		async (body) => {
			const { ids, added } = await watched();
			feed.instead = (page) => (page < 0 ? body : undefined);
			expect(await ids()).toEqual([]);
			feed.instead = () => undefined;
			added.jobs[0].status = 'completed';
			expect(await ids()).toEqual([added._id]);
			expect(await ids()).toEqual([]);
		},
	);

	it.each([
		'7',
		'{}',
		'[]',
		'{"data":{"_id":"another","createdAt":"2020-01-01T00:00:00.000Z"}}',
		'{"success":false}',
	])('is not forgotten for an odd answer, which is an error: %s', async (body) => {
		const { ids, poll, saved, added } = await watched();
		const before = saved();
		feed.instead = (page) => (page < 0 ? body : undefined);
		await expect(poll()).rejects.toThrow(/activity feed cannot be read: /);
		expect(saved()).toBe(before);
		feed.instead = () => undefined;
		added.jobs[0].status = 'completed';
		expect(await ids()).toEqual([added._id]);
	});

	it.each([null, 'x', {}, [null], [7], [{}], [{ status: null, type: 7, executionDetails: null }]])(
		'is so while its jobs are %j',
		async (jobs) => {
			const { ids } = poller({ triggerOn: 'completed', filters: { workflowIds: 'rec-fail' } });
			await ids();
			const added = { ...entry(0, 'completed'), jobs } as unknown as Entry;
			feed.entries = [added];
			expect(await ids()).toEqual([]);
			added.jobs = entry(0, 'completed').jobs;
			expect(await ids()).toEqual([added._id]);
		},
	);
});

describe('what a poll hands out', () => {
	it.each([true, false])('may lack anything but ID and time, simplified: %s', async (simplify) => {
		const { poll } = poller({ triggerOn: 'created', simplify });
		await poll();
		const { _id, createdAt } = entry(0);
		const odd = { template: null, subscriber: 7, to: null, payload: null, jobs: [null, {}] };
		feed.entries = [{ _id, createdAt, ...odd } as unknown as Entry];
		expect(await poll()).toMatchObject([simplify ? { id: _id, createdAt } : { _id, createdAt }]);
	});

	it('is simplified, with the provider that delivered', async () => {
		const { poll } = poller({ triggerOn: 'completed' });
		await poll();
		feed.entries = [recordedCompleted];
		const [item, ...more] = await poll();
		expect(more).toEqual([]);
		expect(item).toMatchObject({
			id: recordedCompleted._id,
			status: 'completed',
			createdAt: recordedCompleted.createdAt,
			transactionId: '7af92d57-0edd-410d-8c95-059319d3fef8',
			subscriberId: 'rec-1',
			workflowId: 'rec-all',
			payload: { name: 'Ann', msg: '42', nested: { a: [1, true, null] } },
		});
		const steps = item.steps as IDataObject[];
		expect(steps[0]).toEqual({ channel: 'push', status: 'completed', providers: ['push-webhook'] });
		expect(steps[3]).toEqual({
			channel: 'chat',
			status: 'completed',
			providers: ['slack', 'mattermost', 'grafana-on-call', 'whatsapp-business'],
			failures: ['Unexpected provider error: connect ECONNREFUSED graph.facebook.com:443'],
		});
		expect(Object.keys(item).length).toBeLessThanOrEqual(10);
	});

	it('is as it came where the user wants it raw', async () => {
		const { poll } = poller({ triggerOn: 'failed', simplify: false });
		await poll();
		feed.entries = [recordedEntry];
		const [entry] = await poll();
		expect(entry).toEqual(recordedEntry);
		expect(misplaced(entry)).toEqual([]);
	});

	it.each([
		[{ workflowIds: 'rec-fail' }, 1],
		[{ workflowIds: 'other, rec-all' }, 0],
		[{ subscriberIds: 'rec-2,rec-3' }, 1],
		[{ subscriberIds: 'rec-1' }, 0],
		[{ channels: ['sms'] }, 1],
		[{ channels: ['in_app'] }, 0],
	])('passes the filters %j %d times', async (filters, times) => {
		const { poll } = poller({ triggerOn: 'created', filters });
		await poll();
		feed.entries = [recordedEntry];
		expect(await poll()).toHaveLength(times);
	});

	it('in a manual run is the newest that fit, and notes nothing', async () => {
		const { poll, saved } = poller({ triggerOn: 'failed' });
		feed.entries = [...row(0, 15, 'failed'), ...row(100, 5, 'completed')];
		const shown = (await poll('manual')).map(({ id }) => id);
		expect(shown).toEqual(idsOf(feed.entries.slice(5, 15)).reverse());
		expect(await poll('manual')).toHaveLength(10);
		expect(saved()).toBe('{}');
	});
});

describe('a feed that cannot be read', () => {
	it.each([400, 401, 403, 500])(
		'is told without the key, which Novu repeats: %d',
		async (status) => {
			const key = 'example-key-1234';
			feed.before = () => status;
			feed.sentence = `The key ${key} is not known, ApiKey ${key}`;
			const { poll, log } = poller({ triggerOn: 'created' }, feed.url, key);
			const error = (await poll().catch((thrown: Error) => thrown)) as Error;
			expect(error.message).toMatch(/is not known/);
			expect(error.message).toContain(`HTTP ${status}`);
			const shown = [error.message, error.stack, JSON.stringify(error), ...log].join();
			expect(shown).not.toContain(key);
		},
	);

	it('is told where the server cannot be reached, in the words of the node', async () => {
		const { poll } = poller({ triggerOn: 'created' }, 'http://127.0.0.1:1');
		await expect(poll()).rejects.toThrow(/activity feed cannot be read: Novu could not be reached/);
	}, 60_000);

	it('is told where the credential is not right', async () => {
		const { poll } = poller({ triggerOn: 'created' }, 'novu.example.com');
		await expect(poll()).rejects.toThrow(/Base URL/);
	});
});

describe('the activity of the sandbox', () => {
	it.each(['3.19', '2.0'] as const)('of Novu %s is reported once', async (novu) => {
		const sandbox = await startSandbox({ novu });
		try {
			const { ids } = poller({ triggerOn: 'created' }, sandbox.url, sandbox.apiKey);
			await ids();
			const [subscriber] = sandbox.store.subscribers.all;
			const [workflow] = sandbox.store.workflows.all;
			const payload = Object.fromEntries(
				workflow.steps.flatMap(({ variables }) => variables).map(({ name }) => [name, 'x']),
			);
			for (let i = 0; i < 15; i++) {
				await fetch(`${sandbox.url}/v1/events/trigger`, {
					method: 'POST',
					headers: {
						authorization: `ApiKey ${sandbox.apiKey}`,
						'content-type': 'application/json',
					},
					body: JSON.stringify({
						name: workflow.identifier,
						to: subscriber.subscriberId,
						payload,
					}),
				});
			}
			expect((await ids()).sort()).toEqual(
				sandbox.store.notifications.all.map(({ _id }) => _id).sort(),
			);
			expect(sandbox.store.notifications.size).toBe(15);
			expect(await ids()).toEqual([]);
		} finally {
			await sandbox.close();
		}
	});
});
