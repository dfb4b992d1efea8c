import { Client } from 'undici';

/** An answer, its body parsed where it is JSON. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

/** A request as it goes over the wire: the path is sent letter by letter. */
export interface WireRequest {
	method: string;
	path: string;
	headers?: Record<string, string>;
	body?: string;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Sends a request without touching its path (`.`, `..` and `//` stay). */
export async function send(url: string, request: WireRequest): Promise<Answer> {
	const client = new Client(url);
	try {
		const answer = await client.request({
			method: request.method as 'GET',
			path: request.path,
			headers: request.headers,
			body: request.body,
		});
		const headers = Object.fromEntries(
			Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
		);
		return { status: answer.statusCode, headers, body: parsed(await answer.body.text()) };
	} finally {
		await client.close();
	}
}

/** What most tests need of a running sandbox. */
interface Target {
	url: string;
	apiKey: string;
}

/** Calls a sandbox with its key, and JSON where there is a body. */
export async function call(
	sandbox: Target,
	method: string,
	path: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer> {
	return await send(sandbox.url, {
		method,
		path,
		headers: {
			authorization: `ApiKey ${sandbox.apiKey}`,
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
}
