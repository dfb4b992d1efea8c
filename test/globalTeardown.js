const { rmSync } = require('node:fs');

module.exports = async function tearDown() {
	rmSync(process.env.NOVU_TEST_FOLDER ?? '', { recursive: true, force: true });
};
