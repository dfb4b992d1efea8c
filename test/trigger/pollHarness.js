// Polls a node as n8n's server does: with n8n-core's PollContext, and static data that is saved only
// after a poll that went well.
const { core, workflow } = require('../../sandbox/runner/engine');
const { additionalDataFor } = require('../../sandbox/runner');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').ICredentialType} ICredentialType
 */

const TYPE = 'n8n-nodes-novu.novuPollingTrigger';

let workflows = 0;

/**
 * @param {object} options
 * @param {import('n8n-workflow').INodeType} options.node
 * @param {ICredentialType} options.credentialType
 * @param {IDataObject} options.parameters
 * @param {import('n8n-workflow').ICredentialDataDecryptedObject} options.credentials
 */
function pollerOf({ node, credentialType, parameters, credentials }) {
	const id = `wf${++workflows}`;
	let saved = '{}';
	/** @type {string[]} */
	const log = [];
	const nodeTypes = {
		getByName: () => node,
		getByNameAndVersion: () => node,
		getKnownTypes: () => ({}),
	};

	/** @param {'trigger' | 'manual'} mode @returns {Promise<IDataObject[]>} */
	async function poll(mode = 'trigger') {
		const flow = new workflow.Workflow({
			id,
			active: true,
			nodes: [
				{
					id: 'node1',
					name: 'Poll',
					type: TYPE,
					typeVersion: 1,
					position: [0, 0],
					parameters: /** @type {import('n8n-workflow').INodeParameters} */ (
						structuredClone(parameters)
					),
					credentials: { novuApi: { id: '1', name: 'Novu' } },
				},
			],
			connections: {},
			nodeTypes,
			staticData: JSON.parse(saved),
		});
		const loaded = /** @type {any} */ ({ credentialType: () => credentialType });
		const data = additionalDataFor(loaded, { novuApi: credentials }, mode);
		const inFlow = /** @type {import('n8n-workflow').INode} */ (flow.getNode('Poll'));
		const context = new core.PollContext(flow, inFlow, data, mode, 'activate');
		const logger = { warn: (/** @type {string} */ line) => log.push(line) };
		Object.defineProperty(context, 'logger', { value: logger });
		const items = (await node.poll?.call(context)) ?? null;
		if (flow.staticData.__dataChanged) saved = JSON.stringify(flow.staticData);
		return (items?.[0] ?? []).map(({ json }) => json);
	}

	return {
		log,
		poll,
		/** @returns {string} the static data as it is saved */
		saved: () => saved,
		/** @param {IDataObject} data what n8n's database holds from now on */
		keep: (data) => {
			saved = JSON.stringify(data);
		},
		/** @param {IDataObject} changes of the node's parameters */
		change: (changes) => {
			parameters = { ...parameters, ...changes };
		},
	};
}

module.exports = { pollerOf };
