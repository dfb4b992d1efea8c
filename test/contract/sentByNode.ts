import type { INodeParameters } from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { ENVIRONMENT_ID, type ContractCase } from './case';
import { withoutResumeUrls } from './resumeUrls';
import { startRecorder, type Recorder } from './recorder';

/** The key that the node and the SDK are given. */
export const KEY = 'example-key';

/** Options without which an operation reads again what it has written, which the SDK does not do. */
const WRITE_ALONE: Record<string, INodeParameters> = {
	'subscriber.updateCredentials': { confirmTokens: 'never' },
	'subscriber.removeDeviceTokens': { confirmTokens: 'never' },
};

/** The node asks which environment its key belongs to; the SDK has no function for it. */
export async function startNovu(): Promise<Recorder> {
	return await startRecorder({ 'GET /v1/environments/me': { data: { _id: ENVIRONMENT_ID } } });
}

/** The requests that the node sends for a case, in their order. */
export async function sentByNode(
	novu: Recorder,
	{ operation, parameters, item = {}, answers }: ContractCase,
) {
	novu.expect(answers);
	const [resource, name] = operation.split('.');
	const options = { ...WRITE_ALONE[operation], ...(parameters.options as INodeParameters) };
	const { error } = await runWorkflow({
		workflow: novuWorkflow({ resource, operation: name, ...parameters, options }),
		credentials: { novuApi: { apiKey: KEY, region: 'custom', baseUrl: novu.url } },
		items: [item],
	});
	expect(error).toBeUndefined();
	return novu.sent().map((request) => {
		if (request.body === undefined) return request;
		return { ...request, body: withoutResumeUrls(request.body) };
	});
}
