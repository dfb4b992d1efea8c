import fastify, { type FastifyReply } from 'fastify';

/** What an address answers that is no well-behaved Novu. */
export type Answer = (reply: FastifyReply) => Promise<unknown>;

/** A server that answers everything in one way, until it is told another one. */
export interface OddServer {
	url: string;
	requests: Array<{ method: string; url: string; authorization?: string }>;
	answer: Answer;
	close(): Promise<void>;
}

/** Answers with a status and a body, JSON where it is no text. */
export const answering =
	(status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
	async (reply) =>
		await reply.code(status).headers(headers).send(body);

/** Never answers. */
export const silent: Answer = async () => await new Promise<never>(() => undefined);

/** Starts the server on 127.0.0.1. */
export async function startOddServer(): Promise<OddServer> {
	const app = fastify({ forceCloseConnections: true });
	const odd: OddServer = {
		url: '',
		requests: [],
		answer: answering(200, { data: {} }),
		close: async () => await app.close(),
	};
	app.all('/*', async (request, reply) => {
		const { method, url, headers } = request;
		odd.requests.push({ method, url, authorization: headers.authorization });
		return await odd.answer(reply);
	});
	odd.url = await app.listen({ host: '127.0.0.1', port: 0 });
	return odd;
}
