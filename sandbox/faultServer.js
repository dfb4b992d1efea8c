// A server that answers in every way that a Novu should not: over real sockets, so that what n8n's
// HTTP client makes of it is what the tests see.
const http = require('node:http');
const { once } = require('node:events');
const { gzipSync } = require('node:zlib');

/**
 * @typedef {object} FaultRequest
 * @property {string} method
 * @property {string} url
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 * @typedef {{ status: number, body?: unknown }} UsualAnswer
 * @typedef {object} Exchange
 * @property {FaultRequest} request
 * @property {UsualAnswer} usual what Novu would answer
 * @property {import('node:http').ServerResponse} response
 * @property {import('node:net').Socket} socket
 * @property {string} here the base URL of this server
 * @property {string} elsewhere the base URL of another origin
 * @property {(work: () => void, ms: number) => void} every repeats until the connection is closed
 * @typedef {(exchange: Exchange) => void} Fault
 */

/**
 * An answer with JSON, or with text where the body is a text.
 * @param {number} status
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Fault}
 */
const answer =
	(status, body, headers = {}) =>
	({ response }) => {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8';
		response.writeHead(status, { ...(text && { 'content-type': type }), ...headers });
		response.end(text);
	};

/** @param {string} name @param {number} status @param {Record<string, string>} [headers] */
const refusal = (name, status, headers) =>
	answer(status, { statusCode: status, message: name, error: name, path: '/' }, headers);

const PAGE = '<!doctype html><html><body>Sign in</body></html>';
const HTML = { 'content-type': 'text/html' };

/** @param {number} status @param {(exchange: Exchange) => string} to @returns {Fault} */
const redirect = (status, to) => (exchange) => {
	exchange.response.writeHead(status, { location: to(exchange) });
	exchange.response.end();
};
/** @param {Exchange} exchange */
const elsewhere = ({ elsewhere: origin, request }) => origin + request.url;

/** Bytes on the wire, as they are. @param {string} bytes @returns {Fault} */
const raw =
	(bytes) =>
	({ socket }) => {
		socket.write(bytes, 'latin1');
	};

/** @param {unknown} value @param {number} depth */
function nested(value, depth) {
	return '{"a":'.repeat(depth) + JSON.stringify(value) + '}'.repeat(depth);
}

const OTHER = {
	_id: 'somebody-else',
	id: 'somebody-else',
	subscriberId: 'somebody-else',
	key: 'somebody-else',
	identifier: 'somebody-else',
	type: 'somebody-else',
	topicKey: 'somebody-else',
	externalSubscriberId: 'somebody-else',
};

