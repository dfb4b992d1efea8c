const { workflow } = require('./engine');

const { NodeConnectionTypes } = workflow;

/**
 * Stand-ins for the nodes of n8n-nodes-base that the examples and tests use; that package is no
 * dependency. They take the same parameters, as far as these use them, and the engine runs them as it
 * runs any node.
 * @typedef {import('n8n-workflow').INodeType} INodeType
 * @typedef {{ assignments?: Array<{ name: string, value: unknown, type: string }> }} Assignments
 */

/** @type {import('n8n-workflow').INodeTypeDescription} */
const common = {
	displayName: '',
	name: '',
	group: ['transform'],
	version: 1,
	description: '',
	defaults: {},
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
};

/** @type {INodeType} */
const manualTrigger = {
	description: {
		...common,
		displayName: 'Manual Trigger',
		name: 'manualTrigger',
		group: ['trigger'],
		inputs: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** @type {INodeType} */
const noOp = {
	description: { ...common, displayName: 'No Operation, do nothing', name: 'noOp' },
	async execute() {
		return [this.getInputData()];
	},
};

/**
 * Edit Fields (Set) 3.4 in its manual mode: the assignments, and the item's other fields where
 * `includeOtherFields` is on.
 * @type {INodeType}
 */
const set = {
	description: {
		...common,
		displayName: 'Edit Fields (Set)',
		name: 'set',
		version: [3.4],
		properties: [
			{
				displayName: 'Fields to Set',
				name: 'assignments',
				type: 'assignmentCollection',
				default: {},
			},
			{
				displayName: 'Include Other Input Fields',
				name: 'includeOtherFields',
				type: 'boolean',
				default: false,
			},
		],
	},
	async execute() {
		return [
			this.getInputData().map(({ json }, item) => {
				const { assignments = [] } = /** @type {Assignments} */ (
					this.getNodeParameter('assignments', item, {})
				);
				const own = Object.fromEntries(
					assignments.map(({ name, value, type }) => [name, typed(value, type)]),
				);
				const others = this.getNodeParameter('includeOtherFields', item, false) ? json : {};
				return { json: { ...others, ...own }, pairedItem: { item } };
			}),
		];
	},
};

/**
 * @param {unknown} value
 * @param {string} type as the assignment names it
 * @returns {any} the value; JSON text of arrays and objects is read, as the real node does
 */
function typed(value, type) {
	const isJsonText = typeof value === 'string' && ['array', 'object'].includes(type);
	return isJsonText ? JSON.parse(value) : value;
}

/**
 * Split Out 1 for one list: an item for each of its entries, which are objects.
 * @type {INodeType}
 */
const splitOut = {
	description: {
		...common,
		displayName: 'Split Out',
		name: 'splitOut',
		properties: [
			{ displayName: 'Fields To Split Out', name: 'fieldToSplitOut', type: 'string', default: '' },
		],
	},
	async execute() {
		return [
			this.getInputData().flatMap(({ json }, item) => {
				const path = String(this.getNodeParameter('fieldToSplitOut', item));
				/** @type {any} */
				const list = path.split('.').reduce((/** @type {any} */ at, name) => at?.[name], json);
				return list.map((/** @type {any} */ entry) => ({ json: entry, pairedItem: { item } }));
			}),
		];
	},
};

/** @type {Record<string, INodeType>} */
const baseNodes = {
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.noOp': noOp,
	'n8n-nodes-base.set': set,
	'n8n-nodes-base.splitOut': splitOut,
};

module.exports = { baseNodes };
