/**
 * What a real n8n is made of here. Pinned to the last digit, so that every machine tests the same
 * one; the finished installs are kept in folders named after these versions.
 */

/**
 * @typedef {object} NodeRange a Node that an n8n runs on
 * @property {number} oldest major version
 * @property {number} newest major version
 * @property {string} version the one that is fetched where the machine's own is another
 */

/**
 * @typedef {object} Release an n8n that the package is tested in
 * @property {string} version
 * @property {NodeRange} node
 * @property {number} packages how many it puts at the top of node_modules; for the progress line only
 * @property {number} gigabytes what it takes on the disk; for the progress line only
 * @property {Record<string, string>} overrides versions to take instead of those that it names
 * @property {Record<string, string>} env settings that it needs and other versions do not accept
 */

/** n8n 2.41 refuses to start on an older one. @type {NodeRange} */
const NODE_24 = { oldest: 24, newest: Infinity, version: '24.21.0' };

/**
 * What older n8ns were made for. No newer one: a native part that is built for Node 24 crashes in
 * Node 20, and several processes may share an install.
 * @type {NodeRange}
 */
const NODE_20 = { oldest: 20, newest: 20, version: '20.20.2' };

/** n8n 1.123 and 2.0 take xlsx from its maker's server; npm's registry has the same as 0.18.5. */
const XLSX = { xlsx: '0.18.5' };

/**
 * The n8n that everything is tested in, then older ones, in which the short form runs.
 * @type {Release[]}
 */
const RELEASES = [
	{
		version: '2.41.1',
		node: NODE_24,
		packages: 1515,
		gigabytes: 3,
		overrides: {},
		env: { N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,chat-hub,insights,mcp,agents' },
	},
	{
		version: '2.0.3',
		node: NODE_20,
		packages: 1240,
		gigabytes: 2,
		overrides: XLSX,
		env: {},
	},
	{
		version: '1.123.81',
		node: NODE_20,
		packages: 1240,
		gigabytes: 2,
		overrides: XLSX,
		// Its isolated-vm has no build for every Node, and is not built here.
		env: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
];

const [LATEST] = RELEASES;

/**
 * @param {string} version
 * @returns {Release}
 * @throws {Error} with those that there are
 */
function releaseOf(version) {
	const found = RELEASES.find((release) => release.version === version);
	if (found) return found;
	const known = RELEASES.map((release) => release.version).join(', ');
	throw new Error(`n8n ${version} is not one of those that are tested: ${known}`);
}

module.exports = { RELEASES, LATEST, releaseOf };
