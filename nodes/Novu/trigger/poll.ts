import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { apiKey, serverUrl } from '../../../credentials/novuServer';
import { Client, type Call } from '../engine/client';
import { realClock } from '../engine/clock';
import { formatFailure } from '../engine/messages';
import { nodeErrorOf } from '../engine/nodeError';
import { serverStates } from '../engine/serverState';
import { CREDENTIAL, DEFAULT_TIMEOUT_MS, sender } from '../engine/transport';
import {
	activityItem,
	meetsFilters,
	stateOf,
	type Activity,
	type ActivityEvent,
	type ActivityFilters,
} from './activity';
import { readNews, readPage, startOfFeed, type FeedState } from './feed';
import { listOf } from './receive';

const RETRIES = 3;
/** How many entries a manual run shows. */
const SHOWN = 10;
const HOUR_MS = 3_600_000;
export const DEFAULT_PATIENCE_HOURS = 24;

/**
 * One poll: what has come to the activity feed since the last one. The first poll only notes where
 * the feed is; a manual run shows the newest entries and notes nothing.
 * @returns null where there is nothing new, so that no execution starts
 * @throws {NodeApiError|NodeOperationError} that says why the feed cannot be read; the node's state
 * stays as it was, so that the next poll goes on from there
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const secrets: string[] = [];
	try {
		const credentials = await context.getCredentials(CREDENTIAL);
		const key = apiKey(credentials);
		secrets.push(key);
		const send = sender(context, credentials, DEFAULT_TIMEOUT_MS);
		const entries = await serverStates.use(serverUrl(credentials), key, async (server) => {
			const { call } = new Client(send, realClock(), { retries: RETRIES }, server);
			return await entriesOf(context, call);
		});
		return itemsOf(context, entries);
	} catch (error) {
		throw cannotPoll(context, error as Error, secrets);
	}
}

async function entriesOf(context: IPollFunctions, call: Call): Promise<Activity[]> {
	const event = context.getNodeParameter('triggerOn') as ActivityEvent;
	const filters = filtersOf(context);
	const wanted = (entry: Activity) => meetsFilters(entry, filters);
	if (context.getMode() === 'manual') {
		const newest = (await readPage(call, 0)).filter(wanted);
		const shown = newest.filter((entry) => event === 'created' || stateOf(entry) === event);
		return shown.slice(0, SHOWN);
	}
	const data = context.getWorkflowStaticData('node');
	const before = data.feed as FeedState | undefined;
	if (!before) {
		data.feed = asData(await startOfFeed(call));
		return [];
	}
	const options = { event, patienceMs: patienceOf(context), now: Date.now() };
	const { state, entries, givenUp } = await readNews(call, before, options);
	data.feed = asData(state);
	if (givenUp > 0) {
		context.logger.warn(
			`The node "${context.getNode().name}" stopped looking at ${givenUp} entries of Novu's activity feed that are not done. 'Hours to Look Again' under its options says for how long it does.`,
			{ workflowId: context.getWorkflow().id },
		);
	}
	return entries.filter(wanted);
}

/** A copy: n8n watches what is put into static data by changing it. */
function asData(state: FeedState): IDataObject {
	return { ...state };
}

function patienceOf(context: IPollFunctions): number {
	const { lookAgainHours } = context.getNodeParameter('options', {}) as IDataObject;
	const hours = Number(lookAgainHours ?? DEFAULT_PATIENCE_HOURS);
	return (Number.isFinite(hours) && hours >= 0 ? hours : DEFAULT_PATIENCE_HOURS) * HOUR_MS;
}

function filtersOf(context: IPollFunctions): ActivityFilters {
	const given = context.getNodeParameter('filters', {}) as IDataObject;
	return {
		channels: listOf(given.channels),
		workflows: listOf(given.workflows),
		subscribers: listOf(given.subscribers),
	};
}

function itemsOf(context: IPollFunctions, entries: Activity[]): INodeExecutionData[][] | null {
	if (entries.length === 0) return null;
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return [entries.map((entry) => ({ json: activityItem(entry, simplify) }))];
}

function cannotPoll(context: IPollFunctions, error: Error, secrets: string[]) {
	const words = formatFailure(error, undefined, secrets);
	const message = `Novu's activity feed cannot be read: ${words.message}`;
	return nodeErrorOf(context.getNode(), error, { ...words, message });
}
