const path = require('node:path');
const { core, workflow } = require('./engine');
const { baseNodes } = require('./baseNodes');

const PROJECT = path.join(__dirname, '..', '..');

/**
 * The built package, as n8n's own loader reads it.
 * @typedef {object} LoadedPackage
 * @property {string} name
 * @property {import('n8n-core').PackageDirectoryLoader} loader
 * @property {import('n8n-workflow').INodeTypes} nodeTypes its nodes by their full type, and the base nodes
 * @property {(type: string) => import('n8n-workflow').ICredentialType} credentialType
 */

/** @type {Map<string, Promise<LoadedPackage>>} */
const loaded = new Map();

/**
 * Loads a package with n8n-core's `PackageDirectoryLoader`, once in a process.
 * @param {string} [folder] where its package.json is; this project by default, which must be built
 * @returns {Promise<LoadedPackage>}
 */
function loadPackage(folder = PROJECT) {
	let found = loaded.get(folder);
	if (!found) loaded.set(folder, (found = load(folder)));
	return found;
}

/**
 * The tool that n8n's server makes of a node, as far as running it goes: another name, which display
 * options (`@tool`) and the node itself look at. It keeps its outputs, so that it runs like any node.
 * @param {import('n8n-workflow').INodeType} node
 * @returns {import('n8n-workflow').INodeType}
 */
function asTool(node) {
	const description = { ...node.description, name: `${node.description.name}Tool` };
	return Object.create(node, { description: { value: description } });
}

/**
 * @param {string} folder
 * @returns {Promise<LoadedPackage>}
 */
async function load(folder) {
	const loader = new core.PackageDirectoryLoader(folder);
	await loader.loadAll();
	const name = loader.packageName;
	/**
	 * @param {string} type
	 * @returns {import('n8n-workflow').INodeType}
	 */
	const nodeType = (type) => {
		if (type in baseNodes) return baseNodes[type];
		const own = type.startsWith(`${name}.`) ? type.slice(name.length + 1) : '';
		const base = own.endsWith('Tool') ? own.slice(0, -'Tool'.length) : own;
		const entry = loader.nodeTypes[base];
		if (!entry) throw new Error(`The runner knows no node of the type "${type}"`);
		const found = workflow.NodeHelpers.getVersionedNodeType(entry.type);
		return base === own ? found : asTool(found);
	};
	return {
		name,
		loader,
		nodeTypes: {
			getByName: nodeType,
			getByNameAndVersion: nodeType,
			getKnownTypes: () => ({}),
		},
		credentialType: (type) => loader.getCredential(type).type,
	};
}

module.exports = { loadPackage };
