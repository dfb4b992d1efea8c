import fastify, { type FastifyRequest } from 'fastify';
import { plausibleAnswer } from '../../sandbox/plausible';

/** What a request says, whoever sent it. */
export interface SentRequest {
	method: string;
	/** The path's segments, decoded: clients differ in what they encode and mean the same */
	path: string[];
	/** Query parameters in the order of their names; a list is a name that comes again */
	query: Array<[string, string]>;
	/** The JSON of the body, or the text of a form with its boundary named; undefined where there is none */
	body?: unknown;
	contentType?: string;
	authorization?: string;
}

/** What the server says to a request. */
export interface Answer {
	/** 200 when absent */
	status?: number;
	/** What Novu answers to such a call when absent */
	body?: unknown;
}

/** A server that takes down every request and answers as it was told. */
export interface Recorder {
	url: string;
	/**
	 * Starts anew.
	 * @param answers what the next requests get, in turn; those after them get what Novu answers
	 */
	expect(answers?: readonly Answer[]): void;
	/** The requests since then */
	sent(): SentRequest[];
	close(): Promise<void>;
}

/**
 * Starts a recorder on a free port of 127.0.0.1.
 * @param aside bodies by method and path, such as `GET /v1/environments/me`: these requests are
 * answered and not taken down
 */
export async function startRecorder(aside: Record<string, unknown> = {}): Promise<Recorder> {
	const app = fastify();
	let sent: SentRequest[] = [];
	let answers: readonly Answer[] = [];
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
	app.all('/*', async (request, reply) => {
		const known = aside[`${request.method} ${request.url}`];
		if (known !== undefined) return await reply.send(known);
		const given = answers[sent.length] ?? {};
		const made = sentRequest(request);
		sent.push(made);
		const usual = plausibleAnswer(request.method, request.url, made.body);
		const { status = usual.status, body = usual.body } = given;
		if (status === 204) return await reply.code(status).send();
		return await reply
			.code(status)
			.type('application/json; charset=utf-8')
			.send(JSON.stringify(body));
	});
	return {
		url: await app.listen({ host: '127.0.0.1', port: 0 }),
		expect: (next = []) => {
			answers = next;
			sent = [];
		},
		sent: () => sent,
		close: async () => await app.close(),
	};
}

function sentRequest({ method, url, headers, body }: FastifyRequest): SentRequest {
	const [path, query = ''] = url.split(/\?(.*)/s);
	const text = typeof body === 'string' && body !== '' ? body : undefined;
	return {
		method,
		path: path.split('/').map(decodeURIComponent),
		query: [...new URLSearchParams(query)].sort(([a], [b]) => a.localeCompare(b, 'en')),
		...(text !== undefined && {
			body: bodyOf(text, headers['content-type'] ?? ''),
			contentType: headers['content-type']?.split(';')[0],
		}),
		authorization: headers.authorization,
	};
}

/** Every client makes up a boundary of its own. */
function bodyOf(text: string, contentType: string): unknown {
	const boundary = /^multipart\/form-data; *boundary=(.+)$/.exec(contentType)?.[1];
	return boundary === undefined ? JSON.parse(text) : text.replaceAll(boundary, 'BOUNDARY');
}
