import { DIFFERENCES, FORMS } from './differences319';
import { replay, type Replayed } from './replay';
import { routeOf, segmentsOf } from './routeOf';
import { sessions319 } from './session';

/** The least that has to be the same, of 1. */
const LEAST = { status: 0.98, body: 0.9 };

/**
 * How many tokens are left in a bucket depends on the time between two calls, which was not recorded;
 * `limiter.test.ts` has the rules. These count among all, and are on no list.
 */
const TIMED = ['rate-limits'];

/** The routes of the list that are not compared. */
const NOT_COMPARED = Object.entries(DIFFERENCES)
	.filter(([, listed]) => listed.some(({ recordings }) => recordings === 'most'))
	.map(([route]) => route);

/** Without what differs in the forms of the editor. */
function withoutForms(one: Replayed): Replayed {
	return { ...one, differences: one.differences.filter((text) => !FORMS.test(text)) };
}

const routeFor = ({ recording: { request } }: Replayed) =>
	routeOf(request.method, segmentsOf(request.path));

describe('the sandbox answers recorded requests as Novu 3.19 did', () => {
	const all: Replayed[] = [];

	beforeAll(async () => {
		for (const session of sessions319()) {
			all.push(...(await replay(session)).map(withoutForms));
		}
	}, 300_000);
	afterAll(() => jest.restoreAllMocks());

	/** Of the recordings on the sandbox's routes, how many are alike. */
	const share = (isSame: (one: Replayed) => boolean) => {
		const used = all.filter((one) => {
			const route = routeFor(one);
			return route !== undefined && !NOT_COMPARED.includes(route);
		});
		expect(used.length).toBeGreaterThan(1_700);
		return used.filter(isSame).length / used.length;
	};

	test('with the same status', () => {
		const same = share(({ answer, recording }) => answer.status === recording.response.status);
		expect(same).toBeGreaterThanOrEqual(LEAST.status);
	});

	test('with the same body, IDs and times aside', () => {
		const same = share(({ differences }) => differences.length === 0);
		expect(same).toBeGreaterThanOrEqual(LEAST.body);
	});

	test('but for those on the list, each of which differs', () => {
		const found: Record<string, string[]> = {};
		for (const one of all) {
			const route = routeFor(one);
			if (route === undefined || TIMED.includes(one.file) || one.differences.length === 0) continue;
			(found[route] ??= []).push(one.recording.name);
		}
		const listed = Object.fromEntries(
			Object.entries(DIFFERENCES).map(([route, entries]) => [
				route,
				entries.flatMap(({ recordings }) =>
					recordings === 'most' ? (found[route] ?? ['none']) : recordings,
				),
			]),
		);
		const sorted = (names: Readonly<Record<string, readonly string[]>>) =>
			Object.fromEntries(Object.entries(names).map(([route, each]) => [route, [...each].sort()]));
		expect(sorted(found)).toEqual(sorted(listed));
	});

	test('and every reason says something of its own', () => {
		for (const { reason } of Object.values(DIFFERENCES).flat()) {
			expect(reason).toMatch(/^[A-Z].{30,}\.$/s);
		}
	});
});
