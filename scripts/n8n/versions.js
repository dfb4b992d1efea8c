/**
 * What a real n8n is made of here. Pinned to the last digit, so that every machine tests the same
 * one; the finished installs are kept in folders named after these versions.
 */
module.exports = {
	/** The n8n that the package is tested in. */
	N8N_VERSION: '2.41.1',

	/** n8n 2.41 refuses to start on a Node older than this. */
	NODE_MAJOR: 24,

	/** The Node that is fetched where the machine's own is older. */
	NODE_VERSION: '24.21.0',

	/** How many packages n8n 2.41.1 puts at the top of node_modules; for the progress line only. */
	N8N_PACKAGES: 1515,
};
