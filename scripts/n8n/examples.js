const fs = require('node:fs');
const path = require('node:path');
const { PROJECT } = require('./folders');

/** The workflow that shows the package's main job. */
const MAIN_EXAMPLE = 'crm-contact-to-update-credentials.json';

/** Where the workflows to import are. */
const EXAMPLES = path.join(PROJECT, 'examples');

/** The node's type, as saved workflows carry it. */
const NODE_TYPE = 'n8n-nodes-novu.novu';

/**
 * @typedef {import('./client').WorkflowJson} WorkflowJson
 */

/**
 * @param {string} file a workflow as n8n exports it
 * @returns {WorkflowJson}
 */
function readWorkflow(file) {
	return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/**
 * @returns {string[]} the names of the files in `examples/`, the main one first
 */
function exampleFiles() {
	const names = fs.readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));
	return [MAIN_EXAMPLE, ...names.filter((name) => name !== MAIN_EXAMPLE)];
}

/**
 * @param {string} file its name in `examples/`
 * @returns {WorkflowJson}
 */
function readExample(file) {
	return readWorkflow(path.join(EXAMPLES, file));
}

/**
 * @returns {WorkflowJson[]} every workflow of `examples/`, the main one first
 */
function readExamples() {
	return exampleFiles().map(readExample);
}

/**
 * @param {WorkflowJson} workflow
 * @param {Record<string, { id: string, name: string }>} credentials by type
 * @returns {WorkflowJson} the same, with these credentials in the nodes that want such ones
 */
function withCredentials(workflow, credentials) {
	const nodes = workflow.nodes.map((node) => {
		if (!node.credentials) return node;
		const wanted = Object.entries(node.credentials);
		const chosen = wanted.map(([type, saved]) => [type, credentials[type] ?? saved]);
		return { ...node, credentials: Object.fromEntries(chosen) };
	});
	return { ...workflow, nodes };
}

/**
 * @param {WorkflowJson} workflow
 * @param {string} type a node type
 * @returns {string} the name of the workflow's first node of that type
 * @throws {Error} when it has none
 */
function nodeNameOf(workflow, type) {
	const node = workflow.nodes.find((candidate) => candidate.type === type);
	if (!node) throw new Error(`The workflow "${workflow.name}" has no node of the type ${type}`);
	return node.name;
}

module.exports = {
	NODE_TYPE,
	exampleFiles,
	readExample,
	readExamples,
	withCredentials,
	nodeNameOf,
};
