import type { IDataObject } from 'n8n-workflow';
import { CancelledError, ConflictError, InputError } from '../../nodes/Novu/engine/errors';
import { NovuFailure, type FailureFacts } from '../../nodes/Novu/engine/failure';
import { formatFailure } from '../../nodes/Novu/engine/errorReport';
import { path } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';

function refusal(body: unknown): NovuFailure {
	const to = { method: 'POST', path: path`/v1/integrations` } as const;
	const request = { ...to, answer: anything, rateCategory: 'global' } as const;
	return new NovuFailure({ kind: 'answer', status: 400, body, request, attempts: 1, elapsedMs: 1 });
}

describe('what a user is told of a failure holds no secret', () => {
	it('whole, in the message and in the details', () => {
		const errors = [{ message: 'bad', value: { nested: ['the key 5ecret-text'] } }];
		const words = formatFailure(refusal({ message: '5ecret-text is bad', errors }), 0, [
			'5ecret-text',
		]);
		expect(JSON.stringify(words)).not.toContain('5ecret');
		expect(words.message).toBe('*** is bad; bad (HTTP 400) [item 0]');
		expect(words.details.errors).toEqual([{ message: 'bad', value: { nested: ['the key ***'] } }]);
	});

	it('in part, as a parser quotes it', () => {
		const secret = '-----BEGIN-abcdefghijklmnop-END-----';
		const words = formatFailure(
			refusal({ message: `Unexpected token in ..."efghijklmn"... is not JSON` }),
			0,
			[secret],
		);
		expect(words.message).toBe('Unexpected token in ..."***"... is not JSON (HTTP 400) [item 0]');
	});

	it('with line breaks that were written as escapes', () => {
		const words = formatFailure(refusal({ message: 'cannot read "line-one\\nline-two"' }), 0, [
			'line-one\nline-two',
		]);
		expect(words.message).toBe('cannot read "***\\n***" (HTTP 400) [item 0]');
	});

	it('where the secret is a word of the details themselves', () => {
		const words = formatFailure(refusal({ message: 'no' }), 0, ['message', 'details', 'httpCode']);
		expect(words.details.httpCode).toBe(400);
		expect(words.message).toBe('no (HTTP 400) [item 0]');
	});

	it('and what is no part of one stays', () => {
		const words = formatFailure(refusal({ message: 'provider sendgrid refused' }), 0, [
			'SG.abcdef',
			'ok',
		]);
		expect(words.message).toBe('provider sendgrid refused (HTTP 400) [item 0]');
	});
});

const gone = { message: 'Topic not found' };
const ofPost = { request: refusal({}).facts.request };

function told(facts: Partial<FailureFacts>, url = path`/v1/topics/${'news'}`) {
	const request = { method: 'POST', path: url, answer: anything, rateCategory: 'global' } as const;
	const all = { kind: 'answer', request, attempts: 1, elapsedMs: 0, ...facts } as const;
	return formatFailure(new NovuFailure(all), 0, []);
}

/** What is said of an answer, and what to do next. */
const ANSWERS: Array<[status: number, body: unknown, message: string, advice: string]> = [
	[400, { message: 'bad' }, 'bad (HTTP 400)', "Check the values of this item against Novu's words"],
	[400, {}, 'Novu answered with an error (HTTP 400)', 'Check the values of this item'],
	[401, { message: 'no key' }, 'no key (HTTP 401)', 'Novu does not know the API key'],
	[
		401,
		{ message: 'Endpoint not accessible' },
		'Endpoint not accessible (HTTP 401)',
		'The API key is fine, but this server does not offer this call',
	],
	[
		401,
		{ message: 'endpoint not available' },
		'endpoint not available (HTTP 401)',
		'The API key is fine',
	],
	[401, undefined, 'Something in front of Novu asks to sign in', "not about Novu's API key"],
	[403, 'Forbidden', 'Something in front of Novu asks to sign in', "not about Novu's API key"],
	[407, '', 'Something in front of Novu asks to sign in', "not about Novu's API key"],
	[402, { message: 'pay' }, 'pay (HTTP 402)', 'Your Novu plan does not include this'],
	[403, { message: 'no' }, 'no (HTTP 403)', 'Novu does not allow this for the API key'],
	[404, gone, 'Topic not found (HTTP 404)', 'Check that it exists in the environment'],
	[
		404,
		'<html>',
		"A web page came back instead of Novu's answer (HTTP 404)",
		'Test the credential',
	],
	[
		404,
		{ message: 'Cannot POST /v1/topics/news' },
		'Cannot POST /v1/topics/news (HTTP 404)',
		'The server does not know this call',
	],
	[409, { message: 'exists' }, 'exists (HTTP 409)', 'It exists already, or another call'],
	[413, { message: 'large' }, 'large (HTTP 413)', 'The item holds more data than Novu takes'],
	[422, { message: 'bad' }, 'bad (HTTP 422)', 'Correct the field that Novu names'],
	[429, { message: 'slow' }, 'slow (HTTP 429)', "Novu's rate limit was reached all the time. Run"],
	...[408, 425, 499, 502, 503, 504, 520, 599].map((status): (typeof ANSWERS)[number] => [
		status,
		{ message: 'later' },
		`later (HTTP ${status})`,
		'Something between n8n and Novu gave up',
	]),
	...[500, 501].map((status): (typeof ANSWERS)[number] => [
		status,
		{ message: 'oops' },
		`oops (HTTP ${status})`,
		'Something went wrong inside Novu. Try again in a moment.',
	]),
	[500, { message: 'oops', errorId: 'e-1' }, 'oops (HTTP 500)', 'the error ID e-1'],
	[600, { message: 'odd' }, 'odd (HTTP 600)', 'Something went wrong inside Novu'],
];

