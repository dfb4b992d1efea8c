import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';

/** A sandbox, and the credential that opens it. */
export interface TestNovu {
	sandbox: Sandbox;
	credentials: { novuApi: { apiKey: string; region: string; baseUrl: string } };
	/** Runs one Novu node on these items in n8n's engine. */
	run(
		parameters: IDataObject,
		items?: Array<INodeExecutionData | IDataObject>,
		settings?: Partial<INode>,
		signal?: AbortSignal,
	): ReturnType<typeof runWorkflow>;
	/** Runs it, and gives what came out; fails the test where the run has failed. */
	output(parameters: IDataObject, items?: IDataObject[]): Promise<IDataObject[]>;
	/** Runs it, and gives the error's message and description. */
	failure(parameters: IDataObject): Promise<string>;
}

/** Starts a sandbox for a group of tests; it is put back to its start before each one. */
export function useNovu(options: SandboxOptions = {}): TestNovu {
	const novu = {} as TestNovu;
	beforeAll(async () => {
		const sandbox = await startSandbox(options);
		const { apiKey, url: baseUrl } = sandbox;
		const credentials = { novuApi: { apiKey, region: 'custom', baseUrl } };
		Object.assign(novu, {
			sandbox,
			credentials,
			run: async (
				parameters: IDataObject,
				items: Array<INodeExecutionData | IDataObject> = [{ json: {} }],
				settings: Partial<INode> = {},
				signal?: AbortSignal,
			) =>
				await runWorkflow({
					workflow: novuWorkflow(parameters, settings),
					credentials: novu.credentials,
					items,
					signal,
				}),
			output: async (parameters: IDataObject, items?: IDataObject[]) => {
				const run = await novu.run(parameters, items);
				expect(run.error).toBeUndefined();
				return run.items('Novu').map(({ json }) => json);
			},
			failure: async (parameters: IDataObject) => {
				const { error } = await novu.run(parameters);
				return `${error?.message} ${error?.description}`;
			},
		});
	});
	beforeEach(() => novu.sandbox.reset());
	afterAll(async () => await novu.sandbox.close());
	return novu;
}

/** A resource locator by ID, as the editor saves it. */
export function byId(value: unknown): IDataObject {
	return { __rl: true, mode: 'id', value } as IDataObject;
}

/** Method and path of the requests that the sandbox saw. */
export function calls(sandbox: Sandbox): string[] {
	return sandbox.requests.map(({ method, path }) => `${method} ${path}`);
}
