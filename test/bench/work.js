/**
 * @typedef {import('n8n-workflow').INode['parameters']} Parameters of a node
 */

/**
 * @typedef {object} WorkItem what one item asks for: a token for a subscriber
 * @property {string} subscriber
 * @property {string} token no other item has it
 */

/**
 * @param {number} subscribers
 * @param {number} [each] how many tokens each gets
 * @param {'in turns' | 'in a row'} [order] all subscribers' first tokens, then all second ones, and
 * so on; or all of the first subscriber, then all of the second, as a join in a database gives them
 * @returns {WorkItem[]}
 */
function tokenItems(subscribers, each = 1, order = 'in turns') {
	const owner = (/** @type {number} */ i) =>
		order === 'in turns' ? i % subscribers : Math.floor(i / each);
	return Array.from({ length: subscribers * each }, (_, i) => ({
		subscriber: `subscriber-${owner(i)}`,
		token: `token-${i}`,
	}));
}

/** The provider that tokens are for; the sandbox has one integration of it. */
const PROVIDER = 'expo';

/** A workflow that the sandbox has; it takes any payload. */
const WORKFLOW = 'weekly-digest';

/**
 * @param {Parameters} [options]
 * @returns {Parameters} of the Novu node that appends each item's token
 */
function appendWithNovu(options = {}) {
	return {
		resource: 'subscriber',
		operation: 'updateCredentials',
		subscriberId: { __rl: true, mode: 'id', value: '={{ $json.subscriber }}' },
		providerId: PROVIDER,
		tokenMode: 'append',
		deviceTokens: '={{ $json.token }}',
		options,
	};
}

/**
 * @param {'trigger' | 'triggerBulk'} operation
 * @param {Parameters} [options]
 * @returns {Parameters} of the Novu node that triggers a workflow for each item's subscriber
 */
function triggerWithNovu(operation, options = {}) {
	return {
		resource: 'event',
		operation,
		workflowId: { __rl: true, mode: 'id', value: WORKFLOW },
		to: 'subscriber',
		subscriberId: { __rl: true, mode: 'id', value: '={{ $json.subscriber }}' },
		payloadMode: 'json',
		payload: '={{ { token: $json.token } }}',
		options,
	};
}

/**
 * The HTTP Request node as its users set it up: default settings, a Header Auth credential.
 * @param {string} method
 * @param {string} url
 * @param {string} jsonBody
 * @param {Parameters} options
 * @returns {Parameters}
 */
function httpRequest(method, url, jsonBody, options) {
	return {
		method,
		url,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpHeaderAuth',
		sendBody: true,
		specifyBody: 'json',
		jsonBody,
		options,
	};
}

/**
 * @param {string} server
 * @param {Parameters} [options]
 * @returns {Parameters} of the HTTP Request node that appends each item's token
 */
function appendWithHttp(server, options = {}) {
	return httpRequest(
		'PATCH',
		`=${server}/v1/subscribers/{{ $json.subscriber }}/credentials`,
		`={{ { providerId: '${PROVIDER}', credentials: { deviceTokens: [$json.token] } } }}`,
		options,
	);
}

/**
 * @param {string} server
 * @returns {Parameters} of the HTTP Request node that triggers a workflow for each item's subscriber
 */
function triggerWithHttp(server) {
	return httpRequest(
		'POST',
		`${server}/v1/events/trigger`,
		`={{ { name: '${WORKFLOW}', to: $json.subscriber, payload: { token: $json.token } } }}`,
		{},
	);
}

/**
 * @param {WorkItem} item
 * @returns {{ method: 'PATCH', path: string, body: string }} the call that appends its token
 */
function appendCall({ subscriber, token }) {
	return {
		method: 'PATCH',
		path: `/v1/subscribers/${subscriber}/credentials`,
		body: JSON.stringify({ providerId: PROVIDER, credentials: { deviceTokens: [token] } }),
	};
}

module.exports = {
	tokenItems,
	appendWithNovu,
	triggerWithNovu,
	appendWithHttp,
	triggerWithHttp,
	appendCall,
};
