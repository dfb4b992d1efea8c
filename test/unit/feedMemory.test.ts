import type { Activity } from '../../nodes/Novu/trigger/activity';
import { DEPTH, coversHistory, OVERLAP_MS } from '../../nodes/Novu/trigger/feedMemory';

const START = Date.parse('2026-01-02T03:04:05.000Z');

/** Entries, newest first, created so many milliseconds before the newest. */
const entries = (ages: number[]): Activity[] =>
	ages.map((age, i) => ({
		_id: `entry-${i}`,
		createdAt: new Date(START - age).toISOString(),
	}));

const many = (ageOf: (i: number) => number, count = DEPTH) =>
	entries(Array.from({ length: count }, (_, i) => ageOf(i)));

describe('entries reach as far back as they have to be known', () => {
	it.each<[string, Activity[], boolean]>([
		['where there are enough, over a longer time', many((i) => i * 1000), true],
		['not where one is missing', many((i) => i * 1000, DEPTH - 1), false],
		['not where all came at once', many(() => 0), false],
		[
			'not where the oldest is just as old as it may be',
			many((i) => (i > 50 ? OVERLAP_MS : 0)),
			false,
		],
		['where the oldest is older by a moment', many((i) => (i > 50 ? OVERLAP_MS + 1 : 0)), true],
		[
			'not where only what is ahead is far ahead',
			many((i) => (i < 50 ? 0 : 10 * OVERLAP_MS)),
			false,
		],
	])('%s', (_, feed, expected) => {
		expect(coversHistory(feed)).toBe(expected);
	});
});
