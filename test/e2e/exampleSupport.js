const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { readExamples, withCredentials } = require('../../scripts/n8n/examples');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('../../scripts/n8n/client').N8nClient} N8nClient
 * @typedef {import('./support').NodeCredentials} NodeCredentials
 * @typedef {import('./support').WorkflowJson} WorkflowJson
 *
 * @typedef {object} ExampleOptions
 * @property {string} [trigger] the node to start from; the first one if not said
 * @property {Record<string, IDataObject[]>} [pinned] what nodes hand out, in place of what is pinned
 * in the example
 * @property {number} [patienceMs]
 */

/** @param {string} name @returns {WorkflowJson} */
function exampleCalled(name) {
	const found = readExamples().find((one) => one.name === name);
	assert.ok(found, `There is no example "${name}"`);
	return found;
}

/**
 * @param {WorkflowJson} example
 * @returns {INode} its first node that starts it
 */
function triggerOf({ nodes, connections }) {
	const targets = Object.values(connections).flatMap(({ main = [] }) =>
		main.flatMap((links) => (links ?? []).map(({ node }) => node)),
	);
	const found = nodes.find(({ name }) => connections[name] && !targets.includes(name));
	assert.ok(found);
	return found;
}

/**
 * Runs an example as the editor's button does: nodes with pinned data hand that out.
 * @param {N8nClient} n8n
 * @param {string} name of the example
 * @param {NodeCredentials} credentials
 * @param {ExampleOptions} [options]
 * @returns {Promise<import('../../scripts/n8n/client').Execution>} also when it failed
 */
async function runExample(n8n, name, credentials, options = {}) {
	const example = withCredentials(exampleCalled(name), credentials);
	const changed = Object.entries(options.pinned ?? {}).map(([node, items]) => [
		node,
		items.map((json) => ({ json })),
	]);
	const pinData = { ...example.pinData, ...Object.fromEntries(changed) };
	const workflow = await n8n.createWorkflow({ ...example, pinData });
	const start = options.trigger ?? triggerOf(example).name;
	return await n8n.run(workflow, start, options.patienceMs);
}

/**
 * @param {N8nClient} n8n
 * @param {import('./support').WorkflowJson} example
 * @param {NodeCredentials} credentials
 * @returns {Promise<string>} the address of its webhook, once it is published
 */
async function publishWebhook(n8n, example, credentials) {
	await n8n.activate(await n8n.createWorkflow(withCredentials(example, credentials)));
	return `${n8n.url}/webhook/${triggerOf(example).parameters.path}`;
}

/**
 * @param {N8nClient} n8n
 * @param {IDataObject} header its name and value
 * @returns {Promise<NodeCredentials>} a credential that asks for the header, or sends it
 */
async function headerCredential(n8n, header) {
	const { id, name } = await n8n.saveCredential({
		name: `Header ${randomUUID()}`,
		type: 'httpHeaderAuth',
		data: header,
	});
	return { httpHeaderAuth: { id, name } };
}

module.exports = { exampleCalled, headerCredential, publishWebhook, runExample, triggerOf };
