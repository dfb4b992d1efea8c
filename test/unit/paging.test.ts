import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { PagingError } from '../../nodes/Novu/engine/errors';
import { readList, type PagingKind } from '../../nodes/Novu/engine/paging';
import { path, type NovuRequest } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';

const request: NovuRequest = {
	method: 'GET',
	path: path`/v1/things`,
	answer: anything,
	rateCategory: 'global',
};
const KINDS: PagingKind[] = ['cursor', 'page', 'offset', 'inbox'];

/** Things as Novu has them. */
function things(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, i) => ({ _id: `id-${i}` }));
}

/** Answers as Novu pages its lists; what `hasMore` says is its own affair. */
function pages(all: IDataObject[], kind: PagingKind, hasMore?: boolean) {
	const asked: number[] = [];
	const call = async ({ query = {} }: NovuRequest): Promise<unknown> => {
		const limit = Number(query.limit);
		asked.push(limit);
		const after = all.findIndex(({ _id }) => _id === query.after);
		const from = { cursor: after + 1, page: Number(query.page) * limit }[kind as 'cursor' | 'page'];
		const start = from ?? Number(query.offset);
		const data = all.slice(start, start + limit);
		const next = start + limit < all.length ? (data.at(-1)?._id ?? null) : null;
		return await Promise.resolve(
			{
				cursor: { data, next },
				page: {
					data,
					page: query.page,
					pageSize: limit,
					hasMore: hasMore ?? data.length === limit,
				},
				offset: { data, totalCount: all.length },
				inbox: { data, hasMore: hasMore ?? data.length === limit },
			}[kind],
		);
	};
	return { call, asked };
}

describe.each(KINDS)('a list with %s', (kind) => {
	it('is read to its end, or to exactly the limit, each entry once and in order', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(45),
				fc.integer({ min: 1, max: 12 }),
				fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
				async (count, pageSize, limit) => {
					const all = things(count);
					const { call, asked } = pages(all, kind);
					const found = await readList(call, { request, kind, pageSize }, limit);
					expect(found).toEqual(all.slice(0, limit));
					expect(Math.max(...asked)).toBeLessThanOrEqual(pageSize);
				},
			),
		);
	});

	it('asks for no more pages than the limit needs', async () => {
		const { call, asked } = pages(things(100), kind);
		await readList(call, { request, kind, pageSize: 10 }, 20);
		expect(asked).toEqual([10, 10]);
	});

	it('is no endless one where the server answers every page with the same', async () => {
		const data = things(10);
		const answer = { data, next: 'id-9', pageSize: 10, totalCount: 1000, hasMore: true };
		const reading = readList(
			async () => await Promise.resolve(answer),
			{
				request,
				kind,
				pageSize: 10,
			},
			undefined,
		);
		await expect(reading).rejects.toThrow(PagingError);
		await expect(reading).rejects.toThrow('the list would never end');
	});

	it('is no list where the answer holds none', async () => {
		const reading = readList(
			async () => await Promise.resolve({ ok: true }),
			{
				request,
				kind,
				pageSize: 10,
			},
			undefined,
		);
		await expect(reading).rejects.toThrow('holds no list under "data"');
	});
});

describe('what Novu says of a page', () => {
	it('may be wrong: a full page is followed by a look at the next', async () => {
		const { call } = pages(things(25), 'page', false);
		const found = await readList(call, { request, kind: 'page', pageSize: 10 }, undefined);
		expect(found).toHaveLength(25);
	});

	it.each(['page', 'inbox'] as const)('may promise more than there is, with %s', async (kind) => {
		const { call } = pages(things(20), kind, true);
		const found = await readList(call, { request, kind, pageSize: 10 }, undefined);
		expect(found).toHaveLength(20);
	});

	it('counts where it puts fewer on a page than was asked for', async () => {
		const call = async ({ query = {} }: NovuRequest) => {
			const start = Number(query.page) * 10;
			const data = things(25).slice(start, start + 10);
			return await Promise.resolve({ data, page: query.page, pageSize: 10 });
		};
		const found = await readList(call, { request, kind: 'page', pageSize: 50 }, undefined);
		expect(found).toHaveLength(25);
	});
});

describe('a list that changes while it is read', () => {
	it.each(['page', 'offset', 'inbox'] as const)('has each entry once, with %s', async (kind) => {
		const all = things(25);
		const { call } = pages(all, kind);
		let added = 0;
		const found = await readList(
			async (page) => {
				const answer = await call(page);
				if (added < 2) all.unshift({ _id: `new-${added++}` });
				return answer;
			},
			{ request, kind, pageSize: 10 },
			undefined,
		);
		const ids = found.map(({ _id }) => _id);
		expect(ids).toEqual(things(25).map(({ _id }) => _id));
	});

	it('is not silently short where the entry that the cursor names is gone', async () => {
		const { call } = pages(things(25), 'cursor');
		const answers = async (page: NovuRequest) =>
			page.query?.after ? { data: [], next: null } : await call(page);
		const reading = readList(answers, { request, kind: 'cursor', pageSize: 10 }, undefined);
		await expect(reading).rejects.toThrow('lost its place');
	});
});

describe('the call of an older route', () => {
	it.each<[PagingKind, object]>([
		['cursor', { limit: 2, after: 'id-1' }],
		['page', { limit: 2, page: 1 }],
		['offset', { limit: 2, offset: 2 }],
		['inbox', { limit: 2, offset: 2 }],
	])('asks for the same page: %s', async (kind, second) => {
		const older: NovuRequest = { ...request, path: path`/v1/older`, query: { sort: 'name' } };
		const { call } = pages(things(4), kind);
		const asked: NovuRequest[] = [];
		const noting = async (one: NovuRequest) => {
			asked.push(one);
			return await call(one);
		};
		const list = { request: { ...request, fallback: older }, kind, pageSize: 2 };
		expect(await readList(noting, list, undefined)).toEqual(things(4));
		expect(asked[1].fallback?.path.url).toBe('/v1/older');
		expect(asked[1].fallback?.query).toEqual({ sort: 'name', ...second });
	});
});
