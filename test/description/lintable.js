const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { PROJECT, scan } = require('../package/support');

/**
 * @param {unknown} value of JSON
 * @param {string} [indent] of the line that it stands in
 * @returns {string} the value as it stands in sources, laid out, since n8n's rules look at that: for
 * names without quotes, and for the label first
 */
function literal(value, indent = '\t\t') {
	const inner = `${indent}\t`;
	/** @type {(lines: string[]) => string} */
	const block = (lines) => lines.map((line) => `\n${inner}${line},`).join('') + `\n${indent}`;
	if (Array.isArray(value)) return `[${block(value.map((one) => literal(one, inner)))}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const { displayName, ...others } = /** @type {Record<string, unknown>} */ (value);
	const members = Object.entries({ displayName, ...others })
		.filter(([, member]) => member !== undefined)
		.map(([name, member]) => `${named(name)}: ${literal(member, inner)}`);
	return `{${block(members)}}`;
}

/** @param {string} name */
function named(name) {
	return /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
}

/**
 * @param {import('n8n-workflow').INodeProperties[]} properties
 * @returns {string} a node that has these parameters
 */
function nodeSource(properties) {
	return `import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

export class Novu implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novu',
		name: 'novu',
		icon: { light: 'file:novu.svg', dark: 'file:novu.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Parameters written out',
		defaults: { name: 'Novu' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		properties: ${literal(properties)},
	};
}
`;
}

/**
 * What a rule of n8n's finds.
 * @typedef {object} Finding
 * @property {string} rule without the plugin's name
 * @property {string} message
 * @property {string} label of the parameter, or of the last one above
 * @property {string} line of the source
 */

/**
 * Has n8n's scanner judge a node's parameters as they are built. The scanner reads sources, and sees
 * nothing there of what a function makes; here they are written out first.
 * @param {import('n8n-workflow').INodeProperties[]} properties
 * @returns {Promise<Finding[]>}
 */
async function scanParameters(properties) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-lint-'));
	try {
		const node = path.join('nodes', 'Novu');
		fs.cpSync(path.join(PROJECT, 'package.json'), path.join(folder, 'package.json'));
		fs.cpSync(path.join(PROJECT, node), path.join(folder, node), {
			recursive: true,
			filter: (file) => !file.endsWith('.ts'),
		});
		const source = nodeSource(properties);
		fs.writeFileSync(path.join(folder, node, 'Novu.node.ts'), source);
		const { passed, details = '', message = '' } = await scan('source', folder);
		const findings = [...details.matchAll(ROW)].map((row) => finding(row, source.split('\n')));
		if (passed || findings.length > 0) return findings;
		throw new Error(`The scanner cannot be understood: ${message}\n${details}`);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** A row of the scanner's table: line and column, severity, message, rule. */
const ROW = /^ +(\d+):\d+ +error +(.*?) +[@\w-/]*\/([\w-]+)$/gm;

/**
 * @param {RegExpExecArray} row
 * @param {string[]} lines of the source
 * @returns {Finding}
 */
function finding([, number, message, rule], lines) {
	const trimmed = lines.slice(0, Number(number)).map((line) => line.trim());
	const label = trimmed.filter((line) => line.startsWith('displayName:')).at(-1) ?? '';
	return { rule, message, label, line: trimmed.at(-1) ?? '' };
}

module.exports = { scanParameters };
