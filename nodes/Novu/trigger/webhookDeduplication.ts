import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { saveInStaticData, statusOfAnswer } from './n8nInternals';

/** What is kept of a node's events in this process. */
interface Recent {
	/** When its last event came (ms since 1970) */
	at: number;
	/** Of events that have started the workflow, oldest first */
	started: string[];
	/** Of events that are just starting it, with whether they did in the end */
	starting: Map<string, Promise<boolean>>;
}

/**
 * How many events a node remembers. Novu repeats an event that was not answered in time after 5 s,
 * 5 min, 30 min and so on.
 */
export const REMEMBERED_EVENTS = 1000;
/** Novu's last repetition of an event comes 28 hours after the first (Svix's schedule). */
const KEPT_MS = 48 * 3_600_000;

const recentOfNodes = new Map<string, Recent>();

/**
 * Claims an event, so that it starts the workflow once, whatever comes twice: saves its ID.
 *
 * The ids are kept in the node's static data, which n8n writes to its database before it answers, so
 * that they survive a restart. Requests that come at the same time all read the static data before
 * any of them writes, and the last one to write wins; the ids of this process stand beside it for
 * that, and are written along by the next event. An event whose start fails is answered with an
 * error and forgotten: Novu sends it again. One whose sender has hung up counts by n8n's answer all
 * the same, since the execution is there: Novu sends it again, and is told that it has come before.
 * @returns false where an earlier request has started the workflow with it
 */
export async function claimEvent(context: IWebhookFunctions, id: string): Promise<boolean> {
	const recent = recentOf(context);
	const before = recent.starting.get(id);
	// Waits for its outcome, then looks again: a third one may have come in between.
	if (before) return (await before) ? false : await claimEvent(context, id);
	const saved = savedIds(context.getWorkflowStaticData('node'));
	if (recent.started.includes(id) || saved.includes(id)) return false;
	const starting = statusOfAnswer(context.getResponseObject()).then((status) => status < 300);
	recent.starting.set(id, starting);
	void starting.then((well) => {
		recent.starting.delete(id);
		if (well) recent.started = newest([...recent.started, id]);
	});
	saveInStaticData(context, { eventIds: newest([...saved, ...recent.started, id]) });
	return true;
}

function savedIds({ eventIds }: IDataObject): string[] {
	return Array.isArray(eventIds) ? (eventIds as string[]) : [];
}

/** A node without events for longer than Novu repeats one, such as a deleted one, is dropped. */
function recentOf(context: IWebhookFunctions): Recent {
	const now = Date.now();
	for (const [key, { at, starting }] of recentOfNodes) {
		if (now - at > KEPT_MS && starting.size === 0) recentOfNodes.delete(key);
	}
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	const recent = recentOfNodes.get(key) ?? { at: now, started: [], starting: new Map() };
	recent.at = now;
	recentOfNodes.set(key, recent);
	return recent;
}

function newest(ids: readonly string[]): string[] {
	return [...new Set(ids)].slice(-REMEMBERED_EVENTS);
}
