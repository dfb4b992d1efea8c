import {
	meetsFilters,
	stateOf,
	type Activity,
	type ActivityFilters,
} from '../../nodes/Novu/trigger/activity';

const activity = (...statuses: unknown[]): Activity => ({
	_id: 'entry',
	createdAt: '2026-01-02T03:04:05.000Z',
	jobs: statuses.map((status) => ({ status, type: 'push' })),
	template: { triggers: [{ identifier: 'order-shipped' }] },
	subscriber: { subscriberId: 'ann' },
});

describe('what an entry of the activity feed has come to', () => {
	it.each([
		['completed', 'completed'],
		['failed', 'failed'],
		['canceled', 'canceled'],
		['merged', 'canceled'],
		['skipped', 'canceled'],
		['pending', 'open'],
		['queued', 'open'],
		['running', 'open'],
		['delayed', 'open'],
		['of a newer Novu', 'open'],
		[undefined, 'open'],
	])('with a job that is %s: %s', (status, state) => {
		expect(stateOf(activity(status))).toBe(state);
	});

	it.each([
		[['completed', 'pending'], 'open'],
		[['failed', 'pending'], 'failed'],
		[['completed', 'failed'], 'failed'],
		[['skipped', 'completed'], 'completed'],
		[['skipped', 'canceled', 'merged'], 'canceled'],
		[[], 'open'],
	])('with jobs that are %j: %s', (statuses, state) => {
		expect(stateOf(activity(...statuses))).toBe(state);
	});
});

const NONE: ActivityFilters = { channels: [], workflowIds: [], subscriberIds: [] };
const FILTERS: Array<
	[name: string, filters: Partial<ActivityFilters>, without: Partial<Activity>]
> = [
	['channels', { channels: ['push'] }, { jobs: undefined }],
	['workflowIds', { workflowIds: ['order-shipped'] }, { template: undefined }],
	['subscriberIds', { subscriberIds: ['ann'] }, { subscriber: undefined }],
];

describe('the filters of an entry', () => {
	it.each(FILTERS)('%s: pass what is asked for', (_, filters) => {
		expect(meetsFilters(activity('completed'), { ...NONE, ...filters })).toBe(true);
	});

	it.each(FILTERS)('%s: do not pass what does not say', (_, filters, without) => {
		const silent = { ...activity('completed'), ...without } as Activity;
		expect(meetsFilters(silent, { ...NONE, ...filters })).toBe(false);
		expect(meetsFilters(silent, NONE)).toBe(true);
	});

	it.each(FILTERS)('%s: do not pass another one', (name, filters) => {
		const other = Object.fromEntries(Object.keys(filters).map((key) => [key, ['other']]));
		expect([name, meetsFilters(activity('completed'), { ...NONE, ...other })]).toEqual([
			name,
			false,
		]);
	});

	it('have to be met all', () => {
		const all = Object.assign({}, ...FILTERS.map(([, filters]) => filters)) as ActivityFilters;
		expect(meetsFilters(activity('completed'), all)).toBe(true);
		for (const name of Object.keys(NONE)) {
			expect(meetsFilters(activity('completed'), { ...all, [name]: ['other'] })).toBe(false);
		}
	});
});
