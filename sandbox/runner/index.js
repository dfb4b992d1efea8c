// n8n's own engine in this process: the built package, loaded as n8n loads it, with the engine's
// real request helpers. What n8n's server adds (database, editor) is not there.
const { core, workflow } = require('./engine');
const { additionalDataFor } = require('./additionalData');
const { loadPackage } = require('./package');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INodeExecutionData} INodeExecutionData
 * @typedef {import('n8n-workflow').ICredentialDataDecryptedObject} CredentialData
 */

/** What is written on the canvas, and is never run. */
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/**
 * A workflow as n8n exports and imports it.
 * @typedef {object} WorkflowJson
 * @property {string} [name]
 * @property {import('n8n-workflow').INode[]} nodes
 * @property {import('n8n-workflow').IConnections} connections
 * @property {import('n8n-workflow').IWorkflowSettings} [settings]
 */

/**
 * @typedef {object} RunOptions
 * @property {WorkflowJson} workflow
 * @property {Record<string, CredentialData>} credentials by credential type
 * @property {Array<INodeExecutionData | IDataObject>} [items] what the first node hands out
 * @property {AbortSignal} [signal] cancels the execution
 * @property {string} [packageFolder] another folder than this project to load the package from
 */

/**
 * @typedef {object} RunResult
 * @property {import('n8n-workflow').IRun} run
 * @property {(node: string, output?: number) => INodeExecutionData[]} items what a node handed out
 * @property {import('n8n-workflow').ExecutionBaseError | undefined} error what the execution ended with
 * @property {(node: string) => string[]} hints what a node told beside its output
 * @property {number} credentialReads how often credentials were read
 */

/**
 * Runs a workflow from its trigger to its end.
 * @param {RunOptions} options
 * @returns {Promise<RunResult>}
 */
async function runWorkflow({ workflow: json, credentials, items, signal, packageFolder }) {
	const loaded = await loadPackage(packageFolder);
	const flow = workflowOf(json, loaded);
	const additionalData = additionalDataFor(loaded, credentials);
	const execute = new core.WorkflowExecute(additionalData, 'manual');
	const start = flow.getStartNode();
	if (!start) throw new Error('The workflow has no node to start from');
	const pinData = items ? { [start.name]: items.map(asItem) } : undefined;
	await flow.expression.acquireIsolate();
	try {
		const running = execute.run({ workflow: flow, startNode: start, pinData });
		if (signal?.aborted) running.cancel();
		signal?.addEventListener('abort', () => running.cancel(), { once: true });
		return resultOf(await running, additionalData);
	} finally {
		await flow.expression.releaseIsolate();
	}
}

/**
 * @param {WorkflowJson} json
 * @param {import('./package').LoadedPackage} loaded
 */
function workflowOf(json, loaded) {
	return new workflow.Workflow({
		id: '1',
		name: json.name ?? 'Runner',
		nodes: structuredClone(json.nodes.filter(({ type }) => type !== STICKY_NOTE)),
		connections: json.connections,
		active: false,
		nodeTypes: loaded.nodeTypes,
		settings: { executionOrder: 'v1', ...json.settings },
	});
}

/**
 * @param {INodeExecutionData | IDataObject} item
 * @returns {INodeExecutionData}
 */
function asItem(item) {
	const isItem = typeof item.json === 'object' && item.json !== null && !Array.isArray(item.json);
	return isItem
		? /** @type {INodeExecutionData} */ (item)
		: { json: /** @type {IDataObject} */ (item) };
}

/**
 * @param {import('n8n-workflow').IRun} run
 * @param {import('n8n-workflow').IWorkflowExecuteAdditionalData} additionalData
 * @returns {RunResult}
 */
function resultOf(run, { credentialsHelper }) {
	const { resultData } = run.data;
	/** @param {string} node */
	const last = (node) => resultData.runData[node]?.at(-1);
	return {
		run,
		items: (node, output = 0) => last(node)?.data?.main?.[output] ?? [],
		error: resultData.error,
		hints: (node) => (last(node)?.hints ?? []).map(({ message }) => message),
		credentialReads: /** @type {import('./additionalData').GivenCredentials} */ (credentialsHelper)
			.reads,
	};
}

