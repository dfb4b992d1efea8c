import {
	about,
	aboutAll,
	acknowledged,
	either,
	listAnswer,
	noneFound,
	nothing,
	object,
	value,
	withField,
	type AnswerShape,
} from '../../nodes/Novu/engine/answers';

const topic = about('a topic', 'key', 'news');
const both = aboutAll('a member', { topicKey: 'news', subscriberId: '4711' });
const list = listAnswer('a list');
const two = listAnswer('a list of two', 'data', 2);
const named = listAnswer('a list', 'workflows');

/** Undefined where the answer is as it should be. */
const TABLE: Array<[shape: string, AnswerShape, body: unknown, found: string | undefined]> = [
	['about', topic, { key: 'news' }, undefined],
	['about', topic, { key: ' news ' }, undefined],
	['about', topic, { key: 'other' }, 'one whose "key" is "other"'],
	['about', topic, { key: '' }, 'an object with "key"'],
	['about', topic, { key: null }, 'an object with "key"'],
	['about', topic, { name: 'News' }, 'an object with "name"'],
	['about', topic, {}, 'an empty object'],
	['about', topic, [{ key: 'news' }], 'a list of 1'],
	['about', topic, 'news', 'a text'],
	['about', topic, 7, 'a number'],
	['about', topic, true, 'a boolean'],
	['about', topic, null, 'null'],
	['about', topic, undefined, 'nothing'],
	['aboutAll', both, { topicKey: 'news', subscriberId: 4711 }, undefined],
	[
		'aboutAll',
		both,
		{ topicKey: 'news', subscriberId: 'ann' },
		'one whose "subscriberId" is "ann"',
	],
	['aboutAll', both, { topicKey: 'other', subscriberId: 4711 }, 'one whose "topicKey" is "other"'],
	['aboutAll', both, { topicKey: 'news' }, 'an object with "topicKey"'],
	['withField', withField('a link', 'url'), { url: 'https://x.test' }, undefined],
	['withField', withField('a link', 'url'), { url: 0 }, undefined],
	['withField', withField('a link', 'url'), { url: '' }, 'an object with "url"'],
	['withField', withField('a link', 'url'), { url: {} }, 'an object with "url"'],
	['withField', withField('a link', 'url'), [], 'an empty list'],
	['object', object('an odd one', ({ a }) => a === 1), { a: 1 }, undefined],
	['object', object('an odd one', ({ a }) => a === 1), { a: 2 }, 'an object with "a"'],
	['object', object('an odd one', () => true), [], 'an empty list'],
	['list', list, [], undefined],
	['list', list, [{}], undefined],
	['list', list, { data: [{}] }, undefined],
	['list', list, { data: {} }, 'an object with "data"'],
	['list', list, {}, 'an empty object'],
	['list', list, { workflows: [] }, 'an object with "workflows"'],
	['list', list, 'text', 'a text'],
	['list', list, [null], 'a list that holds null'],
	['list', list, [{}, 7], 'a list that holds a number'],
	['list', list, [{}, [{}]], 'a list that holds a list of 1'],
	['list', named, { workflows: [] }, undefined],
	['list', named, { data: [] }, 'an object with "data"'],
	['list', two, [{}, {}], undefined],
	['list', two, [{}], 'a list of 1'],
	['list', two, [], 'a list of 0'],
	['acknowledged', acknowledged, { acknowledged: true, status: 'processed' }, undefined],
	['acknowledged', acknowledged, { acknowledged: 'true' }, 'an object with "acknowledged"'],
	['acknowledged', acknowledged, { acknowledged: false }, 'an object with "acknowledged"'],
	['none found', noneFound, undefined, undefined],
	['none found', noneFound, null, undefined],
	['none found', noneFound, {}, 'an empty object'],
	['boolean', value('true or false', 'boolean'), false, undefined],
	['boolean', value('true or false', 'boolean'), 'false', 'a text'],
	['number', value('a number', 'number'), 0, undefined],
	['number', value('a number', 'number'), true, 'a boolean'],
	['either', either(topic, list), { key: 'news' }, undefined],
	['either', either(topic, list), [], undefined],
	['either', either(topic, list), { key: 'other' }, 'one whose "key" is "other"'],
];

describe('what a call is answered with', () => {
	it.each(TABLE)('%s %#', (_, shape, body, found) => {
		expect(shape.mismatch(body, 200)).toBe(found);
	});

	it('nothing is nothing only with a status that says so', () => {
		expect(nothing.mismatch(undefined, 204)).toBeUndefined();
		expect(nothing.mismatch(undefined, 200)).toBe('nothing');
		expect(nothing.mismatch({}, 204)).toBe('an empty object');
	});

	it('one or the other says both', () => {
		expect(either(topic, list).expected).toBe('a topic or a list');
	});

	it('is told by the names of at most five fields, each shortened', () => {
		const names = ['a', 'b', 'c', 'd', 'e'];
		const of = (list: string[]) =>
			topic.mismatch(Object.fromEntries(list.map((name) => [name, 'secret'])), 200);
		expect(of(names)).toBe('an object with "a", "b", "c", "d", "e"');
		expect(of([...names, 'f'])).toBe('an object with "a", "b", "c", "d", "e" …');
		expect(of(['x'.repeat(41)])).toBe(`an object with "${'x'.repeat(40)}"`);
	});
});
