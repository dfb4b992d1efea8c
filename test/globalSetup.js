const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/**
 * One folder for all that the tests leave behind. A test file sees a copy of `process`, whose `exit`
 * never comes, and so cannot clean up by itself.
 */
module.exports = async function setUp() {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-novu-test-'));
	process.env.TMPDIR = folder;
	process.env.NOVU_TEST_FOLDER = folder;
};
