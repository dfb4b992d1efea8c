import type { INodeParameters } from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { ENVIRONMENT_ID, type ContractCase, type SendAsRecorded } from './case';
import { cases } from './cases';
import { startRecorder, type Recorder } from './recorder';
import { officialSdk } from './sdk';

const KEY = 'example-key';

/** Options without which an operation reads again what it has written, which the SDK does not do. */
const WRITE_ALONE: Record<string, INodeParameters> = {
	'subscriber.updateCredentials': { confirmTokens: 'never' },
	'subscriber.removeDeviceTokens': { confirmTokens: 'never' },
};

let novu: Recorder;

beforeAll(async () => {
	// The node asks which environment its key belongs to; the SDK has no function for it.
	novu = await startRecorder({ 'GET /v1/environments/me': { data: { _id: ENVIRONMENT_ID } } });
});
afterAll(async () => await novu.close());

async function sentByNode({ operation, parameters, item = {}, answers }: ContractCase) {
	novu.expect(answers);
	const [resource, name] = operation.split('.');
	const options = { ...WRITE_ALONE[operation], ...(parameters.options as INodeParameters) };
	const { error } = await runWorkflow({
		workflow: novuWorkflow({ resource, operation: name, ...parameters, options }),
		credentials: { novuApi: { apiKey: KEY, region: 'custom', baseUrl: novu.url } },
		items: [item],
	});
	expect(error).toBeUndefined();
	return novu.sent();
}

const sendAsRecorded: SendAsRecorded = async (method, path, body) =>
	await fetch(`${novu.url}${path}`, {
		method,
		headers: { authorization: `ApiKey ${KEY}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

/** What the SDK makes of an answer is of no interest, so that answers need not be complete. */
async function sentBySdk({ sdk, answers }: ContractCase, expected: number) {
	novu.expect(answers);
	const error: unknown = await sdk(officialSdk(novu.url, KEY), sendAsRecorded).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	const sent = novu.sent();
	if (sent.length < expected && error instanceof Error) {
		throw new Error(`The SDK sent ${sent.length} of ${expected} requests: ${error.message}`);
	}
	return sent;
}

describe('the node sends what the official SDK sends', () => {
	it.each(cases.map((one) => [`${one.operation}: ${one.input}`, one] as const))(
		'%s',
		async (_, one) => {
			const byNode = await sentByNode(one);
			const bySdk = await sentBySdk(one, byNode.length);
			expect(byNode).toEqual(bySdk);
			expect(bySdk).not.toHaveLength(0);
		},
	);
});
