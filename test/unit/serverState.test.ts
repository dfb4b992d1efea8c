import { ServerStates, type ServerState } from '../../nodes/Novu/engine/serverState';

const MINUTE = 60_000;

/** States whose time the test sets, and what is got for a server and key. */
function states() {
	const clock = { now: 0 };
	const kept = new ServerStates(() => clock.now);
	const get = async (server: string, key = 'key') =>
		await kept.use(server, key, async (state) => await Promise.resolve(state));
	return { clock, kept, get };
}

describe('what is known of a server', () => {
	it('is the same for all that use it with the same key', async () => {
		const { get } = states();
		expect(await get('https://a')).toBe(await get('https://a'));
	});

	it('is not that of another server or another key', async () => {
		const { get } = states();
		const first = await get('https://a');
		expect(await get('https://b')).not.toBe(first);
		expect(await get('https://a', 'other')).not.toBe(first);
	});

	it('does not hold the key', async () => {
		const { kept, get } = states();
		await get('https://a', 'secret-key');
		const [[key]] = [...(kept as unknown as { entries: Map<string, unknown> }).entries];
		expect(key).not.toContain('secret-key');
	});

	it('is forgotten at a later use, once it has been idle for ten minutes', async () => {
		const { clock, kept, get } = states();
		const first = await get('https://a');
		clock.now = 9 * MINUTE;
		expect(await get('https://a')).toBe(first);
		clock.now = 20 * MINUTE;
		await get('https://b');
		expect(kept.size).toBe(1);
		expect(await get('https://a')).not.toBe(first);
	});

	it('stays as long as a run uses it, however long that takes', async () => {
		const { clock, kept, get } = states();
		let end = () => {};
		let seen: ServerState | undefined;
		const run = kept.use('https://a', 'key', async (state) => {
			seen = state;
			await new Promise<void>((resolve) => (end = resolve));
		});
		clock.now = 60 * MINUTE;
		for (let i = 0; i < 200; i++) await get(`https://${i}`);
		expect(await get('https://a')).toBe(seen);
		end();
		await run;
	});

	it('makes room for others, the longest unused first', async () => {
		const { kept, get } = states();
		const first = await get('https://first');
		for (let i = 0; i < 150; i++) await get(`https://${i}`);
		expect(kept.size).toBeLessThanOrEqual(101);
		expect(await get('https://first')).not.toBe(first);
	});

	it('stays where it was used again, while those that came after it make room', async () => {
		const { get } = states();
		const [first, second] = [await get('https://first'), await get('https://second')];
		for (let i = 0; i < 60; i++) await get(`https://${i}`);
		expect(await get('https://first')).toBe(first);
		for (let i = 60; i < 120; i++) await get(`https://${i}`);
		expect(await get('https://first')).toBe(first);
		expect(await get('https://second')).not.toBe(second);
	});

	it('is given back where the work fails', async () => {
		const { clock, kept, get } = states();
		await expect(
			kept.use('https://a', 'key', async () => await Promise.reject(new Error('no'))),
		).rejects.toThrow('no');
		clock.now = 20 * MINUTE;
		await get('https://b');
		expect(kept.size).toBe(1);
	});
});