/** Each way to answer, by its name. @type {Record<string, Fault>} */
const FAULTS = {
	// a success status that shows no success
	'200 without content': answer(200),
	204: ({ response }) => response.writeHead(204).end(),
	'200 null': answer(200, null),
	'200 data null': answer(200, { data: null }),
	'200 {}': answer(200, {}),
	'200 data {}': answer(200, { data: {} }),
	'200 data []': answer(200, { data: [] }),
	'200 list of null': answer(200, { data: [null] }),
	'200 JSON text': answer(200, JSON.stringify('done'), { 'content-type': 'application/json' }),
	'200 number': answer(200, 5),
	'200 plain text': answer(200, 'OK'),
	'200 web page': answer(200, PAGE, HTML),
	'200 cut JSON': answer(200, '{"data":{"_i', { 'content-type': 'application/json' }),
	'200 error inside': answer(200, { statusCode: 500, message: 'Internal server error' }),
	'200 error field': answer(200, { error: 'upstream failed' }),
	'200 somebody else': answer(200, { data: OTHER }),
	'200 other API': answer(200, { status: 'ok', version: '1.2.3' }),
	'200 nested deeply': answer(200, nested(1, 5000), { 'content-type': 'application/json' }),
	'200 broken gzip': ({ response }) => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
		response.end(gzipSync('{"data":{}}').subarray(0, 14));
	},
	// redirects
	'301 to another origin': redirect(301, elsewhere),
	'302 to a sign-in page': redirect(
		302,
		({ elsewhere: to }) => `${to}/login?token=s3cret-in-query`,
	),
	'303 to another origin': redirect(303, elsewhere),
	'307 to another origin': redirect(307, elsewhere),
	'308 to another origin': redirect(308, elsewhere),
	'301 to another path': redirect(301, ({ here, request }) => `${here}/moved${request.url}`),
	'302 to itself': redirect(302, ({ here, request }) => here + request.url),
	'302 without a target': answer(302, ''),
	304: ({ response }) => response.writeHead(304).end(),
	// refusals
	400: refusal('Bad Request', 400),
	'400 nested deeply': answer(400, `{"message":"refused","errors":${nested(1, 5000)}}`, {
		'content-type': 'application/json',
	}),
	'400 with lists that are none': answer(400, {
		message: [null, 5, { a: 1 }],
		errors: { a: null, b: { messages: 5 }, c: [[[]]] },
		failed: { notFound: 'all' },
	}),
	'401 of Novu': refusal('API Key not found', 401),
	'401 of a gate': answer(401, PAGE, { ...HTML, 'www-authenticate': 'Basic realm="x"' }),
	402: refusal('Payment Required', 402),
	'403 of Novu': refusal('Forbidden', 403),
	'403 of a gate': answer(403, PAGE, HTML),
	'404 of a proxy': answer(404, PAGE, HTML),
	'404 empty': answer(404, ''),
	405: refusal('Method Not Allowed', 405),
	407: answer(407, ''),
	408: refusal('Request Timeout', 408),
	409: refusal('Conflict', 409),
	411: answer(411, ''),
	413: refusal('request entity too large', 413),
	421: refusal('Misdirected Request', 421),
	422: answer(422, { message: 'Validation Error', errors: { general: { messages: ['bad'] } } }),
	423: refusal('Locked', 423),
	425: refusal('Too Early', 425),
	451: refusal('Unavailable For Legal Reasons', 451),
	499: refusal('Client Closed Request', 499),
	500: refusal('Internal server error', 500),
	501: refusal('Not Implemented', 501),
	'502 web page': answer(502, PAGE, HTML),
	503: refusal('Service Unavailable', 503),
	'504 empty': answer(504, ''),
	507: refusal('Insufficient Storage', 507),
	'520 of Cloudflare': answer(520, PAGE, HTML),
	'522 of Cloudflare': answer(522, PAGE, HTML),
	'524 of Cloudflare': answer(524, PAGE, HTML),
	'526 of Cloudflare': answer(526, PAGE, HTML),
	'status 999': ({ socket }) => {
		socket.end('HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\n{}');
	},
	// answers that repeat the key
	'400 with the key': ({ request, ...exchange }) => {
		const key = String(request.headers.authorization);
		const message = `Bad key ${key} (${key.slice(7)}), ${key.slice(9, 21)}`;
		answer(400, {
			message,
			errors: { [key]: { messages: [key] }, [key.slice(7)]: { value: key } },
		})({
			request,
			...exchange,
		});
	},
	'200 with the key': ({ request, ...exchange }) => {
		const key = String(request.headers.authorization);
		answer(200, { message: `unknown ${key}`, [key]: 1 })({ request, ...exchange });
	},
	// connections
	'hang up at once': ({ socket }) => socket.destroy(),
	'reset at once': ({ socket }) => socket.resetAndDestroy(),
	'cut in the headers': ({ socket }) => {
		socket.write('HTTP/1.1 200 OK\r\ncontent-ty');
		socket.end();
	},
	'cut in the body': ({ socket }) => {
		socket.write(
			'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n',
		);
		socket.write('{"data":');
		setTimeout(() => socket.resetAndDestroy(), 10);
	},
	'ends before its length': ({ socket }) => {
		socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"data":{}}');
	},
	'no HTTP': ({ socket }) => {
		socket.end('SSH-2.0-OpenSSH_9.2\r\n');
	},
	silence: () => {},
	'headers only': raw(
		'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n',
	),
	'trickling headers': ({ socket, every }) => {
		socket.write('HTTP/1.1 200 OK\r\n');
		every(() => socket.write('x-a: b\r\n'), 20);
	},
	'trickling body': ({ socket, every }) => {
		socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
		every(() => socket.write('1\r\n \r\n'), 20);
	},
};

/**
 * @typedef {object} FaultServer
 * @property {string} url
 * @property {FaultRequest[]} requests what came to this server
 * @property {FaultRequest[]} strayed what came to the other origin
 * @property {() => number} openSockets
 * @property {(fault: Fault) => void} play answers everything in this way from now on
 * @property {() => Promise<void>} close
 */

/**
 * Starts the server, and another origin beside it, on 127.0.0.1.
 * @param {(method: string, url: string, body: unknown) => UsualAnswer} usual what Novu answers
 * @returns {Promise<FaultServer>}
 */
async function startFaultServer(usual) {
	/** @type {FaultRequest[]} */
	const requests = [];
	/** @type {FaultRequest[]} */
	const strayed = [];
	/** @type {Fault} */
	let fault = answer(500);
	const other = await listening(async (request, response) => {
		strayed.push(await read(request));
		response.writeHead(200, HTML).end(PAGE);
	});
	const main = await listening(async (incoming, response) => {
		const request = await read(incoming);
		requests.push(request);
		const { method, url, body } = request;
		const { socket } = incoming;
		fault({
			request,
			usual: usual(method, url, body === '' ? undefined : JSON.parse(body)),
			response,
			socket,
			here: main.url,
			elsewhere: other.url,
			every: (work, ms) => {
				const timer = setInterval(work, ms);
				socket.once('close', () => clearInterval(timer));
			},
		});
	});
	return {
		url: main.url,
		requests,
		strayed,
		openSockets: () => main.sockets.size,
		play: (next) => {
			fault = next;
			requests.length = 0;
			strayed.length = 0;
		},
		close: async () => {
			await Promise.all([main.close(), other.close()]);
		},
	};
}

/** @param {import('node:http').IncomingMessage} incoming @returns {Promise<FaultRequest>} */
async function read(incoming) {
	const chunks = [];
	for await (const chunk of incoming) chunks.push(chunk);
	const { method = '', url = '', headers } = incoming;
	return { method, url, headers, body: Buffer.concat(chunks).toString() };
}

/**
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>} handle
 */
async function listening(handle) {
	const server = http.createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});
	/** @type {Set<import('node:net').Socket>} */
	const sockets = new Set();
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		sockets,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

module.exports = { answer, FAULTS, startFaultServer };
