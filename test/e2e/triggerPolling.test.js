const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { entry, startFeed } = require('../trigger/feedServer');
const { connect, credentialData } = require('./support');
const {
	endedExecutions,
	grown,
	publishPolling,
	reported,
	savedCredential,
	unpublish,
} = require('./triggerSupport');

/**
 * @typedef {import('../trigger/feedServer').Entry} Entry
 * @typedef {import('../../scripts/n8n/client').SavedWorkflow} SavedWorkflow
 */

/**
 * @param {number} count
 * @param {number} ms when, on a day of 2020: far from n8n's clock
 * @param {...string} statuses of the jobs of each
 * @returns {Entry[]}
 */
const entries = (count, ms, ...statuses) =>
	Array.from({ length: count }, () => entry(ms, ...statuses));
/** @param {Entry[]} list */
const idsOf = (list) => list.map(({ _id }) => _id);

describe('the Novu Polling Trigger', () => {
	const n8n = connect();
	/** @type {Awaited<ReturnType<typeof startFeed>>} */
	let feed;
	/** @type {Record<string, { id: string, name: string }>} */
	let credentials;
	/** @type {SavedWorkflow[]} */
	const workflows = [];

	before(async () => {
		feed = await startFeed();
		const data = credentialData({ url: feed.url, apiKey: 'example-key' });
		credentials = await savedCredential(n8n, 'novuApi', data);
	});
	after(async () => {
		for (const workflow of workflows) await unpublish(n8n, workflow);
		await feed.close();
	});

	/** @param {string} triggerOn */
	async function published(triggerOn) {
		const workflow = await publishPolling(n8n, triggerOn, credentials);
		workflows.push(workflow);
		return workflow;
	}

	/** Waits until every published workflow has polled from now on. */
	async function polled() {
		const firstPages = () => feed.requests.filter((url) => url.includes('page=0')).length;
		await grown(firstPages, 2 * workflows.length);
	}

	/** @param {SavedWorkflow} workflow @param {number} count */
	const ids = async (workflow, count) => await reported(n8n, workflow, count, 'id');

	it('starts from now, misses none and reports none twice, also after a poll that failed', async () => {
		feed.entries = entries(70, 0, 'completed');
		const workflow = await published('created');
		await polled();
		assert.deepEqual(await endedExecutions(n8n, workflow), []);

		// more than two pages, all of the same time, while the second page cannot be read
		const added = entries(130, 60_000, 'pending');
		feed.before = (_path, page) => (page === 1 ? 400 : undefined);
		feed.entries.push(...added);
		await polled();
		assert.deepEqual(await ids(workflow, 0), []);
		feed.before = () => undefined;
		assert.deepEqual((await ids(workflow, added.length)).sort(), idsOf(added).sort());

		// one that shows up behind a newer one
		const [late, next] = [...entries(1, 59_000, 'pending'), ...entries(1, 61_000, 'pending')];
		feed.entries.push(late, next);
		await ids(workflow, added.length + 2);
		await polled();
		const all = await ids(workflow, added.length + 2);
		assert.deepEqual(all.slice(added.length), idsOf([late, next]));
	});

	it('looks at what is not done again until it is, and reports it once', async () => {
		const [completed, failed] = [await published('completed'), await published('failed')];
		await polled();
		const [one, two] = entries(2, 3_600_000, 'pending', 'pending');
		feed.entries.push(one, two, ...entries(60, 7_200_000, 'canceled'));
		await polled();
		assert.deepEqual([...(await ids(completed, 0)), ...(await ids(failed, 0))], []);
		one.jobs[0].status = 'completed';
		two.jobs[0].status = 'completed';
		await polled();
		assert.deepEqual([...(await ids(completed, 0)), ...(await ids(failed, 0))], []);
		one.jobs[1].status = 'completed';
		two.jobs[1].status = 'failed';
		await ids(completed, 1);
		await ids(failed, 1);
		await polled();
		assert.deepEqual([await ids(completed, 1), await ids(failed, 1)], [[one._id], [two._id]]);
	});

	it('shows the newest ones in a manual run', async () => {
		const [workflow] = workflows;
		const shown = await n8n.run(workflow, workflow.nodes[0].name);
		const items = shown.data.resultData.runData[workflow.nodes[0].name][0].data?.main[0] ?? [];
		assert.equal(items.length, 10);
	});
});
