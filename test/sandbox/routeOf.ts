import { ROUTES } from '../../sandbox/routes';
import type { NovuVersion } from '../../sandbox/types';

/** The routes of the sandbox that a generation has. */
export function routesOf(novu: NovuVersion) {
	return ROUTES.filter(({ only }) => [only ?? novu].flat().includes(novu));
}

function fits(url: string, given: readonly string[]): boolean {
	const parts = url.split('/');
	const isSame = (part: string, i: number) =>
		part.startsWith(':') || part.toLowerCase() === given[i].toLowerCase();
	return parts.length === given.length && parts.every(isSame);
}

function parametersIn(url: string): number {
	return url.split(':').length;
}

/**
 * The route of today's sandbox that a request goes to, those without parameters first.
 * @param segments of the path, from the empty one before the first slash
 * @returns such as `GET /v2/topics/:topicKey`; undefined where the sandbox has none
 */
export function routeOf(method: string, segments: readonly string[]): string | undefined {
	const [first] = routesOf('3.19')
		.filter((route) => route.method === method && fits(route.url, segments))
		.sort((a, b) => parametersIn(a.url) - parametersIn(b.url));
	return first && `${method} ${first.url}`;
}

/** The segments of a recorded path, as it went over the wire. */
export function segmentsOf(path: string): string[] {
	return path.split('?')[0].replace(/\/$/, '').split('/');
}
