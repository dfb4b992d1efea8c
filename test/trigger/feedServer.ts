import fastify from 'fastify';
import type { IDataObject } from 'n8n-workflow';
import recorded from '../recordings/activity.json';

/** An entry of the feed, as far as the tests change it. */
export type Entry = IDataObject & {
	_id: string;
	createdAt: string;
	jobs: Array<IDataObject & { status: string; type: string }>;
};

/** What a real Novu listed, with a step that failed while others were not done. */
export const recordedEntry = recorded.failed.notifications.data[0] as unknown as Entry;
/** What a real Novu listed, all steps completed. */
export const recordedCompleted = recorded.delivered.notifications.data[0] as unknown as Entry;

/** A feed of Novu's whose entries and faults a test decides. */
export interface FeedServer {
	url: string;
	/** In any order; it is listed newest first, as Novu does */
	entries: Entry[];
	/** 50 as today, or 10 whatever is asked for, as Novu 2.0 */
	pageSize: (asked: number) => number;
	/** Called before an answer, with the path and page; an answer's status, 200 where undefined */
	before: (path: string, page: number) => number | undefined;
	/** What an answer with an error says */
	sentence: string;
	/** What is answered in place of a page (from 0) or an entry (-1), as text; as it is where undefined */
	instead: (page: number) => string | undefined;
	/** Whether it looks at the page that is asked for, or always gives the first */
	looksAtPage: boolean;
	requests: string[];
	close(): Promise<void>;
}

/** Starts a feed that is empty. */
export async function startFeed(): Promise<FeedServer> {
	const app = fastify();
	const feed: FeedServer = {
		url: '',
		entries: [],
		pageSize: (asked) => asked,
		before: () => undefined,
		sentence: 'Sorry',
		instead: () => undefined,
		looksAtPage: true,
		requests: [],
		close: async () => await app.close(),
	};
	app.get('/v1/notifications', async (request, reply) => {
		const query = request.query as { page: string; limit: string };
		const asked = Number(query.page);
		const page = feed.looksAtPage ? asked : 0;
		feed.requests.push(request.url);
		const status = feed.before(request.url, asked);
		if (status)
			return await reply.code(status).send({ statusCode: status, message: feed.sentence });
		const instead = feed.instead(asked);
		if (instead !== undefined) return await reply.type('application/json').send(instead);
		const size = feed.pageSize(Number(query.limit));
		const newest = [...feed.entries].sort(
			(a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
		);
		const data = newest.slice(page * size, (page + 1) * size);
		return { page, hasMore: data.length === size, pageSize: size, data };
	});
	app.get('/v1/notifications/:id', async (request, reply) => {
		feed.requests.push(request.url);
		const status = feed.before(request.url, -1);
		if (status)
			return await reply.code(status).send({ statusCode: status, message: feed.sentence });
		const instead = feed.instead(-1);
		if (instead !== undefined) return await reply.type('application/json').send(instead);
		const { id } = request.params as { id: string };
		const found = feed.entries.find(({ _id }) => _id === id);
		if (found) return { data: found };
		return await reply.code(404).send({ statusCode: 404, message: `Notification ${id} not found` });
	});
	feed.url = await app.listen({ host: '127.0.0.1', port: 0 });
	return feed;
}

let counter = 0;

/** An entry created some milliseconds after the start of a day, each job with a status of its own. */
export function entry(ms: number, ...statuses: string[]): Entry {
	const _id = (++counter).toString(16).padStart(24, '0');
	const [job] = recordedEntry.jobs;
	return {
		...recordedEntry,
		_id,
		createdAt: new Date(Date.UTC(2020, 0, 1) + ms).toISOString(),
		jobs: statuses.map((status) => ({ ...job, status })),
	};
}
