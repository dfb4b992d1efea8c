import type { IDataObject, IWebhookFunctions, Workflow } from 'n8n-workflow';

type HttpResponse = ReturnType<IWebhookFunctions['getResponseObject']>;

/** What is kept of a node's events in this process. */
interface Recent {
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

const recentOfNodes = new Map<string, Recent>();

/**
 * Whether an event starts the workflow: once for each id, whatever comes twice.
 *
 * The ids are kept in the node's static data, which n8n writes to its database before it answers, so
 * that they survive a restart. Requests that come at the same time all read the static data before
 * any of them writes, and the last one to write wins; the ids of this process stand beside it for
 * that, and are written along by the next event. An event whose start fails is answered with an
 * error and forgotten: Novu sends it again.
 */
export async function startsFirst(context: IWebhookFunctions, id: string): Promise<boolean> {
	const recent = recentOf(context);
	const before = recent.starting.get(id);
	// Waits for its outcome, then looks again: a third one may have come in between.
	if (before) return (await before) ? false : await startsFirst(context, id);
	const saved = savedIds(context.getWorkflowStaticData('node'));
	if (recent.started.includes(id) || saved.includes(id)) return false;
	const starting = isAnsweredWell(context.getResponseObject());
	recent.starting.set(id, starting);
	void starting.then((well) => {
		recent.starting.delete(id);
		if (well) recent.started = newest([...recent.started, id]);
	});
	save(context, newest([...saved, ...recent.started, id]));
	return true;
}

function savedIds({ eventIds }: IDataObject): string[] {
	return Array.isArray(eventIds) ? (eventIds as string[]) : [];
}

/**
 * Puts the ids into the node's static data, for n8n to save it before it answers.
 *
 * n8n 2.41 forgets that it has changed: to start the execution it makes a second workflow of the same
 * data (`workflow-runner`, `establishContextForPersistence`), which takes the mark away that n8n-core
 * has set (`observable-object`). So the workflow gets a copy of the data, with a mark of its own. An
 * n8n that lacks this method saves as it should without.
 */
function save(context: IWebhookFunctions, eventIds: string[]): void {
	context.getWorkflowStaticData('node').eventIds = eventIds;
	const { workflow } = context as IWebhookFunctions & { workflow?: Partial<Workflow> };
	workflow?.overrideStaticData?.(JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject);
}

function recentOf(context: IWebhookFunctions): Recent {
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	const recent = recentOfNodes.get(key) ?? { started: [], starting: new Map() };
	recentOfNodes.set(key, recent);
	return recent;
}

function newest(ids: readonly string[]): string[] {
	return [...new Set(ids)].slice(-REMEMBERED_EVENTS);
}

/**
 * n8n answers with a success once the execution is there, and with an error where it cannot be.
 * `writableEnded`, since a client that hangs up with the last byte can be noticed before the answer
 * counts as finished: the execution is there all the same.
 */
async function isAnsweredWell(response: HttpResponse): Promise<boolean> {
	return await new Promise((resolve) => {
		response.once('close', () => resolve(response.writableEnded && response.statusCode < 300));
	});
}
