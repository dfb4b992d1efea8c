import axios from 'axios';
import { sleep, type IDataObject } from 'n8n-workflow';
import { readExamples } from '../../scripts/n8n/examples';
import { byId, calls, useNovu } from './support';
import { runInProcess } from './processes';

const update: IDataObject = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('={{ $json.id }}'),
	providerId: 'expo',
	deviceTokens: '={{ $json.token }}',
};
const remove: IDataObject = { ...update, operation: 'removeDeviceTokens' };
const never: IDataObject = { options: { confirmTokens: 'never' } };

/** What the recipe does with each event that its trigger hands out. */
const removeDead = readExamples()
	.find(({ name }) => name === 'Remove dead device tokens')
	?.nodes.find(({ name }) => name === 'Remove Device Tokens')?.parameters as IDataObject;

const DEAD = ['dead-1', 'dead-2', 'dead-3'];
/** Novu sends one event for each token, all at the same moment. */
const deadTokensOf = (subscriberId: string) =>
	DEAD.map((deviceToken) => [{ subscriberId, providerId: 'expo', error: { deviceToken } }]);

/** Four executions for each of so many subscribers, each with one token of its own. */
function executionsFor(subscribers: number, prefix: string) {
	return Array.from({ length: 4 * subscribers }, (_, i) => [
		{ id: `s${i % subscribers}`, token: `${prefix}-${i}` },
	]);
}

describe('executions of one process', () => {
	const novu = useNovu({ raceMs: 20 });
	const tokens = (id: string) => novu.sandbox.store.deviceTokens(id);
	const entries = (id: string) => novu.sandbox.store.subscriber(id)?.channels ?? [];
	const add = (count: number) => {
		for (let i = 0; i < count; i++) novu.sandbox.store.addSubscriber(`s${i}`);
	};

	it.each([
		['without a look at them afterwards', never],
		['with one', {}],
	])(
		'lose no token of 200 that come at once, and make one entry each, %s',
		async (_, options) => {
			add(50);
			const executions = executionsFor(50, 't');
			const ends = await Promise.all(
				executions.map(async (items) => await novu.run({ ...update, ...options }, items)),
			);
			expect(ends.map(({ error }) => error)).toEqual(executions.map(() => undefined));
			for (let i = 0; i < 50; i++) {
				expect(tokens(`s${i}`)).toEqual([0, 1, 2, 3].map((round) => `t-${50 * round + i}`));
				expect(entries(`s${i}`)).toHaveLength(1);
			}
		},
		120_000,
	);

	it('take tokens away and add others at once, in the order of their coming', async () => {
		add(1);
		await novu.run({ ...update, ...never }, [{ id: 's0', token: ['a', 'b', 'c', 'd'] }]);
		const writes: Array<[IDataObject, string]> = [
			[remove, 'a'],
			[update, 'e'],
			[remove, 'b'],
			[update, 'f'],
			[remove, 'e'],
		];
		await Promise.all(
			writes.map(async ([parameters, token]) => await novu.run(parameters, [{ id: 's0', token }])),
		);
		expect(tokens('s0')).toEqual(['c', 'd', 'f']);
	}, 30_000);

	it('of the recipe "Remove dead device tokens" take away every token that fails at the same moment', async () => {
		add(1);
		await novu.run({ ...update, ...never }, [{ id: 's0', token: ['alive', ...DEAD, 'well'] }]);
		const ends = await Promise.all(
			deadTokensOf('s0').map(async (items) => await novu.run(removeDead, items)),
		);
		expect(ends.map(({ error }) => error)).toEqual(DEAD.map(() => undefined));
		expect(tokens('s0')).toEqual(['alive', 'well']);
	}, 30_000);

	it('unite double entries while others write to them, and lose nothing', async () => {
		add(1);
		await novu.run({ ...update, ...never }, [{ id: 's0', token: 'a' }]);
		const [first] = entries('s0');
		novu.sandbox.store.subscriber('s0')?.channels.push({
			...first,
			credentials: { ...first.credentials, deviceTokens: ['b'] },
		});
		const merge = { ...update, operation: 'mergeDuplicateEntries' };
		await Promise.all([
			novu.run(merge, [{ id: 's0' }]),
			...['c', 'd'].map(async (token) => await novu.run(update, [{ id: 's0', token }])),
		]);
		expect(tokens('s0').sort()).toEqual(['a', 'b', 'c', 'd']);
		expect(entries('s0')).toHaveLength(1);
	}, 30_000);

	it('wait for a target only behind its own writers', async () => {
		add(2);
		novu.sandbox.configure({ latencyMs: 300 });
		const many = Array.from({ length: 3 }, (_, i) => ({ id: 's0', token: `t${i}` }));
		const slow = Promise.all(
			many.map(async (item) => await novu.run({ ...update, ...never }, [item])),
		);
		await sleep(50);
		const startedAt = Date.now();
		await novu.run({ ...update, ...never }, [{ id: 's1', token: 'x' }]);
		expect(Date.now() - startedAt).toBeLessThan(600);
		await slow;
		expect(tokens('s0')).toHaveLength(3);
	}, 30_000);

	it('leave the queue at once when they are cancelled', async () => {
		add(1);
		novu.sandbox.configure({ latencyMs: 1500 });
		const holder = novu.run({ ...update, ...never }, [{ id: 's0', token: 'a' }]);
		await sleep(300);
		const cancel = new AbortController();
		const startedAt = Date.now();
		const waiting = novu.run(update, [{ id: 's0', token: 'b' }], {}, cancel.signal);
		await sleep(200);
		cancel.abort();
		await waiting;
		expect(Date.now() - startedAt).toBeLessThan(900);
		await holder;
		await novu.run({ ...update, ...never }, [{ id: 's0', token: 'c' }]);
		expect(tokens('s0')).toEqual(['a', 'c']);
	}, 30_000);

	it('look at a subscriber once in a run, in runs of up to 20 subscribers', async () => {
		add(21);
		const looks = () =>
			calls(novu.sandbox).filter((call) => call.startsWith('GET /v2/subscribers/')).length;
		const items = Array.from({ length: 21 }, (_, i) => ({ id: `s${i}`, token: `t${i}` }));
		await novu.run(update, items);
		expect(looks()).toBe(0);
		await novu.run(update, [...items.slice(0, 20), { id: 's0', token: 'another' }]);
		expect(looks()).toBe(20);
		// Beside them the integrations were looked at, once, since none was chosen.
		const others = calls(novu.sandbox).filter((call) => /^GET (?!.*subscribers)/.test(call));
		expect(others).toEqual(['GET /v1/environments/me', 'GET /v1/integrations']);
		novu.sandbox.requests.length = 0;
		await novu.run({ ...update, options: { confirmTokens: 'always' } }, items);
		expect(looks()).toBe(21);
	}, 30_000);

	it('look at nothing after a replace, since the last writer wins', async () => {
		add(1);
		await novu.run({ ...update, tokenMode: 'replace' }, [{ id: 's0', token: 'a' }]);
		expect(calls(novu.sandbox)).toEqual(['PUT /v1/subscribers/s0/credentials']);
	});
});

