// `npm start`: the example workflow in n8n's own engine, in this process, against a Novu.
const { readFileSync } = require('node:fs');
const { parseArgs } = require('node:util');
const path = require('node:path');
const { runCommand } = require('./n8n/command');
const { PROJECT } = require('./n8n/folders');
const { chosenNovu } = require('./n8n/novu');
const { say } = require('./n8n/progress');

const EXAMPLE = path.join(PROJECT, 'examples', 'crm-contact-to-update-credentials.json');

const USAGE = `Usage: npm start -- [--workflow FILE]

Runs a workflow in n8n's engine with the built node, and prints what its last node gave.
  --workflow FILE   another workflow than ${path.basename(EXAMPLE)}
NOVU_API_KEY (and NOVU_BASE_URL) put a real Novu in the place of the sandbox.`;

/**
 * @param {string} file a workflow as n8n exports it
 * @returns {import('../sandbox/runner').WorkflowJson}
 */
function readWorkflow(file) {
	try {
		const workflow = JSON.parse(readFileSync(file, 'utf8'));
		if (Array.isArray(workflow.nodes)) return workflow;
		throw new Error('it has no list of nodes');
	} catch (error) {
		throw new Error(
			`${file} cannot be read as a workflow: ${/** @type {Error} */ (error).message}`,
		);
	}
}

/**
 * @param {import('n8n-workflow').ExecutionBaseError} error
 * @returns {string} what went wrong, where, and what to do
 */
function failureText(error) {
	const node =
		'node' in error ? /** @type {{ node?: { name?: string } }} */ (error).node : undefined;
	const where = node?.name ? ` in the node "${node.name}"` : '';
	return [`The workflow stopped${where}: ${error.message}`, error.description]
		.filter(Boolean)
		.join('\n');
}

/**
 * Runs the workflow and prints the last node's items.
 * @param {string} file
 * @returns {Promise<void>}
 */
async function start(file) {
	const workflow = readWorkflow(file);
	const novu = await chosenNovu();
	try {
		say(`Novu is ${novu.label}`);
		say(`Running "${workflow.name ?? file}" in n8n's engine, in this process`);
		const { runWorkflow } = require('../sandbox/runner');
		const result = await runWorkflow({ workflow, credentials: { novuApi: novu.credential } });
		if (result.error) throw new Error(failureText(result.error));
		const last = result.run.data.resultData.lastNodeExecuted ?? '';
		const items = result.items(last).map(({ json }) => json);
		say(`"${last}" gave ${items.length} ${items.length === 1 ? 'item' : 'items'}:`);
		process.stdout.write(`${JSON.stringify(items.length === 1 ? items[0] : items, null, 2)}\n`);
	} finally {
		await novu.stop();
	}
}

/** @returns {Promise<void>} */
async function main() {
	const { values } = parseArgs({
		options: { workflow: { type: 'string' }, help: { type: 'boolean' } },
	});
	if (values.help) return say(USAGE);
	await start(values.workflow ? path.resolve(values.workflow) : EXAMPLE);
}

runCommand(main);
