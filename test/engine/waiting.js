// What n8n's server does with an execution that waits (packages/cli, waiting-webhooks.ts, webhook-helpers.ts
// and wait-tracker.ts of 2.41.1), with n8n-core's own contexts and engine.
const { core } = require('../../sandbox/runner/engine');
const { additionalDataFor, loadPackage, workflowOf } = require('../../sandbox/runner');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').IRunExecutionData} RunData
 * @typedef {Record<string, import('n8n-workflow').ICredentialDataDecryptedObject>} Credentials
 * @typedef {{ method?: 'GET' | 'POST', url: string, body?: IDataObject }} Request
 * @typedef {{ status: number, headers: Record<string, string>, html: string }} Page
 */

/**
 * What n8n saves of an execution, and reads again after a restart.
 * @param {RunData} data
 * @returns {RunData}
 */
const saved = (data) => JSON.parse(JSON.stringify(data));

/**
 * An execution that waits at its Novu node.
 * @param {object} options
 * @param {any} options.json the workflow
 * @param {RunData} options.data where the execution stands
 * @param {Credentials} options.credentials
 * @param {string} [options.name] the node's
 */
async function waitingExecution({ json, data, credentials, name = 'Novu' }) {
	const loaded = await loadPackage();
	const additionalData = () => additionalDataFor(loaded, credentials);

	/**
	 * @param {RunData} state
	 * @returns {Promise<import('n8n-workflow').IRun>}
	 */
	async function goOn(state) {
		const flow = workflowOf(json, loaded);
		const execute = new core.WorkflowExecute(additionalData(), 'manual', state);
		await flow.expression.acquireIsolate();
		try {
			return await execute.processRunExecutionData(flow);
		} finally {
			await flow.expression.releaseIsolate();
		}
	}

	/**
	 * @param {Request} request
	 * @returns {Promise<{ page: Page, run?: import('n8n-workflow').IRun }>} `run` where it went on
	 */
	async function request({ method = 'GET', url, body = {} }) {
		const state = saved(data);
		const flow = workflowOf(json, loaded);
		const node = /** @type {import('n8n-workflow').INode} */ (flow.getNode(name));
		/** @type {Page} */
		const page = { status: 200, headers: {}, html: '' };
		const response = {
			/** @param {string} name @param {string} value */
			setHeader: (name, value) => (page.headers[name] = value),
			/** @param {number} status */
			status: (status) => ((page.status = status), response),
			/** @param {string} html */
			end: (html) => (page.html = html),
		};
		const query = Object.fromEntries(new URL(url).searchParams);
		const given = {
			...additionalData(),
			// As n8n hands out what came as multipart/form-data.
			httpRequest: { method, query, body: { data: body, files: {} }, headers: {} },
			httpResponse: response,
		};
		const nodeType = loaded.nodeTypes.getByNameAndVersion(node.type);
		const description = /** @type {any} */ (nodeType.description.webhooks)[0];
		const context = new core.WebhookContext(
			flow,
			node,
			/** @type {any} */ (given),
			'manual',
			/** @type {any} */ ({ webhookDescription: description }),
			[],
			state,
		);
		await flow.expression.acquireIsolate();
		let answer;
		try {
			answer = await /** @type {any} */ (nodeType.webhook).call(context);
		} finally {
			await flow.expression.releaseIsolate();
		}
		if (!answer.workflowData) return { page };
		page.html = answer.webhookResponse;
		const [entry] = /** @type {any} */ (state.executionData).nodeExecutionStack;
		entry.node.disabled = true;
		entry.data.main = answer.workflowData;
		state.resultData.runData[name].pop();
		state.waitTill = undefined;
		return { page, run: await goOn(state) };
	}

	return { request, timeUp: async () => await goOn(saved(data)) };
}

/**
 * Runs something as an n8n that cannot sign addresses does, which lacks this one method.
 * @template T
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
async function withoutSigning(run) {
	const prototype = /** @type {any} */ (core.ExecuteContext.prototype);
	prototype.getSignedResumeUrl = undefined;
	try {
		return await run();
	} finally {
		// What it inherits is there again.
		delete prototype.getSignedResumeUrl;
	}
}

module.exports = { withoutSigning, waitingExecution };
