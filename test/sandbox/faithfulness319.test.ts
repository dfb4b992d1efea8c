import { ROUTES } from '../../sandbox/routes';
import { replay, type Replayed } from './replay';
import { sessions319 } from './session';

/** Routes on which the sandbox answers less than Novu 3.19 does, and why. */
const DIFFERENT_ROUTES: Record<string, string> = {
	'POST /v2/workflows/:workflowId/step/:stepId/preview':
		'Novu draws blocks, its branding and a layout, and makes up results of the steps before; the sandbox puts values into texts',
};

/** Parts of answers that are not there, and why. */
const DIFFERENT_PARTS: Array<[part: RegExp, reason: string]> = [
	[
		/^body\.data\.(steps\.\d+\.)?(controls\.(dataSchema|uiSchema)|variables)\b/,
		"the forms of Novu's editor, which no operation reads",
	],
];

/** The least that has to be the same, of 1. */
const LEAST = { status: 0.98, body: 0.9 };

const routesOf319 = ROUTES.filter(({ only }) => only !== '2.0');

/** The route of the sandbox that a recorded request goes to, those without parameters first. */
function routeOf(method: string, path: string): string | undefined {
	const given = path.split('?')[0].replace(/\/$/, '').split('/');
	const fits = (url: string) => {
		const parts = url.split('/');
		const isSame = (part: string, i: number) =>
			part.startsWith(':') || part.toLowerCase() === given[i].toLowerCase();
		return parts.length === given.length && parts.every(isSame);
	};
	const parameters = (url: string) => url.split(':').length;
	const [first] = routesOf319
		.filter((route) => route.method === method && fits(route.url))
		.sort((a, b) => parameters(a.url) - parameters(b.url));
	return first && `${method} ${first.url}`;
}

describe('the sandbox answers recorded requests as Novu 3.19 did', () => {
	const all: Replayed[] = [];

	beforeAll(async () => {
		for (const session of sessions319()) all.push(...(await replay(session)));
	}, 300_000);
	afterAll(() => jest.restoreAllMocks());

	/** Of the recordings on the sandbox's routes, how many are alike. */
	const share = (isSame: (one: Replayed) => boolean) => {
		const used = all.filter(({ recording: { request } }) => {
			const route = routeOf(request.method, request.path);
			return route !== undefined && !(route in DIFFERENT_ROUTES);
		});
		expect(used.length).toBeGreaterThan(1_700);
		return used.filter(isSame).length / used.length;
	};

	test('with the same status', () => {
		const same = share(({ answer, recording }) => answer.status === recording.response.status);
		expect(same).toBeGreaterThanOrEqual(LEAST.status);
	});

	test('with the same body, IDs and times aside', () => {
		const isOther = (difference: string) =>
			!DIFFERENT_PARTS.some(([part]) => part.test(difference));
		const same = share(({ differences }) => !differences.some(isOther));
		expect(same).toBeGreaterThanOrEqual(LEAST.body);
	});

	test('the list of differences names only routes of the sandbox', () => {
		const urls = routesOf319.map(({ method, url }) => `${method} ${url}`);
		expect(urls).toEqual(expect.arrayContaining(Object.keys(DIFFERENT_ROUTES)));
	});
});
