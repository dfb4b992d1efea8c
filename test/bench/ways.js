const { randomUUID } = require('node:crypto');
const { Agent, Pool, request } = require('undici');
const { NOVU, novuNode, webhookWorkflow } = require('../e2e/support');
const { outputItems } = require('../../scripts/n8n/client');
const { FIXED_PACKAGE } = require('./fixedPackage');
const { appendCall } = require('./work');

/**
 * @typedef {import('./work').WorkItem} WorkItem
 */

/**
 * @typedef {object} Outcome how a way did its work, as it saw it itself
 * @property {number} [nodeMs] the node's execution time as n8n measured it
 * @property {number} wallMs from the order to its end
 * @property {number} [failed] items that ended with an error
 */

/**
 * @typedef {object} Way
 * @property {string} name for the table
 * @property {(items: WorkItem[]) => Promise<Outcome>} run does the work once
 * @property {(items: WorkItem[]) => Promise<Outcome>} [runEach] an execution for each item, all at once
 */

/** How many connections the raw client keeps open. */
const RAW_CONNECTIONS = 50;

/** For long executions: nothing is heard until they end. */
const PATIENT = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

/** The kinds of nodes that take part. */
const HTTP_REQUEST = { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.5 };

const FIXED_NOVU = { type: `${FIXED_PACKAGE}.novu`, typeVersion: 1 };

/** Opens workflows in n8n, each with one node that does the work. */
class N8nWays {
	/**
	 * @param {import('../../scripts/n8n/client').N8nClient} n8n
	 * @param {{ url: string, apiKey: string }} novu
	 */
	constructor(n8n, novu) {
		this.n8n = n8n;
		this.novu = novu;
		/** @type {import('../e2e/support').NodeCredentials} */
		this.credentials = {};
	}

	/** Saves the credentials of both kinds of nodes. @returns {Promise<void>} */
	async open() {
		const { url, apiKey } = this.novu;
		const wanted = {
			novuApi: { apiKey, region: 'custom', baseUrl: url },
			httpHeaderAuth: { name: 'Authorization', value: `ApiKey ${apiKey}` },
		};
		for (const [type, data] of Object.entries(wanted)) {
			const { id, name } = await this.n8n.saveCredential({ name: `Bench ${type}`, type, data });
			this.credentials[type] = { id, name };
		}
	}

	/**
	 * @param {string} name
	 * @param {import('n8n-workflow').INode['parameters']} parameters
	 * @param {{ stored?: boolean }} [settings]
	 * @returns {Promise<Way>} the Novu node
	 */
	async novuNode(name, parameters, settings) {
		const { novuApi } = this.credentials;
		return await this.way(name, novuNode(parameters, { novuApi }), settings);
	}

	/**
	 * @param {(options: import('n8n-workflow').INode['parameters']) => import('n8n-workflow').INode['parameters']} parametersWith
	 * the node's parameters with these options
	 * @param {number} requests under way at once, neither more nor fewer
	 * @returns {Promise<Way>} the Novu node with a number that does not adapt
	 */
	async fixedNode(parametersWith, requests) {
		const { novuApi } = this.credentials;
		const parameters = parametersWith({ maxRequestsAtOnce: requests });
		return await this.way(
			`Novu node, always ${requests} at once`,
			novuNode(parameters, { novuApi }, FIXED_NOVU),
		);
	}

	/**
	 * @param {import('n8n-workflow').INode['parameters']} parameters
	 * @param {{ stored?: boolean }} [settings]
	 * @returns {Promise<Way>} n8n's HTTP Request node
	 */
	async httpNode(parameters, settings) {
		const { httpHeaderAuth } = this.credentials;
		return await this.way(
			'HTTP Request node',
			novuNode(parameters, { httpHeaderAuth }, HTTP_REQUEST),
			settings,
		);
	}

	/**
	 * A production execution: webhook → one item for each entry → the node. Failed items go on as
	 * items, so that they can be counted. `stored` says whether n8n keeps the execution's data (as it
	 * does by default), without which it tells neither the node's time nor the failed items.
	 * @param {string} name
	 * @param {import('n8n-workflow').INode} node
	 * @param {{ stored?: boolean }} [settings]
	 * @returns {Promise<Way>}
	 */
	async way(name, node, { stored = true } = {}) {
		const path = randomUUID();
		const onError = stored ? 'continueRegularOutput' : 'stopWorkflow';
		const workflow = webhookWorkflow(path, { ...node, onError });
		workflow.nodes[0].parameters.responseData = 'noData';
		workflow.settings = {
			executionOrder: 'v1',
			saveDataSuccessExecution: stored ? 'all' : 'none',
			saveExecutionProgress: false,
		};
		const saved = await this.n8n.createWorkflow(workflow);
		await this.n8n.activate(saved);
		const url = `${this.n8n.url}/webhook/${path}`;
		return {
			name,
			run: async (items) => {
				const wallMs = await callWebhook(url, items);
				return { wallMs, ...(stored && (await this.lastExecution(saved.id))) };
			},
			runEach: async (items) => {
				const startedAt = performance.now();
				const ends = await Promise.allSettled(items.map((item) => callWebhook(url, [item])));
				const failed = ends.filter(({ status }) => status === 'rejected').length;
				return { wallMs: performance.now() - startedAt, failed };
			},
		};
	}

	/**
	 * @param {string} workflowId
	 * @returns {Promise<{ nodeMs: number, failed: number }>}
	 */
	async lastExecution(workflowId) {
		const [{ id }] = await this.n8n.executions(workflowId);
		const execution = await this.n8n.finishedExecution(id);
		if (execution.status !== 'success') {
			const { error } = execution.data.resultData;
			throw new Error(`n8n ended the execution as ${execution.status}: ${error?.message}`);
		}
		const nodeMs = execution.data.resultData.runData[NOVU][0].executionTime;
		const failed = outputItems(execution, NOVU).filter(({ json }) => json.error !== undefined);
		return { nodeMs, failed: failed.length };
	}
}

/**
 * @param {string} url of a webhook that answers when its workflow has ended
 * @param {WorkItem[]} items
 * @returns {Promise<number>} how long it took, in milliseconds
 * @throws {Error} when the workflow failed
 */
async function callWebhook(url, items) {
	const startedAt = performance.now();
	const { statusCode, body } = await request(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ items }),
		dispatcher: PATIENT,
	});
	const text = await body.text();
	if (statusCode >= 300) throw new Error(`The workflow failed: ${text.slice(0, 1000)}`);
	return performance.now() - startedAt;
}

/**
 * What the machine and the sandbox can do at most: connections that stay open, no n8n.
 * @param {{ url: string, apiKey: string }} novu
 * @returns {Way}
 */
function rawClient({ url, apiKey }) {
	const headers = { authorization: `ApiKey ${apiKey}`, 'content-type': 'application/json' };
	return {
		name: `raw client, ${RAW_CONNECTIONS} connections kept open`,
		run: async (items) => {
			const pool = new Pool(url, { connections: RAW_CONNECTIONS, pipelining: 1 });
			const startedAt = performance.now();
			const statuses = await Promise.all(
				items.map(async (item) => {
					const { statusCode, body } = await pool.request({ ...appendCall(item), headers });
					await body.dump();
					return statusCode;
				}),
			);
			const wallMs = performance.now() - startedAt;
			await pool.close();
			return { wallMs, failed: statuses.filter((status) => status >= 300).length };
		},
	};
}

module.exports = { N8nWays, rawClient };
