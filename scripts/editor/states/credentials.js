/** @typedef {import('../state').EditorState} EditorState */

/**
 * The credential for Novu's API, and what a node looks like that has just been added.
 * @type {EditorState[]}
 */
const states = [
	{ name: 'credential', steps: ['credential'], part: 'dialog' },
	{
		name: 'credential-new',
		credential: false,
		steps: ['new-credential'],
		part: 'dialog',
	},
	{
		name: 'credential-wrong-key',
		credentialName: 'Novu API (wrong key)',
		credential: { apiKey: 'not-the-key' },
		steps: ['credential', 'click More details'],
		part: 'dialog',
	},
	{
		name: 'credential-wrong-address',
		credentialName: 'Novu API (wrong address)',
		credential: { baseUrl: 'http://127.0.0.1:1' },
		steps: ['credential', 'click More details'],
		part: 'dialog',
	},
	{ name: 'regions', steps: ['credential', 'options region'] },
];

module.exports = states;
