import type { Call } from '../../nodes/Novu/engine/client';
import { NovuFailure } from '../../nodes/Novu/engine/failure';
import { markPartlyDone } from '../../nodes/Novu/engine/partlyDone';
import { path, type NovuRequest } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';

const request = (method: NovuRequest['method']): NovuRequest => ({
	method,
	path: path`/v2/topics`,
	answer: anything,
	rateCategory: 'configuration',
});

/** A call that fails at the given one, from 0. */
function failingAt(place: number): Call {
	let made = 0;
	return async (asked) => {
		if (made++ < place) return await Promise.resolve({});
		throw new NovuFailure({
			kind: 'timeout',
			request: asked,
			attempts: 1,
			elapsedMs: 1,
		});
	};
}

/** What a failure says of the calls before it. */
async function isPartlyDone(methods: Array<NovuRequest['method']>): Promise<boolean | undefined> {
	const work = async (call: Call) => {
		for (const method of methods) await call(request(method));
	};
	const error = await markPartlyDone(failingAt(methods.length - 1), work).catch((e: unknown) => e);
	expect(error).toBeInstanceOf(NovuFailure);
	return (error as NovuFailure).facts.isPartlyDone;
}

describe('work of several calls that fails is partly done', () => {
	it.each<[Array<NovuRequest['method']>, boolean | undefined]>([
		[['POST', 'GET'], true],
		[['GET', 'PATCH', 'GET'], true],
		[['PUT', 'PUT'], true],
		[['GET', 'POST'], undefined],
		[['GET', 'GET'], undefined],
		[['DELETE'], undefined],
	])('after %j: %j', async (methods, expected) => {
		expect(await isPartlyDone(methods)).toBe(expected);
	});

	it('is not said of another kind of error', async () => {
		const error = new Error('other');
		const work = async (call: Call) => {
			await call(request('POST'));
			throw error;
		};
		await expect(markPartlyDone(async () => ({}), work)).rejects.toBe(error);
	});

	it('hands on what the work returns', async () => {
		const work = async (call: Call) => await call(request('POST'));
		expect(await markPartlyDone(async () => await Promise.resolve('body'), work)).toBe('body');
	});
});