describe('what a user is told of an answer', () => {
	it.each(ANSWERS)('%d %j', (status, body, message, advice) => {
		const words = told({ status, body });
		expect(words.message).toContain(message);
		expect(words.message).toMatch(/ \[item 0\]$/);
		expect(words.description).toContain(advice);
		expect(words.httpCode).toBe(String(status));
	});

	it('of a call under an idempotency key that Novu still works at', () => {
		const conflict = (headers: IDataObject) => {
			const request = { ...ofPost.request, idempotencyKey: 'k' };
			return told({ status: 409, body: gone, headers, request }).description;
		};
		expect(conflict({ 'retry-after': '1' })).toContain('Novu still works at the same call');
		expect(conflict({})).toContain('It exists already');
	});

	it('of a gate that asks in JSON', () => {
		const headers = { 'www-authenticate': 'Basic' };
		expect(told({ status: 401, body: gone, headers }).message).toContain('Something in front');
	});

	it('of a call that came with a later Novu', () => {
		const body = { message: 'Cannot POST /v1/topics/news' };
		const request = { ...ofPost.request, introducedIn: '3.12' };
		expect(told({ status: 404, body, request }).description).toContain(
			'This call came with Novu 3.12',
		);
	});

	it('of an ID with a slash that a proxy decodes', () => {
		const body = { message: 'Cannot POST /v1/topics/a/b' };
		const { message } = told({ status: 404, body }, path`/v1/topics/${'a/b'}`);
		expect(message).toContain('A proxy in front of Novu does not hand on the slash');
	});

	it('of a limit that was reached for long', () => {
		const { description } = told({ status: 429, body: gone, rateLimitedMs: 121_400 });
		expect(description).toContain('for 121 s it refused every call of this kind');
	});

	it('holds at most 500 characters of it', () => {
		const sentence = 'x'.repeat(500);
		expect(told({ status: 400, body: { message: sentence } }).message).toBe(
			`${sentence} (HTTP 400) [item 0]`,
		);
		expect(told({ status: 400, body: { message: `${sentence}y` } }).message).toBe(
			`${sentence} … (HTTP 400) [item 0]`,
		);
	});
});

describe('what a user is told where there is no answer of Novu', () => {
	it.each<[facts: Partial<FailureFacts>, message: string, advice: string]>([
		[{ kind: 'timeout' }, 'Novu did not answer in time', "raise 'Timeout' under Options"],
		[{ kind: 'truncated', status: 200 }, 'Novu answered with success (HTTP 200), and', 'Try again'],
		[{ kind: 'cancelled' }, 'The execution was canceled', 'Run the item again'],
		[{ kind: 'notConfirmed', status: 200 }, 'does not show what was sent', 'Let only one workflow'],
		[
			{ kind: 'tooLarge', status: 200, reason: 'it has more than 64 MB' },
			'more than this node works on: it has more than 64 MB',
			'Ask for less at once',
		],
		[
			{ kind: 'unexpected', status: 200, found: 'a list of 2' },
			'but not with anything: a list of 2 came back',
			'Test the credential',
		],
		[
			{ kind: 'unexpected', status: 200, body: { message: 'upstream failed' } },
			'but with an error in it: upstream failed',
			'Test the credential',
		],
		[
			{ kind: 'unexpected', status: 200, body: '<!doctype html>' },
			'A web page came back',
			'Test the credential',
		],
		[
			{ kind: 'connection', code: 'ECONNRESET', server: 'https://novu.test' },
			"The connection to https://novu.test broke off before Novu's answer (ECONNRESET)",
			'check http:// against https://',
		],
		[
			{ kind: 'connection', reason: 'socket hang up' },
			"The connection to its address broke off before Novu's answer (socket hang up)",
			'check http:// against https://',
		],
		[
			{ kind: 'connection', code: 'ECONNREFUSED', server: 'https://novu.test' },
			'Novu could not be reached at https://novu.test: nothing listens there',
			'Nothing was sent',
		],
		[
			{ kind: 'redirect', status: 301, server: 'https://novu.test', headers: {} },
			'https://novu.test redirects (HTTP 301), and this node follows no redirect',
			'Nothing was done.',
		],
	])('%j', (facts, message, advice) => {
		const words = told(facts);
		expect(words.message).toContain(message);
		expect(words.description).toContain(advice);
	});
});

