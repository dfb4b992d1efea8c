// What lies beside the code: sample schemas and example workflows.
const fs = require('node:fs');
const path = require('node:path');

const PROJECT = path.join(__dirname, '..', '..');
const SCHEMAS = path.join(PROJECT, 'nodes', 'Novu', '__schema__');
const EXAMPLES = path.join(PROJECT, 'examples');
const ACTIONS = path.join(PROJECT, 'nodes', 'Novu', 'actions');
const ENGINE_TESTS = path.join(PROJECT, 'test', 'engine');

/**
 * @param {string} folder
 * @returns {string[]} the files below it, relative to it, with `/`
 */
function filesBelow(folder) {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
		.map((file) => file.split(path.sep).join('/'))
		.sort();
}

/**
 * @param {string} folder
 * @returns {Map<string, any>} what the JSON files below a folder hold, by their path in it
 */
function jsonFiles(folder) {
	/** @param {string} file */
	const contents = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
	return new Map(filesBelow(folder).map((file) => [file, contents(file)]));
}

/**
 * A sample schema, as far as it is looked at.
 * @typedef {object} Schema
 * @property {string} [type]
 * @property {Record<string, Schema>} [properties] of an object
 * @property {Schema} [items] of a list
 * @property {number} [version]
 */

/** @returns {Map<string, Schema>} schemas by their path, e.g. `v1.0.0/subscriber/get.json` */
const sampleSchemas = () => jsonFiles(SCHEMAS);

/** @returns {Map<string, import('../../sandbox/runner').WorkflowJson>} n8n's workflows by file name */
const exampleWorkflows = () =>
	new Map([...jsonFiles(EXAMPLES)].filter(([file]) => !file.startsWith('novu/')));

/** @returns {Map<string, any>} workflows to copy into Novu, by file name */
const novuWorkflows = () => jsonFiles(path.join(EXAMPLES, 'novu'));

/** @returns {Map<string, string>} the text of the tests in n8n's engine, by file name */
const engineTests = () =>
	new Map(
		filesBelow(ENGINE_TESTS)
			.filter((file) => file.endsWith('.test.ts'))
			.map((file) => [file, fs.readFileSync(path.join(ENGINE_TESTS, file), 'utf8')]),
	);

/** @returns {Map<string, string>} the code of the resources, by file name */
const actionFiles = () =>
	new Map(
		filesBelow(ACTIONS).map((file) => [file, fs.readFileSync(path.join(ACTIONS, file), 'utf8')]),
	);

/** @returns {string} the page that has the table of operations */
const operationsPage = () => fs.readFileSync(path.join(PROJECT, 'docs', 'operations.md'), 'utf8');

module.exports = {
	actionFiles,
	engineTests,
	exampleWorkflows,
	novuWorkflows,
	operationsPage,
	sampleSchemas,
};