describe('what was learned of a server', () => {
	const novu = useNovu({ latencyMs: 20, races: false });
	const other = useNovu();
	const MINUTES_11 = 11 * 60_000;

	/** The most requests that the server had at the same time. */
	const mostAtOnce = () => {
		const edges = novu.sandbox.requests
			.flatMap(({ startedAt, endedAt = startedAt }) => [
				{ at: startedAt, change: 1 },
				{ at: endedAt, change: -1 },
			])
			.sort((a, b) => a.at - b.at || a.change - b.change);
		let now = 0;
		return edges.reduce((most, { change }) => Math.max(most, (now += change)), 0);
	};
	const itemsFor = (count: number) =>
		Array.from({ length: count }, (_, i) => {
			novu.sandbox.store.addSubscriber(`s${i}`);
			return { id: `s${i}`, token: 'a' };
		});

	afterEach(() => jest.restoreAllMocks());

	it('is known to the next execution, and forgotten once nobody has used it for ten minutes', async () => {
		await novu.run({ ...update, ...never }, itemsFor(300));
		expect(mostAtOnce()).toBeGreaterThan(10);
		novu.sandbox.reset();
		// All of them are under way by then, however busy the machine is.
		novu.sandbox.configure({ latencyMs: 500 });
		await novu.run({ ...update, ...never }, itemsFor(15));
		expect(mostAtOnce()).toBeGreaterThan(10);

		const realNow = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + MINUTES_11);
		await other.run({ ...update, ...never, subscriberId: byId('crm-1001') }, [{ token: 'a' }]);
		novu.sandbox.reset();
		await novu.run({ ...update, ...never }, itemsFor(15));
		expect(mostAtOnce()).toBeLessThanOrEqual(10);
	}, 30_000);
});

