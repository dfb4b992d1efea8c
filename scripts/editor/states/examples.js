const { exampleFiles } = require('../../n8n/examples');

/** @returns {import('../state').EditorState[]} every example as it looks after its import */
function exampleStates() {
	return exampleFiles().map((file) => ({
		name: `example-${file.replace('.json', '')}`,
		example: file,
	}));
}

module.exports = { exampleStates };
