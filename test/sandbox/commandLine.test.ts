import { launch, run } from './commandLine';
import { call } from './http';

describe('npm run sandbox', () => {
	test.each(['SIGINT', 'SIGTERM'] as const)(
		'prints one line of JSON, answers, and ends on %s',
		async (signal) => {
			const sandbox = await launch(['--api-key', 'k', '--novu', '2.0', '--no-seed', '--quiet']);
			const address = JSON.parse(sandbox.line) as { url: string; apiKey: string };
			expect(address).toEqual({
				url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
				apiKey: 'k',
			});
			expect((await call(address, 'GET', '/v1/environments/me')).status).toBe(200);
			expect((await call(address, 'GET', '/v2/subscribers')).status).toBe(404);
			expect(await sandbox.stop(signal)).toEqual({
				code: 0,
				stdout: `${sandbox.line}\n`,
				stderr: '',
			});
		},
	);

	test('its options reach the sandbox', async () => {
		const sandbox = await launch([
			...['--rate-limits', 'free', '--idempotency', '--latency', '1', '--race', '0', '--unique'],
			...['--faults', 'unavailable=1,seed=3'],
		]);
		const address = JSON.parse(sandbox.line) as { url: string; apiKey: string };
		expect(address.apiKey).toMatch(/^[0-9a-f]{32}$/);
		expect((await call(address, 'GET', '/v1/environments/me')).status).toBe(503);
		await sandbox.stop('SIGTERM');
	});

	test('--help tells the options', async () => {
		const { code, stdout } = await run(['--help']);
		expect(code).toBe(0);
		for (const option of ['--port', '--novu', '--rate-limits', '--faults', '--quiet']) {
			expect(stdout).toContain(option);
		}
	});

	test.each([
		[['--novu', '1.0'], '--novu takes 3.19 or 2.3 or 2.0, not "1.0"'],
		[['--latency', 'soon'], '--latency takes a number, not "soon"'],
		[['--faults', 'fires=1'], '--faults takes resets or unavailable or timeouts or seed'],
		[['--faults', 'resets'], '--faults resets takes a number'],
		[['--nonsense'], "Unknown option '--nonsense'"],
	])('%j is refused', async (args, message) => {
		const { code, stdout, stderr } = await run(args);
		expect([code, stdout]).toEqual([1, '']);
		expect(stderr).toContain(message);
	});
});