describe('a writer outside of the process', () => {
	const novu = useNovu({ raceMs: 20 });
	const tokens = (id: string) => novu.sandbox.store.deviceTokens(id);
	const setTokens = (id: string, deviceTokens: string[]) => {
		const [entry] = novu.sandbox.store.subscriber(id)?.channels ?? [];
		entry.credentials = { ...entry.credentials, deviceTokens };
	};
	/** Waits until the node has sent so many writes, and has their answers. */
	const written = async (count: number) => {
		const writes = () =>
			novu.sandbox.requests.filter(
				({ method, status }) => method !== 'GET' && status >= 200 && status < 300,
			).length;
		for (let i = 0; i < 5000 && writes() < count; i++) await sleep(1);
	};
	const writeDirectly = async (method: string, deviceTokens: string[]) =>
		await axios.request({
			method,
			url: `${novu.sandbox.url}/v1/subscribers/s0/credentials`,
			headers: { Authorization: `ApiKey ${novu.sandbox.apiKey}` },
			data: { providerId: 'expo', credentials: { deviceTokens } },
		});

	beforeEach(async () => {
		novu.sandbox.store.addSubscriber('s0');
		await writeDirectly('PATCH', ['old']);
		novu.sandbox.requests.length = 0;
	});

	it('that overwrites a token is made good', async () => {
		const running = novu.run(update, [{ id: 's0', token: 'mine' }]);
		await written(1);
		setTokens('s0', ['old', 'theirs']);
		const { error, items } = await running;
		expect(error).toBeUndefined();
		expect(items('Novu')).toHaveLength(1);
		expect(tokens('s0')).toEqual(['old', 'theirs', 'mine']);
	}, 30_000);

	it('that brings back a removed token is made good', async () => {
		setTokens('s0', ['old', 'gone']);
		const running = novu.run(remove, [{ id: 's0', token: 'gone' }]);
		await written(1);
		setTokens('s0', ['old', 'gone', 'theirs']);
		expect((await running).error).toBeUndefined();
		expect(tokens('s0')).toEqual(['old', 'theirs']);
	}, 30_000);

	it('that never stops is told, for the items concerned', async () => {
		novu.sandbox.store.addSubscriber('s1');
		let stop = false;
		const undoing = (async () => {
			while (!stop) {
				if (tokens('s0').includes('mine')) setTokens('s0', ['old']);
				await sleep(5);
			}
		})();
		const { items } = await novu.run(
			update,
			[
				{ id: 's0', token: 'mine' },
				{ id: 's1', token: 'other' },
			],
			{ onError: 'continueErrorOutput' },
		);
		stop = true;
		await undoing;
		expect(items('Novu', 0).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		const [failed] = items('Novu', 1);
		expect(failed.json.error).toMatch(
			/Something else writes .* tokens of this subscriber.*item 0/s,
		);
		expect(tokens('s1')).toEqual(['other']);
	}, 60_000);

	it('that has left double entries is told, and nothing is deleted', async () => {
		const [entry] = novu.sandbox.store.subscriber('s0')?.channels ?? [];
		novu.sandbox.store.subscriber('s0')?.channels.push(structuredClone(entry));
		const { hints } = await novu.run(update, [{ id: 's0', token: 'mine' }]);
		expect(hints('Novu').join(' ')).toContain("'Merge Duplicate Entries'");
		expect(calls(novu.sandbox).some((call) => call.startsWith('DELETE'))).toBe(false);
	}, 30_000);

	it('that deletes the subscriber is no failure of the item', async () => {
		const running = novu.run(update, [{ id: 's0', token: 'mine' }]);
		await written(1);
		novu.sandbox.store.subscribers.delete(novu.sandbox.store.subscriber('s0')!);
		const { error, hints } = await running;
		expect(error).toBeUndefined();
		expect(hints('Novu').join(' ')).toContain('was deleted right after');
	}, 30_000);
});

describe('executions of two processes', () => {
	const novu = useNovu({ raceMs: 20 });
	const tokens = (id: string) => novu.sandbox.store.deviceTokens(id);

	it('lose no token of 160 that come at once', async () => {
		const subscribers = 20;
		for (let i = 0; i < subscribers; i++) {
			const id = `s${i}`;
			novu.sandbox.store.addSubscriber(id);
			await novu.run({ ...update, ...never }, [{ id, token: 'first' }]);
		}
		const { credentials } = novu;
		const ends = await Promise.all(
			['p', 'q'].map(async (prefix) => {
				const executions = executionsFor(subscribers, prefix);
				return await runInProcess({ parameters: update, credentials, executions });
			}),
		);
		expect(ends.flat().filter(({ error }) => error)).toEqual([]);
		for (let i = 0; i < subscribers; i++) {
			const own = [0, 1, 2, 3].flatMap((round) =>
				['p', 'q'].map((prefix) => `${prefix}-${subscribers * round + i}`),
			);
			expect(tokens(`s${i}`).sort()).toEqual([...own, 'first'].sort());
		}
	}, 120_000);

	it('of the recipe "Remove dead device tokens" take away every token that fails at the same moment', async () => {
		novu.sandbox.store.addSubscriber('s0');
		await novu.run({ ...update, ...never }, [{ id: 's0', token: ['alive', ...DEAD, 'well'] }]);
		const { credentials } = novu;
		const [first, ...others] = deadTokensOf('s0');
		const ends = await Promise.all(
			[[first], others].map(
				async (executions) =>
					await runInProcess({ parameters: removeDead, credentials, executions }),
			),
		);
		expect(ends.flat().filter(({ error }) => error)).toEqual([]);
		expect(tokens('s0').sort()).toEqual(['alive', 'well']);
	}, 120_000);

	it('that log in and log out at once tell what became of it', async () => {
		novu.sandbox.store.addSubscriber('s0');
		await novu.run({ ...update, ...never }, [{ id: 's0', token: ['phone', 'other'] }]);
		const { credentials } = novu;
		const executions = [[{ id: 's0', token: 'phone' }]];
		const [[login], [logout]] = await Promise.all(
			[update, remove].map(
				async (parameters) => await runInProcess({ parameters, credentials, executions }),
			),
		);
		expect(tokens('s0')).toContain('other');
		const isThere = tokens('s0').includes('phone');
		expect((isThere ? login : logout).error).toBeUndefined();
	}, 120_000);
});
