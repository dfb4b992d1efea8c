import { nothing, withField } from '../../nodes/Novu/engine/answers';
import { judge, type Answer } from '../../nodes/Novu/engine/reply';
import { path, type NovuRequest } from '../../nodes/Novu/engine/request';

const get: NovuRequest = {
	method: 'GET',
	path: path`/v2/topics/${'news'}`,
	answer: withField('a topic', 'key'),
	rateCategory: 'global',
};
const remove: NovuRequest = { ...get, method: 'DELETE', answer: nothing };
const topic = { key: 'news' };

const reply = (status: number, body?: unknown, headers: Answer['headers'] = {}): Answer => ({
	kind: 'answer',
	status,
	headers,
	body,
});

describe('a reply is judged to be', () => {
	it.each<
		[kind: string, what: string, request: NovuRequest, given: Answer, mayBeCarriedOut?: boolean]
	>([
		['done', 'what was asked for', get, reply(200, { data: topic })],
		['done', 'what was asked for, without an envelope', get, reply(200, topic)],
		['unexpected', 'something else', get, reply(200, { data: { name: 'news' } })],
		['unexpected', 'a web page', get, reply(200, '<!DOCTYPE html><html></html>')],
		['unexpected', 'a 204 where something is to come', get, reply(204)],
		['truncated', 'nothing with another status', get, reply(200)],
		['truncated', 'text that is the beginning of JSON', get, reply(200, '{"data":{"key":"ne')],
		['redirect', 'a redirect', get, reply(302)],
		['redirect', 'any 3xx that leads elsewhere', get, reply(304, undefined, { location: '/x' })],
		['answer', 'a 3xx that leads nowhere', get, reply(304)],
		['answer', 'an error', get, reply(404, { message: 'Not found' })],
		['answer', 'a 404 to a deletion', remove, reply(404, { message: 'Not found' })],
		['done', 'a 404 to a repeated deletion', remove, reply(404, { message: 'Not found' }), true],
		['answer', 'a web page with 404 to a repeated deletion', remove, reply(404, '<html>'), true],
		[
			'answer',
			'a 404 for the route to a repeated deletion',
			remove,
			reply(404, { message: 'Cannot DELETE /v2/topics/news' }),
			true,
		],
		['answer', 'a 404 to a repeated read', get, reply(404, { message: 'Not found' }), true],
		['answer', 'another error to a repeated deletion', remove, reply(409, {}), true],
	])('%s: %s', (kind, _, request, given, mayBeCarriedOut = false) => {
		expect(judge(request, given, mayBeCarriedOut).kind).toBe(kind);
	});

	it('not kept, where the answer shows another value than the one that was written', () => {
		const write = { ...get, confirmsWrite: (body: unknown) => body === topic };
		expect(judge(write, reply(200, topic), false).kind).toBe('done');
		expect(judge(write, reply(200, { ...topic }), false).kind).toBe('notConfirmed');
	});

	it('done with the body that stands for a repeated write', () => {
		const write = { ...get, mapRetriedAnswer: () => 'mapped' };
		expect(judge(write, reply(200, topic), true)).toEqual({ kind: 'done', body: 'mapped' });
		expect(judge(write, reply(200, topic), false)).toEqual({ kind: 'done', body: topic });
	});
});
