/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 */

/**
 * What the checks may look at beside a node's own output.
 * @typedef {object} Tour
 * @property {TourInput} input what the webhook was given
 * @property {(name: string) => any[]} outputOf what a node of the tour handed out, without n8n's wrapping
 */

/**
 * @typedef {object} Contact
 * @property {string} id
 * @property {string} firstName
 * @property {string} lastName
 * @property {string} email
 * @property {string[]} tokens
 */

/**
 * @typedef {object} TourInput the body that starts the tour
 * @property {string} run part of every ID that the tour makes
 * @property {Contact[]} contacts
 * @property {Array<{ orderId: string, contact: string }>} orders one for each contact
 * @property {string} raced a subscriber with double entries for Expo Push
 * @property {Record<string, string>} secrets what must not come back from Novu's node
 */

/**
 * A node of Novu's on the tour.
 * @typedef {object} Step
 * @property {string} name
 * @property {string} operation as `resource.operation`
 * @property {IDataObject} parameters but for resource and operation
 * @property {boolean} [once] for all items of the node before together, n8n's *Execute Once*
 * @property {(output: any[], tour: Tour) => void} check
 */

/**
 * A node that makes an item of each entry of a list in the webhook's body.
 * @typedef {{ name: string, split: string }} Split
 */

/** @typedef {Array<Step | Split>} Row nodes one after the other, begun by the webhook */

/**
 * @param {string} value an ID, or an expression for one
 * @returns {IDataObject} a locator that was set By ID
 */
function byId(value) {
	return { __rl: true, mode: 'id', value };
}

/**
 * @param {string} value
 * @param {string} label what the editor shows for it
 * @returns {IDataObject} a locator whose entry was chosen from the list
 */
function fromList(value, label) {
	return { __rl: true, mode: 'list', value, cachedResultName: label };
}

/**
 * @param {string} path such as `run`
 * @returns {string} the JavaScript, for an expression, of something in the webhook's body
 */
function body(path) {
	return `$('Start').first().json.body.${path}`;
}

module.exports = { byId, fromList, body };
