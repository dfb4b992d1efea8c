// What lies beside the code: sample schemas and example workflows.
const fs = require('node:fs');
const path = require('node:path');

const PROJECT = path.join(__dirname, '..', '..');
const SCHEMAS = path.join(PROJECT, 'nodes', 'Novu', '__schema__');
const EXAMPLES = path.join(PROJECT, 'examples');

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
 * @typedef {{ type?: string, properties?: Record<string, { type?: unknown }>, version?: number }} Schema
 */

/** @returns {Map<string, Schema>} schemas by their path, e.g. `v1.0.0/subscriber/get.json` */
const sampleSchemas = () => jsonFiles(SCHEMAS);

/** @returns {Map<string, import('../../sandbox/runner').WorkflowJson>} workflows by file name */
const exampleWorkflows = () => jsonFiles(EXAMPLES);

/** @returns {string} the page that has the table of operations */
const operationsPage = () => fs.readFileSync(path.join(PROJECT, 'docs', 'operations.md'), 'utf8');

module.exports = { exampleWorkflows, operationsPage, sampleSchemas };
