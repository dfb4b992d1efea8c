import { isObject } from '../../nodes/Novu/engine/errors';
import {
	isAnswer,
	isDecodedOnTheWay,
	isMissingRoute,
	novuSentences,
	NovuFailure,
	type FailureFacts,
} from '../../nodes/Novu/engine/failure';
import { path } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';

const factsOf = (facts: Partial<FailureFacts>, id = 'news'): FailureFacts => ({
	kind: 'answer',
	status: 404,
	request: {
		method: 'GET',
		path: path`/v2/topics/${id}`,
		answer: anything,
		rateCategory: 'global',
	},
	attempts: 1,
	elapsedMs: 0,
	...facts,
});
const missing = { message: 'Cannot GET /v2/topics/news' };

describe('the sentences of an error', () => {
	it.each<[what: string, body: unknown, sentences: string[]]>([
		['a message', { message: 'no' }, ['no']],
		['several', { message: ['no', 'never', 7] }, ['no', 'never']],
		['one that comes twice', { message: ['no', 'no'] }, ['no']],
		['the name of the status beside a message', { message: 'no', error: 'Bad Request' }, ['no']],
		['the name of the status alone', { error: 'Bad Request' }, ['Bad Request']],
		['an error that is no text', { error: { code: 1 } }, []],
		[
			'a validation by fields',
			{ message: 'Validation Error', errors: { general: { messages: ['bad', 5], value: 'x' } } },
			['Validation Error', 'bad'],
		],
		['a validation that is odd', { errors: { general: null, other: 'text' } }, []],
		[
			'a list of errors',
			{
				errors: [
					{ message: 'bad', path: ['body', 'email'] },
					{ message: 'worse', field: 'name' },
					{ message: 'worst' },
					{ message: 5 },
					null,
				],
			},
			['body.email: bad', 'name: worse', 'worst'],
		],
		['a text', 'no', []],
		['a list', [{ message: 'no' }], []],
		['nothing', undefined, []],
	])('of %s', (_, body, sentences) => {
		expect(novuSentences(body)).toEqual(sentences);
	});
});

describe('a route that the server does not have', () => {
	it.each<[expected: boolean, Partial<FailureFacts>]>([
		[true, { status: 404, body: missing }],
		[true, { status: 404, body: { message: 'Cannot DELETE /v1/x' } }],
		[false, { status: 400, body: missing }],
		[false, { status: 404, body: { message: 'The server Cannot GET /v2/topics' } }],
		[false, { status: 404, body: { message: 'Cannot find it' } }],
		[false, { status: 404, body: 'Cannot GET /v2/topics' }],
		[false, { status: 404, body: undefined }],
	])('%s: %j', (expected, facts) => {
		expect(isMissingRoute(factsOf(facts))).toBe(expected);
	});
});

describe('a slash that a proxy decodes or refuses', () => {
	const decoded = { message: 'Cannot GET /v2/topics/a/b?x=%2f' };
	const kept = { message: 'Cannot GET /v2/topics/a%2Fb' };

	it.each<[expected: boolean, id: string, Partial<FailureFacts>]>([
		[true, 'a/b', { status: 404, body: decoded }],
		[false, 'a/b', { status: 400, body: decoded }],
		[false, 'a/b', { status: 404, body: kept }],
		[false, 'a/b', { status: 404, body: { message: 'Topic a/b not found' } }],
		[true, 'a/b', { status: 404, body: '<html>' }],
		[true, 'a/b', { status: 400, body: undefined }],
		[false, 'a/b', { status: 500, body: undefined }],
		[false, 'ab', { status: 404, body: '<html>' }],
		[false, 'ab', { status: 404, body: decoded }],
	])('%s: %s %j', (expected, id, facts) => {
		expect(isDecodedOnTheWay(factsOf(facts, id))).toBe(expected);
	});
});

describe("an error that is Novu's answer with a status", () => {
	const failure = (facts: Partial<FailureFacts>) => new NovuFailure(factsOf(facts));
	const novus = failure({ status: 404, body: { message: 'Topic not found' } });

	it('is one by its status, one of several, and its sentence', () => {
		expect(isAnswer(novus, 404)).toBe(true);
		expect(isAnswer(novus, 400)).toBe(false);
		expect(isAnswer(novus, [400, 404])).toBe(true);
		expect(isAnswer(novus, [400, 409])).toBe(false);
		expect(isAnswer(novus, 404, /not found/)).toBe(true);
		expect(isAnswer(novus, 404, /exists/)).toBe(false);
	});

	it.each([
		['another error', new Error('no')],
		['a lost connection', failure({ kind: 'connection', status: undefined, body: undefined })],
		['a web page', failure({ body: '<html>' })],
		['an empty answer', failure({ body: undefined })],
		['a success of another shape', failure({ kind: 'unexpected', body: {} })],
	])('is not %s', (_, error) => {
		expect(isAnswer(error, 404)).toBe(false);
	});
});

it.each([
	[{}, true],
	[{ a: 1 }, true],
	[[], false],
	[null, false],
	['text', false],
	[undefined, false],
])('%j is an object: %s', (value, expected) => {
	expect(isObject(value)).toBe(expected);
});
