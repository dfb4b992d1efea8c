import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { Call } from '../engine/client';
import { outsideRun, type OutsideRun } from '../engine/outsideRun';
import { DEFAULT_TIMEOUT_MS } from '../engine/transport';
import {
	activityItem,
	meetsFilters,
	stateOf,
	type Activity,
	type ActivityEvent,
	type ActivityFilters,
} from './activity';
import { isFeedState, readNews, readPage, startOfFeed, type FeedState } from './feed';
import { listOf } from './receive';

const SETTINGS: OutsideRun = {
	timeoutMs: DEFAULT_TIMEOUT_MS,
	retries: 3,
	message: ({ message }) => `Novu's activity feed cannot be read: ${message}`,
};
/** How many entries a manual run shows. */
const SHOWN = 10;
const HOUR_MS = 3_600_000;
const DEFAULT_LOOK_AGAIN_HOURS = 24;

/** Nodes whose poll is under way in this process, by workflow and node. */
const polling = new Set<string>();

/**
 * One poll: what has come to the activity feed since the last one. The first poll only notes where
 * the feed is; a manual run shows the newest entries and notes nothing.
 *
 * n8n polls on time, whether or not the poll before has ended; two at a time would both begin where
 * that one began and report the same. So the second leaves it to the first.
 * @returns null where there is nothing new, so that no execution starts
 * @throws {NodeApiError|NodeOperationError} that says why the feed cannot be read; the node's state
 * stays as it was, so that the next poll goes on from there
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await pollOnce(context);
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	if (polling.has(key)) return null;
	polling.add(key);
	try {
		return await pollOnce(context);
	} finally {
		polling.delete(key);
	}
}

async function pollOnce(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await outsideRun(context, SETTINGS, async (call) => {
		const found = await find(context, call);
		const items = itemsOf(context, found.entries);
		found.keep();
		return items;
	});
}

/** What a poll hands out. `keep` notes it as seen, once all that may fail has been done. */
interface Found {
	entries: Activity[];
	keep: () => void;
}

async function find(context: IPollFunctions, call: Call): Promise<Found> {
	const event = context.getNodeParameter('triggerOn') as ActivityEvent;
	const filters = filtersOf(context);
	const wanted = (entry: Activity) => meetsFilters(entry, filters);
	if (context.getMode() === 'manual') {
		const newest = (await readPage(call, 0)).filter(wanted);
		const shown = newest.filter((entry) => event === 'created' || stateOf(entry) === event);
		return { entries: shown.slice(0, SHOWN), keep: () => {} };
	}
	const data = context.getWorkflowStaticData('node');
	const now = Date.now();
	const keep = (state: FeedState) => (data.feed = asData(state));
	if (!isFeedState(data.feed)) {
		const start = await startOfFeed(call, now);
		return { entries: [], keep: () => keep(start) };
	}
	const options = { event, lookAgainMs: lookAgainMsOf(context), now };
	const { state, entries, givenUp, isIncomplete } = await readNews(call, data.feed, options);
	return {
		entries: entries.filter(wanted),
		keep: () => {
			keep(state);
			if (givenUp > 0) warn(context, givenUpText(givenUp));
			if (isIncomplete) warn(context, INCOMPLETE);
		},
	};
}

const INCOMPLETE =
	"did not come to the entries of Novu's activity feed that it knows, so that some may be missing: the server gives the same page again and again, or more than 50,000 have come. Check what stands between n8n and Novu: it has to hand on the query 'page'.";

function givenUpText(count: number): string {
	return `stopped looking at ${count} entries of Novu's activity feed that are not done. 'Hours to Look Again' under its options says for how long it does.`;
}

function warn(context: IPollFunctions, text: string): void {
	const about = { workflowId: context.getWorkflow().id };
	context.logger.warn(`The node "${context.getNode().name}" ${text}`, about);
}

/** A copy: n8n watches what is put into static data by changing it. */
function asData(state: FeedState): IDataObject {
	return { ...state };
}

function lookAgainMsOf(context: IPollFunctions): number {
	const { lookAgainHours } = context.getNodeParameter('options', {}) as IDataObject;
	const hours = Number(lookAgainHours ?? DEFAULT_LOOK_AGAIN_HOURS);
	return (Number.isFinite(hours) && hours >= 0 ? hours : DEFAULT_LOOK_AGAIN_HOURS) * HOUR_MS;
}

function filtersOf(context: IPollFunctions): ActivityFilters {
	const given = context.getNodeParameter('filters', {}) as IDataObject;
	return {
		channels: listOf(given.channels),
		workflowIds: listOf(given.workflowIds),
		subscriberIds: listOf(given.subscriberIds),
	};
}

function itemsOf(context: IPollFunctions, entries: Activity[]): INodeExecutionData[][] | null {
	if (entries.length === 0) return null;
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return [entries.map((entry) => ({ json: activityItem(entry, simplify) }))];
}
