import type { IDataObject } from 'n8n-workflow';
import { NovuApi } from '../../credentials/NovuApi.credentials';
import { NovuPollingTrigger } from '../../nodes/Novu/NovuPollingTrigger.node';
import { MOST_OPEN, OVERLAP_MS } from '../../nodes/Novu/trigger/feed';
import { startSandbox } from '../../sandbox';
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

	it('keeps a state that does not grow with the feed', async () => {
		const { ids, saved } = poller({ triggerOn: 'created' });
		feed.entries = row(0, 1, 'pending');
		await ids();
		feed.entries.push(...row(10, 900, 'pending'));
		await ids();
		expect(saved().match(/0{20}/g)?.length).toBeLessThan(70);
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
		feed.entries.push(...row(1000, 60, 'canceled'));
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
		feed.entries = [entry(0, 'delayed'), ...row(1000, 60, 'canceled')];
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
		feed.entries = [gone, ...row(1000, 60, 'canceled')];
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
		feed.entries = [added, ...row(1000, 60, 'canceled')];
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

describe('what a poll hands out', () => {
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
		expect(await poll()).toEqual([recordedEntry]);
	});

	it.each([
		[{ workflows: 'rec-fail' }, 1],
		[{ workflows: 'other, rec-all' }, 0],
		[{ subscribers: 'rec-2,rec-3' }, 1],
		[{ subscribers: 'rec-1' }, 0],
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
	it('is told without the key', async () => {
		feed.before = () => 401;
		const { poll } = poller({ triggerOn: 'created' }, feed.url, 'example-key-1234');
		const error = await poll().catch((thrown: Error) => thrown);
		expect(error).toMatchObject({ message: expect.stringMatching(/HTTP 401/) as string });
		expect(JSON.stringify(error)).not.toContain('example-key-1234');
	});

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
