const { parse } = require('flatted');
const { localClient } = require('./http');
const { poll } = require('./poll');

/** How often an execution or a publication that is under way is asked for, in milliseconds. */
const POLL_MS = 100;

/** How long an execution or a publication may take if the caller does not say, in milliseconds. */
const PATIENCE_MS = 120_000;

/** What an execution is until it has ended. */
const PENDING = ['new', 'running', 'waiting'];

/** All that an execution can be. */
const STATUSES = [...PENDING, 'success', 'error', 'crashed', 'canceled', 'unknown'];

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('n8n-workflow').INodeExecutionData} INodeExecutionData
 * @typedef {import('n8n-workflow').INodeListSearchResult} INodeListSearchResult
 * @typedef {import('n8n-workflow').INodePropertyOptions} INodePropertyOptions
 */

/**
 * @typedef {object} WorkflowJson a workflow as n8n exports it
 * @property {string} name
 * @property {INode[]} nodes
 * @property {import('n8n-workflow').IConnections} connections
 * @property {import('n8n-workflow').IWorkflowSettings} [settings]
 * @property {import('n8n-workflow').IPinData} [pinData]
 */

/**
 * @typedef {WorkflowJson & { id: string, versionId: string }} SavedWorkflow
 */

/**
 * @typedef {object} Execution
 * @property {string} id
 * @property {string} mode such as `manual`, `webhook`
 * @property {import('n8n-workflow').ExecutionStatus} status
 * @property {import('n8n-workflow').IRunExecutionData} data what every node was given and gave
 */

/**
 * @typedef {object} ParameterQuestion what the editor asks a node's list method
 * @property {string} type the node's full type name
 * @property {number} [typeVersion] 1 if not said
 * @property {string} method the list method's name
 * @property {string} [path] the parameter that is filled, such as `parameters.subscriberId`
 * @property {IDataObject} [parameters] what the node's other parameters are set to
 * @property {Record<string, { id: string, name: string }>} [credentials] by type
 * @property {string} [filter] what the user typed
 * @property {string} [paginationToken] where the page before ended
 */

/** n8n's answer with a status that is no success. */
class N8nAnswerError extends Error {
	/**
	 * @param {string} call such as "POST /rest/workflows"
	 * @param {number} status
	 * @param {string} body what n8n answered
	 */
	constructor(call, status, body) {
		super(`n8n answered ${call} with ${status}: ${body.slice(0, 2000)}`);
		this.status = status;
	}
}

/**
 * @param {ParameterQuestion} question
 * @returns {object} the body of a call to `/rest/dynamic-node-parameters`
 */
function parameterRequest(question) {
	return {
		path: question.path ?? 'parameters',
		nodeTypeAndVersion: { name: question.type, version: question.typeVersion ?? 1 },
		currentNodeParameters: question.parameters ?? {},
		methodName: question.method,
		credentials: question.credentials,
		filter: question.filter,
		paginationToken: question.paginationToken,
	};
}

/**
 * Drives an n8n over the REST interface that its editor uses, as one signed-in user.
 */
class N8nClient {
	/**
	 * @param {string} url where n8n is, such as http://127.0.0.1:5678
	 * @param {string} [session] the `session` of a client that has signed in: n8n allows few sign-ins
	 * a minute
	 */
	constructor(url, session = '') {
		this.url = url;
		this.http = localClient(url);
		/** The cookie of the signed-in user. */
		this.session = session;
	}

	/**
	 * @template T
	 * @param {string} method
	 * @param {string} path such as `/rest/workflows`
	 * @param {unknown} [body] sent as JSON
	 * @returns {Promise<T>} the answer, out of its `data` envelope
	 * @throws {N8nAnswerError} for a status of 400 or more
	 * @throws {Error} when no answer comes. Not axios's own error, which holds what was sent.
	 */
	async request(method, path, body) {
		const headers = { cookie: this.session };
		const call = `${method} ${path}`;
		const response = await this.http
			.request({ method, url: path, headers, data: body })
			.catch(({ message }) => Promise.reject(new Error(`n8n did not answer ${call}: ${message}`)));
		const { status, data } = response;
		if (status >= 400) {
			const text = typeof data === 'string' ? data : JSON.stringify(data);
			throw new N8nAnswerError(call, status, text);
		}
		const cookies = response.headers['set-cookie'] ?? [];
		const session = cookies.find((line) => line.startsWith('n8n-auth='));
		if (session) this.session = session.split(';')[0];
		return data?.data ?? data;
	}

