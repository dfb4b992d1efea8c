import fastify from 'fastify';
import { send } from '../sandbox/http';

/** A server between the node and Novu, on which answers get lost. */
export interface LossyServer {
	url: string;
	/** Method and path of what arrived here, in order */
	calls: string[];
	/**
	 * Loses the next answer, after Novu has carried the call out or before it gets there.
	 * @param method of the call; the next one of any when absent
	 * @param meanwhile what happens in Novu before the client learns that the connection is gone
	 */
	loseNext(when: 'after' | 'before', method?: string, meanwhile?: () => void): void;
	close(): Promise<void>;
}

/**
 * Starts the server on 127.0.0.1.
 * @param novu the address that everything is handed on to
 */
export async function startLossyServer(novu: () => string): Promise<LossyServer> {
	const app = fastify({ forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
	let toLose: { when: 'after' | 'before'; method?: string; meanwhile?: () => void } | undefined;
	const calls: string[] = [];
	app.all('/*', async ({ method, url, headers, body }, reply) => {
		const isNext = toLose && (toLose.method ?? method) === method;
		const loses = isNext ? toLose?.when : undefined;
		const meanwhile = isNext ? toLose?.meanwhile : undefined;
		if (isNext) toLose = undefined;
		calls.push(`${method} ${url.split('?')[0]}`);
		const { authorization = '', 'content-type': type } = headers;
		const handedOn = { authorization, ...(type && { 'content-type': type }) };
		const answer =
			loses !== 'before' &&
			(await send(novu(), {
				method,
				path: url,
				headers: handedOn,
				body: typeof body === 'string' && body ? body : undefined,
			}));
		if (!loses && answer) {
			const contents = answer.status === 204 ? undefined : JSON.stringify(answer.body);
			return await reply.code(answer.status).type('application/json').send(contents);
		}
		meanwhile?.();
		reply.hijack();
		return reply.raw.destroy();
	});
	return {
		url: await app.listen({ host: '127.0.0.1', port: 0 }),
		calls,
		loseNext: (when, method, meanwhile) => (toLose = { when, method, meanwhile }),
		close: async () => await app.close(),
	};
}
