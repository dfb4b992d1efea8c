const { exampleStates } = require('./examples');
const { operationStates } = require('./operations');

/**
 * @returns {import('../state').EditorState[]} all pictures that can be taken, beside those of the README
 */
function allStates() {
	return [
		...require('./credentials'),
		...require('./updateCredentials'),
		...require('./event'),
		...require('./resources'),
		...require('./triggers'),
		...exampleStates(),
		...operationStates(),
	];
}

module.exports = { allStates };