describe('what may have happened', () => {
	const request = ofPost.request;
	const done = 'It may have been done all the same';

	it.each<[what: string, facts: Partial<FailureFacts>, words: string | undefined]>([
		['a write that was lost', { kind: 'timeout' }, `${done}: look there before`],
		[
			'a write that does no harm twice',
			{ kind: 'timeout', request: { ...request, idempotent: true } },
			`${done}; running the item again does no harm`,
		],
		[
			'a write under a key',
			{ kind: 'timeout', request: { ...request, idempotencyKey: 'k' } },
			`${done}. Run the item again with the same idempotency key`,
		],
		[
			'a reading that was lost',
			{ kind: 'timeout', request: { ...request, method: 'GET' } },
			undefined,
		],
		['a write that was refused', { kind: 'answer', status: 400, body: {} }, undefined],
		[
			'a write that was refused after a lost try',
			{ kind: 'answer', status: 400, body: {}, mayBeCarriedOut: true },
			`${done}: look there before`,
		],
		[
			'a reading after a write',
			{ kind: 'timeout', request: { ...request, method: 'GET' }, isPartlyDone: true },
			'Calls before this one have written to Novu',
		],
	])('%s', (_, facts, words) => {
		const { description } = told(facts);
		if (words === undefined) expect(description).not.toMatch(/may have been done|have written/);
		else expect(description).toContain(words);
	});

	it('is told with how often and how long it was tried', () => {
		expect(told({ kind: 'timeout', attempts: 3, elapsedMs: 12_345 }).description).toContain(
			'Tried 3 times in 12.3 s.',
		);
		expect(told({ kind: 'timeout', attempts: 1 }).description).not.toContain('Tried');
	});

	it('is told whole where entries could not be written back, secrets in them included', () => {
		const facts = {
			...refusal({ message: 'no' }).facts,
			unsavedEntries: [{ token: 's3cret-token' }],
		};
		const { description } = formatFailure(new NovuFailure(facts), 0, ['s3cret-token']);
		expect(description).toContain('1 could not be written back');
		expect(description).toContain('{"token":"s3cret-token"}');
	});
});

describe('the details of a failure', () => {
	it('name the call, the status and what Novu says', () => {
		const body = { message: 'no', errorId: 'e', currentCount: 5, limit: 4, errors: [], other: 'x' };
		expect(told({ status: 400, body, code: 'X', attempts: 2 }).details).toEqual({
			kind: 'answer',
			method: 'POST',
			path: '/v1/topics/news',
			attempts: 2,
			httpCode: 400,
			code: 'X',
			novuMessages: ['no'],
			errorId: 'e',
			currentCount: 5,
			limit: 4,
			errors: [],
		});
		expect(told({ kind: 'timeout' }).details).toEqual({
			kind: 'timeout',
			method: 'POST',
			path: '/v1/topics/news',
			attempts: 1,
		});
	});
});

describe('an error that is no failure of a call', () => {
	it.each<[Error, message: string, advice: string, kind: string]>([
		[new InputError('bad', 'correct it'), 'bad', 'correct it', 'input'],
		[new ConflictError('undone', 'run again'), 'undone', 'run again', 'conflict'],
		[new CancelledError(), 'The execution was canceled', 'Run it again.', 'cancelled'],
		[new TypeError('x is not a function'), 'cannot work on', 'a fault of the node', 'internal'],
		[new Error('from n8n'), 'from n8n', 'This comes from n8n or from the node itself', 'internal'],
		[
			Object.assign(new Error('from n8n'), { description: 'its own advice' }),
			'from n8n',
			'its own advice',
			'internal',
		],
	])('%s', (error, message, advice, kind) => {
		const words = formatFailure(error, undefined, []);
		expect(words.message).toContain(message);
		expect(words.message).not.toContain('[item');
		expect(words.description).toContain(advice);
		expect(words.details.kind).toBe(kind);
		expect(words.httpCode).toBeUndefined();
	});
});

describe("an operation's own words", () => {
	const explain = (own: () => { message?: string; advice?: string } | undefined) =>
		formatFailure(refusal({ message: 'no' }), 0, [], own);

	it('stand in place of the general ones, as far as there are any', () => {
		expect(explain(() => ({ message: 'own' }))).toMatchObject({
			message: 'own [item 0]',
			description: expect.stringContaining('Check the values') as string,
		});
		expect(explain(() => ({ advice: 'own advice' }))).toMatchObject({
			message: 'no (HTTP 400) [item 0]',
			description: 'own advice',
		});
		expect(explain(() => undefined).message).toBe('no (HTTP 400) [item 0]');
	});

	it('are left out where they fail themselves', () => {
		const own = () => {
			throw new TypeError('an answer of another shape');
		};
		expect(explain(own).message).toBe('no (HTTP 400) [item 0]');
	});
});
