// Hosts the Novu Trigger as n8n's server does (packages/cli, webhook-helpers.ts and live-webhooks.ts
// of 2.41.1), with n8n-core's own contexts and engine: a request comes in over HTTP, the node looks
// at it, an execution is started from what it hands out, static data is saved, Novu is answered.
const { once } = require('node:events');
const http = require('node:http');
const path = require('node:path');
const { core, workflow } = require('../../sandbox/runner/engine');
const { additionalDataFor } = require('../../sandbox/runner');

/** The one that is packed: what hosts a trigger is plain Node, without TypeScript. */
const BUILT_CREDENTIAL = path.join(__dirname, '../../dist/credentials/NovuApi.credentials.js');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INodeType} INodeType
 * @typedef {import('n8n-workflow').ICredentialDataDecryptedObject} CredentialData
 */

/** @typedef {{ id: string, items: IDataObject[], error?: Error }} Execution */

/**
 * @typedef {object} HostOptions
 * @property {INodeType} node the trigger
 * @property {IDataObject} parameters
 * @property {Record<string, CredentialData>} credentials by type
 * @property {string} [workflowId] `wf1` if not said
 * @property {'webhook' | 'manual'} [mode] `manual` is the editor's test URL
 * @property {() => Promise<void>} [then] what the workflow does after the trigger
 */

/** @typedef {Awaited<ReturnType<typeof hostTrigger>>} Host */

/**
 * Where a request is in n8n: before the node looks at it, before the execution is started, before
 * it is answered.
 * @typedef {'node' | 'start' | 'answer'} Stage
 */

const TRIGGER = 'Novu Trigger';
const TRIGGER_TYPE = 'n8n-nodes-novu.novuTrigger';
const NEXT = 'Next';
const NEXT_TYPE = 'test.next';

/**
 * @param {http.IncomingMessage} request
 * @returns {Promise<Buffer>}
 */
async function bodyOf(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(/** @type {Buffer} */ (chunk));
	return Buffer.concat(chunks);
}

/**
 * Express's two methods that n8n and its nodes answer with.
 * @param {http.ServerResponse} response
 */
function asExpress(response) {
	const express = Object.assign(response, {
		/** @param {number} code */
		status(code) {
			response.statusCode = code;
			return express;
		},
		/** @param {unknown} body */
		json(body) {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
			return express;
		},
	});
	return express;
}

/**
 * @param {() => Promise<void>} then
 * @returns {INodeType} a node that does something and hands its items on
 */
