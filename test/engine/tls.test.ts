import fastify from 'fastify';
import { novuWorkflow, runWorkflow, testCredential } from '../../sandbox/runner';
import { selfSigned } from './selfSigned';
import { byId } from './support';

const KEY = 'dummy-key-4711';
const requests: string[] = [];
const app = fastify({ https: selfSigned() });
app.get('*', async (request) => {
	requests.push(`${request.url} ${request.headers.authorization}`);
	const data = { subscriberId: 'a', channels: [], _id: '1', name: 'Own' };
	return await Promise.resolve({ data });
});
let url = '';

beforeAll(async () => {
	url = await app.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(() => requests.splice(0));
afterAll(async () => await app.close());

const credential = (changes: object = {}) => ({
	apiKey: KEY,
	region: 'custom',
	baseUrl: url,
	...changes,
});

async function get(changes: object = {}) {
	const { items } = await runWorkflow({
		workflow: novuWorkflow(
			{ resource: 'subscriber', operation: 'get', subscriberId: byId('a') },
			{ onError: 'continueErrorOutput' },
		),
		credentials: { novuApi: credential(changes) },
		items: [{}],
	});
	return { out: items('Novu', 0), failed: items('Novu', 1) };
}

const verdict = async (changes: object = {}) =>
	await testCredential({ type: 'novuApi', data: credential(changes) });

describe('a server with a certificate that nobody has signed', () => {
	it.each([{}, { allowUnauthorizedCerts: false }])(
		'is not talked to, and the error names the switch: %j',
		async (changes) => {
			const { out, failed } = await get(changes);
			expect(out).toEqual([]);
			const { error, message } = failed[0].json;
			expect(`${String(error)} ${String(message)}`).toMatch(
				/certificate is not trusted.*NODE_EXTRA_CA_CERTS.*'Ignore SSL Issues \(Insecure\)'/s,
			);
			expect(requests).toEqual([]);
		},
	);

	it('is talked to with the switch', async () => {
		const { out, failed } = await get({ allowUnauthorizedCerts: true });
		expect(failed).toEqual([]);
		expect(out.map(({ json }) => json.subscriberId)).toEqual(['a']);
		expect(requests).toEqual([`/v2/subscribers/a ApiKey ${KEY}`]);
	});

	it("is not talked to by the credential's test, which names the switch", async () => {
		const { status, message } = await verdict();
		expect(status).toBe('Error');
		expect(message).toMatch(/certificate is not trusted.*'Ignore SSL Issues \(Insecure\)'/);
		expect(requests).toEqual([]);
	});

	it("is talked to by the credential's test with the switch", async () => {
		expect(await verdict({ allowUnauthorizedCerts: true })).toEqual({
			status: 'OK',
			message: 'Connected to the environment "Own"',
		});
		expect(requests).toEqual([`/v1/environments/me ApiKey ${KEY}`]);
	});
});
