import { testCredential } from '../../sandbox/runner';
import { answering, silent, startOddServer, type OddServer } from './oddServer';
import { useNovu } from './support';

const test = async (data: Record<string, string>) =>
	await testCredential({ type: 'novuApi', data: { region: 'custom', ...data } });

describe.each(['3.19', '2.0'] as const)("the credential's test on Novu %s", (generation) => {
	const novu = useNovu({ novu: generation });

	it('names the environment that the key opens', async () => {
		const { apiKey, url } = novu.sandbox;
		for (const baseUrl of [url, `${url}/`, `${url}/v1`, ` ${url}/v2/ `]) {
			await expect(test({ apiKey: ` ApiKey ${apiKey}\n`, baseUrl })).resolves.toEqual({
				status: 'OK',
				message: 'Connected to the environment "Development"',
			});
		}
	});

	it('tells a wrong key, and does not repeat it', async () => {
		const result = await test({ apiKey: 'dummy-wrong', baseUrl: novu.sandbox.url });
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('does not know this API key') as string,
		});
		expect(result.message).not.toContain('dummy-wrong');
	});

	it('tells a path that is not the API', async () => {
		const { apiKey, url } = novu.sandbox;
		const { message } = await test({ apiKey, baseUrl: `${url}/dashboard` });
		expect(message).toContain("answers, but not as Novu's API does");
	});
});

describe('an address that is no Novu', () => {
	let odd: OddServer;
	beforeAll(async () => {
		odd = await startOddServer();
	});
	afterAll(async () => await odd.close());

	it.each([
		['a web page', answering(200, '<html></html>', { 'content-type': 'text/html' }), 'not as Novu'],
		['other JSON', answering(200, { ok: true }), 'not as Novu'],
		['an empty answer', answering(200, ''), 'not as Novu'],
		['nothing there', answering(404, 'Not Found'), 'not as Novu'],
		['a broken server', answering(503, 'x'), 'answered with status 503'],
	])('is told: %s', async (_, answer, text) => {
		odd.answer = answer;
		const { status, message } = await test({ apiKey: 'dummy', baseUrl: odd.url });
		expect(status).toBe('Error');
		expect(message).toContain(text);
	});

	it('is told: nothing listens', async () => {
		const { message } = await test({ apiKey: 'dummy', baseUrl: 'http://127.0.0.1:1' });
		expect(message).toBe(
			'http://127.0.0.1:1 cannot be reached: nothing listens there. Check address and port, and that the server runs.',
		);
	});

	it.each([
		[{ apiKey: '', baseUrl: 'https://novu.test' }, "'API Key' is empty"],
		[{ apiKey: 'dummy', baseUrl: 'novu.test' }, 'does not say how to reach'],
		[{ apiKey: 'dummy', baseUrl: 'ftp://novu.test' }, 'starts with ftp://'],
		[{ apiKey: 'dummy', baseUrl: 'https://a:b@novu.test' }, 'user name or password'],
		[{ apiKey: 'dummy', baseUrl: 'https://novu.test?x' }, 'query or fragment'],
	])('is not asked with %j', async (data, text) => {
		odd.requests.length = 0;
		odd.answer = silent;
		const { status, message } = await test(data);
		expect(status).toBe('Error');
		expect(message).toContain(text);
		expect(odd.requests).toHaveLength(0);
	});
});
