import type { IDataObject } from 'n8n-workflow';
import { answer, type FaultServer } from '../../sandbox/faultServer';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { byId } from './support';
import { startFaults } from './faultMatrix';

const SECRET = '={{ $json.secret }}';
const endpoint = { subscriberId: byId('ann'), integrationIdentifier: byId('slack-main') };
const workspace = { workspaceId: 'T1', accessToken: SECRET };

/** Each field that takes a secret, with what else its operation needs. */
const FIELDS: Array<[operation: string, field: string, parameters: IDataObject]> = [
	[
		'integration.create',
		'credentials',
		{ providerId: 'sendgrid', credentials: '={{ { password: $json.secret } }}' },
	],
	[
		'integration.update',
		'credentials',
		{
			integrationId: byId('66e1f0c0ffee0000000000aa'),
			updateFields: { credentials: '={{ { password: $json.secret } }}' },
		},
	],
	['channelConnection.create', 'access token', { ...endpoint, ...workspace }],
	[
		'channelConnection.create',
		'refresh token',
		{
			...endpoint,
			...workspace,
			accessToken: 'xoxb-1',
			additionalFields: { refreshToken: SECRET },
		},
	],
	[
		'channelConnection.update',
		'access token',
		{ connectionIdentifier: byId('acme'), ...workspace },
	],
	...['create', 'upsert'].flatMap((operation): typeof FIELDS => [
		[
			`channelEndpoint.${operation}`,
			'API key',
			{ ...endpoint, type: 'opsgenie_integration', apiKey: SECRET, region: 'us' },
		],
		[
			`channelEndpoint.${operation}`,
			'routing key',
			{ ...endpoint, type: 'pagerduty_service', routingKey: SECRET, region: 'eu' },
		],
		[
			`channelEndpoint.${operation}`,
			'token',
			{
				...endpoint,
				type: 'grafana_oncall_integration',
				url: 'https://example.com/x/',
				authToken: SECRET,
			},
		],
	]),
	[
		'channelEndpoint.update',
		'API key',
		{
			endpointIdentifier: byId('e1'),
			type: 'opsgenie_integration',
			apiKey: SECRET,
			region: 'us',
		},
	],
];

let server: FaultServer;
beforeAll(async () => {
	server = await startFaults();
});
afterAll(async () => await server.close());

/** Runs an operation for each secret; Novu refuses what holds the last one, and repeats it. */
async function refused(operation: string, parameters: IDataObject, secrets: readonly string[]) {
	const last = secrets[secrets.length - 1];
	server.play((exchange) => {
		const { request, usual } = exchange;
		const isRefused = request.body.includes(last);
		const refusal = { message: `Refused, it is "${last}"`, errors: { value: last } };
		answer(isRefused ? 400 : usual.status, isRefused ? refusal : usual.body)(exchange);
	});
	const [resource, name] = operation.split('.');
	const { error } = await runWorkflow({
		workflow: novuWorkflow({ resource, operation: name, ...parameters }),
		credentials: { novuApi: { apiKey: 'example-key-1', region: 'custom', baseUrl: server.url } },
		items: secrets.map((secret) => ({ secret })),
	});
	const { message, description } = error ?? {};
	return { error, told: `${message} ${description} ${JSON.stringify(error)}` };
}

describe('the secret of an item that Novu refuses and repeats', () => {
	it.each(FIELDS)('is that of its own item: %s, %s', async (operation, _, parameters) => {
		const { error, told } = await refused(operation, parameters, ['first-of-two', 'other-secret']);
		expect(error?.message).toBe('Refused, it is "***" (HTTP 400) [item 1]');
		expect(told).not.toContain('other-secret');
	});

	it.each([4, 5, 6, 7, 8, 9])('is masked with %d characters, too', async (length) => {
		const secret = 'p4sswOrd!'.slice(0, length);
		const [[operation, , parameters]] = FIELDS;
		const { error, told } = await refused(operation, parameters, [secret]);
		expect(error?.message).toBe('Refused, it is "***" (HTTP 400) [item 0]');
		expect(told).not.toContain(`"${secret}"`);
	});
});
