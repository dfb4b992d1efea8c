import type { Call } from './client';
import { rethrow } from './errors';
import { NovuFailure } from './failure';

/**
 * Runs work of several calls. Where one fails after another one has written, the failure says so: what
 * failed may only be the look at what was done.
 * @throws what the work throws
 */
export async function markPartlyDone<T>(call: Call, work: (call: Call) => Promise<T>): Promise<T> {
	let hasWritten = false;
	const tracked: Call = async (request) => {
		const body = await call(request);
		hasWritten ||= request.method !== 'GET';
		return body;
	};
	try {
		return await work(tracked);
	} catch (error) {
		if (!hasWritten || !(error instanceof NovuFailure)) return await rethrow(error);
		return await rethrow(new NovuFailure({ ...error.facts, isPartlyDone: true }));
	}
}