/**
 * One Novu node with these parameters, between a trigger and nothing: the shortest workflow.
 * @param {IDataObject} parameters
 * @param {Partial<import('n8n-workflow').INode>} [settings] such as `onError`
 * @returns {WorkflowJson}
 */
function novuWorkflow(parameters, settings = {}) {
	return {
		nodes: [
			{
				id: '1',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '2',
				name: 'Novu',
				type: 'n8n-nodes-novu.novu',
				typeVersion: 1,
				position: [200, 0],
				parameters: /** @type {import('n8n-workflow').INodeParameters} */ (parameters),
				credentials: { novuApi: { id: '1', name: 'Novu API' } },
				...settings,
			},
		],
		connections: { Start: { main: [[{ node: 'Novu', type: 'main', index: 0 }]] } },
	};
}

/**
 * @typedef {object} ListOptions
 * @property {string} method a key of the node's `methods.listSearch`
 * @property {Record<string, CredentialData>} credentials
 * @property {IDataObject} [parameters] the node's parameters as the editor has them
 * @property {string} [filter] what the user typed
 * @property {string} [paginationToken]
 * @property {string} [type] the node's type
 */

/**
 * Asks a node for the entries of a pick list, as the editor does.
 * @param {ListOptions} options
 * @returns {Promise<import('n8n-workflow').INodeListSearchResult>}
 */
async function runListSearch({ method, filter, paginationToken, ...options }) {
	const { context, nodeType } = await optionsContext(options);
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list search "${method}"`);
	return await search.call(context, filter, paginationToken);
}

/**
 * Asks a node for the fields of a resource mapper, as the editor does.
 * @param {ListOptions} options
 * @returns {Promise<import('n8n-workflow').ResourceMapperFields>}
 */
async function runResourceMapping({ method, ...options }) {
	const { context, nodeType } = await optionsContext(options);
	const mapping = nodeType.methods?.resourceMapping?.[method];
	if (!mapping) throw new Error(`The node has no resource mapping "${method}"`);
	return await mapping.call(context);
}

/** @param {Omit<ListOptions, 'method'>} options */
async function optionsContext({ credentials, parameters = {}, type = 'n8n-nodes-novu.novu' }) {
	const loaded = await loadPackage();
	const json = novuWorkflow(parameters, { type });
	const flow = workflowOf(json, loaded);
	const additionalData = additionalDataFor(loaded, credentials);
	// the editor's own values, not completed with defaults
	additionalData.currentNodeParameters = json.nodes[1].parameters;
	const node = /** @type {import('n8n-workflow').INode} */ (flow.getNode('Novu'));
	return {
		context: new core.LoadOptionsContext(flow, node, additionalData, ''),
		nodeType: loaded.nodeTypes.getByNameAndVersion(type),
	};
}

/**
 * Tests a credential as n8n's server does where a node brings the test.
 * @param {{ type: string, data: CredentialData }} credential
 * @returns {Promise<import('n8n-workflow').INodeCredentialTestResult>}
 */
async function testCredential({ type, data }) {
	const loaded = await loadPackage();
	const { nodeType, name } = testOf(loaded, type);
	const test = nodeType.methods?.credentialTest?.[name];
	if (!test) throw new Error(`The node has no credential test "${name}"`);
	const context = new core.CredentialTestContext(additionalDataFor(loaded, {}));
	return await test.call(context, { id: '1', name: 'Test', type, data });
}

/**
 * @param {import('./package').LoadedPackage} loaded
 * @param {string} type
 */
function testOf(loaded, type) {
	for (const node of Object.keys(loaded.loader.nodeTypes)) {
		const nodeType = loaded.nodeTypes.getByNameAndVersion(`${loaded.name}.${node}`);
		const entry = nodeType.description.credentials?.find(({ name }) => name === type);
		if (typeof entry?.testedBy === 'string') return { nodeType, name: entry.testedBy };
	}
	throw new Error(`No node tests the credential "${type}"`);
}

module.exports = {
	additionalDataFor,
	loadPackage,
	novuWorkflow,
	runListSearch,
	runResourceMapping,
	runWorkflow,
	testCredential,
	workflowOf,
};