	/**
	 * Signs in, after having made the user the owner of an n8n that has none.
	 * @param {{ email: string, password: string }} login
	 * @returns {Promise<void>}
	 */
	async signIn({ email, password }) {
		/** @type {{ userManagement: { showSetupOnFirstLoad: boolean } }} */
		const settings = await this.request('GET', '/rest/settings');
		if (settings.userManagement.showSetupOnFirstLoad) {
			const owner = { email, password, firstName: 'Novu', lastName: 'Tester' };
			await this.request('POST', '/rest/owner/setup', owner);
		}
		await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/**
	 * @param {string} name its full name, such as `n8n-nodes-novu.novu`
	 * @returns {Promise<import('n8n-workflow').INodeTypeDescription | undefined>} the description that
	 * the editor gets; undefined when n8n has no such node
	 */
	async nodeType(name) {
		/** @type {import('n8n-workflow').INodeTypeDescription[]} */
		const types = await this.request('GET', '/types/nodes.json');
		return types.find((type) => type.name === name);
	}

	/**
	 * @param {{ name: string, type: string }} credential
	 * @returns {Promise<{ id: string, name: string } | undefined>} the saved one of that type and name
	 */
	async savedCredential(credential) {
		/** @type {Array<{ id: string, name: string, type: string }>} */
		const saved = await this.request('GET', '/rest/credentials');
		return saved.find(({ name, type }) => name === credential.name && type === credential.type);
	}

	/**
	 * Saves a credential, in place of the one of that type and name if there is one.
	 * @param {{ name: string, type: string, data: IDataObject }} credential
	 * @returns {Promise<{ id: string, name: string }>}
	 */
	async saveCredential(credential) {
		const same = await this.savedCredential(credential);
		/** @type {{ id: string, name: string }} */
		const { id, name } = same
			? await this.request('PATCH', `/rest/credentials/${same.id}`, credential)
			: await this.request('POST', '/rest/credentials', credential);
		return { id, name };
	}

	/**
	 * Saves a credential where there is none of that type and name.
	 * @param {{ name: string, type: string, data: IDataObject }} credential
	 * @returns {Promise<{ id: string, name: string }>}
	 */
	async keepCredential(credential) {
		const { id, name } =
			(await this.savedCredential(credential)) ?? (await this.saveCredential(credential));
		return { id, name };
	}

	/**
	 * Has n8n test a credential, as the editor does when it is saved.
	 * @param {{ id: string, name: string }} saved
	 * @param {string} type
	 * @param {IDataObject} data
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	async testCredential(saved, type, data) {
		const credentials = { id: saved.id, name: saved.name, type, data };
		return await this.request('POST', '/rest/credentials/test', { credentials });
	}

	/**
	 * @returns {Promise<Array<{ id: string, name: string }>>} the workflows that n8n holds
	 */
	async workflows() {
		return await this.request('GET', '/rest/workflows');
	}

	/**
	 * @param {WorkflowJson} workflow
	 * @returns {Promise<SavedWorkflow>}
	 */
	async createWorkflow(workflow) {
		const { name, nodes, connections, settings, pinData } = workflow;
		return await this.request('POST', '/rest/workflows', {
			name,
			nodes,
			connections,
			settings: settings ?? { executionOrder: 'v1' },
			pinData,
			// n8n 1.x does not save a workflow without.
			active: false,
		});
	}

	/**
	 * Runs a workflow as the editor's Execute button does and waits for its end.
	 * @param {SavedWorkflow} workflow
	 * @param {string} trigger the name of the trigger node to start from
	 * @param {number} [patienceMs]
	 * @returns {Promise<Execution>} also when the workflow failed
	 */
	async run(workflow, trigger, patienceMs) {
		/** @type {{ executionId: string }} */
		const { executionId } = await this.request('POST', `/rest/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name: trigger },
		});
		return await this.finishedExecution(executionId, patienceMs);
	}

	/**
	 * @param {string} id
	 * @param {number} [patienceMs]
	 * @returns {Promise<Execution>} the execution as soon as it has ended, however it ended
	 * @throws {Error} when it takes too long
	 */
	async finishedExecution(id, patienceMs = PATIENCE_MS) {
		/** @type {Omit<Execution, 'data'> & { data: string }} */
		let execution;
		const ask = async () => {
			execution = await this.request('GET', `/rest/executions/${id}`);
			if (PENDING.includes(execution.status)) return undefined;
			const data = parse(execution.data);
			// n8n 1.x tells that it has ended a moment before it has what the nodes gave.
			return data?.resultData ? { ...execution, data } : undefined;
		};
		const late = () => `Execution ${id} is ${execution.status} after ${patienceMs} ms`;
		return await poll(ask, { everyMs: POLL_MS, withinMs: patienceMs, late });
	}

	/**
	 * Without a status n8n asks its database twice at the same time, for what runs and for what has
	 * ended, so that an execution that ends just then is listed twice or not at all.
	 * @param {string} workflowId
	 * @returns {Promise<Array<{ id: string, status: string, mode: string }>>} the workflow's
	 * executions, newest first
	 */
	async executions(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status: STATUSES }));
		/** @type {Array<{ id: string, status: string, mode: string }>} */
		const all = [];
		let cursor = '';
		for (;;) {
			// n8n gives 100 at most.
			const path = `/rest/executions?filter=${filter}&limit=100${cursor}`;
			/** @type {{ results: typeof all, nextCursor?: string }} */
			const { results, nextCursor } = await this.request('GET', path);
			// What ends between two pages moves on to the next one.
			all.push(...results.filter(({ id }) => !all.some((known) => known.id === id)));
			if (!nextCursor) return all;
			cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
		}
	}

	/**
	 * The answer to a call that some versions of n8n lack.
	 * @template T
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body]
	 * @returns {Promise<T | undefined>} undefined where this n8n has no such call
	 * @throws {N8nAnswerError} for any other refusal
	 */
	async requestIfKnown(method, path, body) {
		try {
			return await this.request(method, path, body);
		} catch (error) {
			if (error instanceof N8nAnswerError && error.status === 404) return undefined;
			throw error;
		}
	}

	/**
	 * Publishes a workflow, so that its triggers start it, and waits until they do. n8n 1.x has one
	 * call for it that returns when it is done; so has 2.0, by the name of today's.
	 * @param {SavedWorkflow} workflow
	 * @returns {Promise<void>}
	 * @throws {Error} when a trigger cannot be activated
	 */
	async activate(workflow) {
		const { id, versionId } = workflow;
		const path = `/rest/workflows/${id}`;
		const started = await this.requestIfKnown('POST', `${path}/activate`, { versionId });
		if (started === undefined) await this.request('PATCH', path, { active: true, versionId });
		/** @type {{ status: string } | undefined} */
		let state;
		const late = () => `Workflow "${workflow.name}" is not active: ${JSON.stringify(state)}`;
		const ask = async () => {
			state = await this.requestIfKnown('GET', `${path}/publication-status`);
			if (!state || state.status === 'published') return true;
			if (state.status !== 'in_progress') throw new Error(late());
			return undefined;
		};
		await poll(ask, { everyMs: POLL_MS, withinMs: PATIENCE_MS, late });
	}

	/**
	 * Asks a node for the entries of a From List field.
	 * @param {ParameterQuestion} question
	 * @returns {Promise<INodeListSearchResult>}
	 */
	async listSearch(question) {
		const path = '/rest/dynamic-node-parameters/resource-locator-results';
		return await this.request('POST', path, parameterRequest(question));
	}

	/**
	 * Asks a node for the options of a drop-down list.
	 * @param {ParameterQuestion} question
	 * @returns {Promise<INodePropertyOptions[]>}
	 */
	async loadOptions(question) {
		const path = '/rest/dynamic-node-parameters/options';
		return await this.request('POST', path, parameterRequest(question));
	}

	/**
	 * Asks a node for the fields of a resource mapper.
	 * @param {ParameterQuestion} question
	 * @returns {Promise<import('n8n-workflow').ResourceMapperFields>}
	 */
	async mapperFields(question) {
		const path = '/rest/dynamic-node-parameters/resource-mapper-fields';
		return await this.request('POST', path, parameterRequest(question));
	}
}

/**
 * @param {Execution} execution
 * @param {string} nodeName
 * @param {number} [output] 0 is the first
 * @returns {INodeExecutionData[]} what the node handed out at its last run; nothing if it did not run
 */
function outputItems(execution, nodeName, output = 0) {
	return execution.data.resultData.runData[nodeName]?.at(-1)?.data?.main[output] ?? [];
}

module.exports = { N8nClient, N8nAnswerError, outputItems };
