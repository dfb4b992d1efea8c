// Loads an unpacked package as n8n does, and tells what is in it: `node load.js FOLDER`.
const { loadPackage } = require('../../sandbox/runner');

/**
 * @typedef {object} LoadedClass
 * @property {string} name
 * @property {string} className
 * @property {string[]} icons where n8n serves them: `icons/<package>/<file in the package>`
 */

/**
 * @param {{ iconUrl?: unknown }} description
 * @returns {string[]}
 */
function icons({ iconUrl }) {
	return typeof iconUrl === 'object' && iconUrl !== null ? Object.values(iconUrl) : [];
}

/** @param {string} folder */
async function load(folder) {
	const { loader } = await loadPackage(folder);
	const { nodeTypes, credentialTypes, types } = loader;
	/** @type {{ nodes: LoadedClass[], credentials: LoadedClass[], codex: string[] }} */
	const loaded = {
		nodes: Object.entries(nodeTypes).map(([name, { type }]) => ({
			name,
			className: type.constructor.name,
			icons: icons(type.description),
		})),
		credentials: Object.entries(credentialTypes).map(([name, { type }]) => ({
			name,
			className: type.constructor.name,
			icons: icons(type),
		})),
		codex: types.nodes.filter(({ codex }) => codex?.categories).map(({ name }) => name),
	};
	process.stdout.write(JSON.stringify(loaded));
}

void load(process.argv[2]);
