/**
 * What a picture of the editor shows: which node, how it is set, what is done with it. The files of
 * `states/` hold nothing but such data.
 *
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 *
 * @typedef {object} EditorState
 * @property {string} name of the picture's file
 * @property {'novu' | 'trigger' | 'polling' | 'tool'} [node] which of the package's nodes it is about;
 * `novu` if not said; `tool` is that one connected to an AI Agent
 * @property {string} [example] a file of `examples/`: shows that workflow on the canvas, with no node
 * open; nothing else of the state counts then but name and size
 * @property {IDataObject} [parameters] of the node
 * @property {IDataObject[]} [items] what goes into it
 * @property {IDataObject | false} [credential] fields over those that the sandbox asks for; false for
 * a node that has none yet
 * @property {string} [credentialName] for a credential of its own; needed with `credential`
 * @property {string[]} [steps] what is done before the picture is taken, in order: the words of
 * `steps.js`
 * @property {'node' | 'fields' | 'dialog'} [part] what of the page is in the picture: the node's
 * panels, its fields alone, a dialog; the whole page if not said
 * @property {{ width: number, height: number }} [size] of the page
 */

/** A contact as a CRM hands it out. */
const CONTACT = { contact: 'crm-1001', token: 'ada-phone' };

/** A subscriber that an expression names. */
const SUBSCRIBER = { __rl: true, mode: 'id', value: '={{ $json.contact }}' };

/** A locator that nothing has been chosen in yet. */
const EMPTY_LIST = { __rl: true, mode: 'list', value: '' };

/**
 * @param {string} value an ID that the sandbox knows
 * @param {string} [name] as the list words it
 * @returns {IDataObject} a locator's value as the list leaves it
 */
function chosen(value, name = value) {
	return { __rl: true, mode: 'list', value, cachedResultName: name };
}

module.exports = { CONTACT, EMPTY_LIST, SUBSCRIBER, chosen };
