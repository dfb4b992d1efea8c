import { rethrow } from './errors';
import { isDecodedOnTheWay, isMissingRoute, NovuFailure } from './failure';
import type { NovuRequest } from './request';

/** Goes to the older route of a request where the server lacks the newer one, see `fallback`. */
export class RouteFallback {
	/** Routes that the server has answered to as unknown */
	private readonly missing = new Set<string>();

	/**
	 * @param send sends a request by its own route
	 * @param call calls the fallback, which may have one of its own
	 * @throws what the last of them throws
	 */
	async call(
		request: NovuRequest,
		send: (request: NovuRequest) => Promise<unknown>,
		call: (fallback: NovuRequest) => Promise<unknown>,
	): Promise<unknown> {
		const { fallback, method, path } = request;
		if (!fallback) return await send(request);
		const route = `${method} ${path.route}`;
		if (this.missing.has(route)) return await call(fallback);
		try {
			return await send(request);
		} catch (error) {
			if (!isRouteMissing(error)) return await rethrow(error);
			this.missing.add(route);
			return await call(fallback);
		}
	}
}

/** Whether the server lacks the route; an ID with a slash may only seem to lead to one that it lacks. */
function isRouteMissing(error: unknown): boolean {
	if (!(error instanceof NovuFailure)) return false;
	return isMissingRoute(error.facts) && !isDecodedOnTheWay(error.facts);
}