function nextNode(then) {
	return {
		description: {
			displayName: NEXT,
			name: 'next',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [workflow.NodeConnectionTypes.Main],
			outputs: [workflow.NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			await then();
			return [this.getInputData()];
		},
	};
}

/**
 * @param {HostOptions} options
 * @param {IDataObject} staticData
 */
function flowOf({ node, parameters, credentials, workflowId = 'wf1', then }, staticData) {
	/** @type {Record<string, INodeType>} */
	const types = { [TRIGGER_TYPE]: node, [NEXT_TYPE]: nextNode(then ?? (async () => {})) };
	const base = { typeVersion: 1, position: /** @type {[number, number]} */ ([0, 0]) };
	return new workflow.Workflow({
		id: workflowId,
		name: 'Test',
		active: true,
		nodes: [
			{
				...base,
				id: 'node1',
				name: TRIGGER,
				type: TRIGGER_TYPE,
				parameters: /** @type {import('n8n-workflow').INodeParameters} */ (
					structuredClone(parameters)
				),
				credentials: Object.fromEntries(
					Object.keys(credentials).map((type) => [type, { id: '1', name: type }]),
				),
			},
			{ ...base, id: 'node2', name: NEXT, type: NEXT_TYPE, parameters: {} },
		],
		connections: { [TRIGGER]: { main: [[{ node: NEXT, type: 'main', index: 0 }]] } },
		nodeTypes: {
			getByName: (type) => types[type],
			getByNameAndVersion: (type) => types[type],
			getKnownTypes: () => ({}),
		},
		staticData,
	});
}

/** @param {Record<string, CredentialData>} credentials */
function serverData(credentials) {
	const { NovuApi } = require(BUILT_CREDENTIAL);
	const loaded = /** @type {any} */ ({ credentialType: () => new NovuApi() });
	return additionalDataFor(loaded, credentials, 'webhook');
}

/**
 * Starts a server that hosts the trigger.
 * @param {HostOptions} options
 */
async function hostTrigger(options) {
	/** What n8n has in its database. */
	let saved = 'null';
	let nextExecution = 1;
	let arrive = async () => {};
	/** @type {{ stage: Stage, reach: (held: { response: http.ServerResponse, handled: Promise<void> }) => void, released: Promise<void> } | undefined} */
	let hold;
	/** @type {WeakMap<object, Promise<void>>} */
	const handlings = new WeakMap();

	/** @param {Stage} stage @param {http.ServerResponse} response */
	async function at(stage, response) {
		if (hold?.stage !== stage) return;
		const { reach, released } = hold;
		hold = undefined;
		reach({ response, handled: handlings.get(response) ?? Promise.resolve() });
		await released;
	}

	const host = {
		url: '',
		/** @type {Execution[]} */
		executions: [],
		/** @type {string[]} lines of n8n's log */
		log: [],
		/** How many starts of an execution fail from now on, as when n8n's queue is away */
		failingStarts: 0,
		/**
		 * Has the next requests read the workflow and its static data before any of them goes on.
		 * @param {number} count
		 */
		readTogether: (count) => {
			/** @type {() => void} */
			let open = () => {};
			const opened = new Promise((resolve) => (open = () => resolve(undefined)));
			arrive = async () => {
				count -= 1;
				if (count === 0) open();
				await opened;
			};
		},
		/** Whether each request's response was another one than n8n's own when it was answered */
		changedResponses: /** @type {boolean[]} */ ([]),
		/**
		 * Sends a request whose sender closes the connection when n8n has come to a stage.
		 * @param {{ headers: Record<string, string>, body: Buffer }} request
		 * @param {Stage} stage
		 * @param {() => void} [meanwhile] called when the connection is closed, before n8n goes on
		 * @returns {Promise<void>} resolves when n8n is through with it
		 */
		hangUp: async ({ headers, body }, stage, meanwhile = () => {}) => {
			/** @type {() => void} */
			let release = () => {};
			/** @type {Promise<void>} */
			const released = new Promise((resolve) => (release = resolve));
			/** @type {Promise<{ response: http.ServerResponse, handled: Promise<void> }>} */
			const reached = new Promise((reach) => (hold = { stage, reach, released }));
			const request = http.request(host.url, { method: 'POST', headers });
			request.on('error', () => {});
			request.end(body);
			const { response, handled } = await reached;
			const closed = once(response, 'close');
			request.destroy();
			await closed;
			meanwhile();
			release();
			await handled;
		},
		/** @returns {IDataObject} the workflow's static data as it is saved */
		staticData: () => JSON.parse(saved) ?? {},
		/** @param {IDataObject} data what n8n's database holds from now on */
		saveStaticData: (data) => {
			saved = JSON.stringify(data);
		},
		/** Ends n8n and starts it anew. @param {INodeType} node loaded afresh */
		restart: (node) => {
			options = { ...options, node };
		},
		/** @returns {INodeType} the trigger that is hosted */
		node: () => options.node,
		/** Changes the node's settings. @param {Partial<HostOptions>} changes */
		change: (changes) => {
			options = { ...options, ...changes };
		},
		/**
		 * Publishes the workflow, or listens in the editor where the host's mode is `manual`.
		 * @returns {Promise<boolean>} what the hook says
		 */
		publish: async () => {
			const hooks = options.node.webhookMethods?.default;
			return await inHook(async (context) => {
				if (await hooks?.checkExists.call(context)) return true;
				return (await hooks?.create.call(context)) ?? false;
			});
		},
		/** @returns {Promise<boolean>} what the hook says when the workflow is taken out of use */
		unpublish: async () =>
			await inHook(
				async (context) =>
					(await options.node.webhookMethods?.default?.delete.call(context)) ?? false,
			),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};

	/**
	 * As n8n does when it publishes a workflow, and when it takes it out of use: the static data is
	 * saved where the hook has not failed.
	 * @param {(context: import('n8n-workflow').IHookFunctions) => Promise<boolean>} hook
	 */
	async function inHook(hook) {
		const flow = flowOf(options, JSON.parse(saved) ?? {});
		const node = /** @type {import('n8n-workflow').INode} */ (flow.getNode(TRIGGER));
		const data = serverData(options.credentials);
		const isTest = options.mode === 'manual';
		const webhookData = /** @type {any} */ ({ isTest });
		const mode = options.mode === 'manual' ? 'manual' : 'trigger';
		const context = new core.HookContext(flow, node, data, mode, 'activate', webhookData);
		const logger = { warn: (/** @type {string} */ line) => host.log.push(line) };
		Object.defineProperty(context, 'logger', { value: logger });
		const said = await hook(context);
		save(flow);
		return said;
	}

	/**
	 * @param {http.IncomingMessage} request
	 * @param {ReturnType<typeof asExpress>} response
	 */
	async function handle(request, response) {
		const rawBody = await bodyOf(request);
		const staticData = JSON.parse(saved);
		const flow = flowOf(options, staticData);
		await arrive();
		await flow.expression.acquireIsolate();
		try {
			const withBody = Object.assign(request, { rawBody, params: {}, query: {} });
			await run(flow, staticData, withBody, response);
		} finally {
			await flow.expression.releaseIsolate();
		}
	}

	/**
	 * @param {import('n8n-workflow').Workflow} flow
	 * @param {IDataObject} staticData what the flow was made with
	 * @param {object} request
	 * @param {ReturnType<typeof asExpress>} response
	 */
	async function run(flow, staticData, request, response) {
		const mode = options.mode ?? 'webhook';
		const node = /** @type {import('n8n-workflow').INode} */ (flow.getNode(TRIGGER));
		const description = options.node.description.webhooks?.[0];
		if (!description) throw new Error('The node has no webhook');
		/** @param {'responseMode' | 'responseData'} name @param {IDataObject} keys */
		const evaluated = (name, keys) =>
			flow.expression.getComplexParameterValue(
				node,
				/** @type {string} */ (description[name]),
				mode,
				/** @type {any} */ (keys),
			);
		const responseMode = evaluated('responseMode', {});
		evaluated('responseData', {});
		const data = serverData(options.credentials);
		data.executionId = undefined;
		data.httpRequest = /** @type {any} */ (request);
		data.httpResponse = /** @type {any} */ (response);
		const webhookData = /** @type {any} */ ({ webhookDescription: description });
		const context = new core.WebhookContext(flow, node, data, mode, webhookData, [], null);
		const logger = { warn: (/** @type {string} */ line) => host.log.push(line) };
		Object.defineProperty(context, 'logger', { value: logger });
		await at('node', response);
		const result = await options.node.webhook?.call(context);
		if (result?.noWebhookResponse) return;
		if (!result?.workflowData) {
			save(flow);
			response.json(result?.webhookResponse);
			return;
		}
		await at('start', response);
		if (host.failingStarts > 0) {
			host.failingStarts -= 1;
			response.status(500).json({ message: 'There was a problem executing the workflow' });
			return;
		}
		// n8n's runner makes a second workflow of the same data, which takes the first one's mark away
		// that its static data has changed (workflow-runner.ts, establishContextForPersistence).
		flowOf(options, staticData);
		const execution = start(result.workflowData);
		if (responseMode === 'onReceived') {
			// n8n asks its database for more in between, other requests go on meanwhile
			await new Promise((resolve) => setImmediate(resolve));
			await at('answer', response);
			save(flow);
			response.json(evaluated('responseData', { $execution: { id: execution.id } }));
			return;
		}
		await execution.ended;
		await at('answer', response);
		save(flow);
		const failed = execution.error !== undefined;
		response.status(failed ? 500 : 200).json(failed ? { message: 'Error in workflow' } : undefined);
	}

	/**
	 * As n8n does where a response is sent.
	 * @param {import('n8n-workflow').Workflow} flow
	 */
	function save(flow) {
		if (flow.staticData.__dataChanged) saved = JSON.stringify(flow.staticData);
	}

	/** @param {import('n8n-workflow').INodeExecutionData[][]} main */
	function start(main) {
		const id = String(nextExecution++);
		/** @type {Execution} */
		const execution = { id, items: main[0].map(({ json }) => json) };
		host.executions.push(execution);
		const flow = flowOf(options, JSON.parse(saved));
		const node = /** @type {import('n8n-workflow').INode} */ (flow.getNode(TRIGGER));
		const runData = workflow.createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main }, source: null }] },
		});
		const data = serverData({});
		data.executionId = id;
		const engine = new core.WorkflowExecute(data, 'webhook', runData);
		const ended = engine.processRunExecutionData(flow).then((ran) => {
			execution.error = ran.data.resultData.error;
		});
		return Object.assign(execution, { ended });
	}

	const server = http.createServer((request, response) => {
		const express = asExpress(response);
		const { end, json } = express;
		const handling = handle(request, express).catch((error) => {
			host.log.push(`THROWN ${error.stack}`);
			if (!response.writableEnded) express.status(500).json({ message: 'Thrown' });
		});
		handlings.set(response, handling);
		void handling.then(() => {
			host.changedResponses.push(express.end !== end || express.json !== json);
		});
	});
	await /** @type {Promise<void>} */ (
		new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
	);
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	host.url = `http://127.0.0.1:${port}/webhook`;
	return host;
}

module.exports = { hostTrigger };
