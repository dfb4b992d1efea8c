/**
 * @returns {import('../state').EditorState[]} all pictures that can be taken, beside those of the README
 */
function allStates() {
	return [...require('./credentials'), ...require('./updateCredentials'), ...require('./triggers')];
}

module.exports = { allStates };
