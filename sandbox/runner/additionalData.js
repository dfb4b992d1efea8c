const { randomUUID } = require('node:crypto');
const { core, workflow } = require('./engine');

/**
 * @typedef {import('n8n-workflow').ICredentialDataDecryptedObject} CredentialData
 * @typedef {import('./package').LoadedPackage} LoadedPackage
 */

/** n8n's own credentials helper lives in its server; this one knows the given credentials only. */
class GivenCredentials extends workflow.ICredentialsHelper {
	/**
	 * @param {LoadedPackage} loaded
	 * @param {Record<string, CredentialData>} given by credential type
	 */
	constructor(loaded, given) {
		super();
		this.loaded = loaded;
		this.given = given;
		/** How often the credentials were read */
		this.reads = 0;
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	/**
	 * @param {CredentialData} credentials
	 * @param {string} type
	 * @param {import('n8n-workflow').IHttpRequestOptions} request
	 * @returns {Promise<import('n8n-workflow').IHttpRequestOptions>}
	 */
	async authenticate(credentials, type, request) {
		const { authenticate } = this.loaded.credentialType(type);
		if (typeof authenticate !== 'function') {
			throw new Error(`The credential "${type}" does not sign requests with a function`);
		}
		return await authenticate(credentials, request);
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	/**
	 * @param {import('n8n-workflow').IWorkflowExecuteAdditionalData} _additionalData
	 * @param {import('n8n-workflow').INodeCredentialsDetails} _details
	 * @param {string} type
	 * @returns {Promise<CredentialData>}
	 */
	async getDecrypted(_additionalData, _details, type) {
		this.reads += 1;
		const data = this.given[type];
		if (!data) throw new Error(`No credential of the type "${type}" was given to the runner`);
		return { ...data };
	}

	/** @returns {Promise<never>} */
	async getCredentials() {
		throw new Error('The runner stores no credentials');
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	/** @param {string} type */
	getCredentialsProperties(type) {
		return this.loaded.credentialType(type).properties;
	}
}

const URL_OF_NOTHING = 'http://127.0.0.1:1';

/**
 * What n8n's server hands to the engine beside the workflow.
 * @param {LoadedPackage} loaded
 * @param {Record<string, CredentialData>} credentials by credential type
 * @param {import('n8n-workflow').WorkflowExecuteMode} [mode]
 * @returns {import('n8n-workflow').IWorkflowExecuteAdditionalData}
 */
function additionalDataFor(loaded, credentials, mode = 'manual') {
	const executionId = randomUUID();
	const hooks = new core.ExecutionLifecycleHooks(mode, executionId, {
		id: '1',
		name: 'Runner',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: [],
		connections: {},
	});
	/** @type {Partial<import('n8n-workflow').IWorkflowExecuteAdditionalData>} */
	const data = {
		credentialsHelper: new GivenCredentials(loaded, credentials),
		hooks,
		executionId,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${URL_OF_NOTHING}/rest`,
		instanceBaseUrl: URL_OF_NOTHING,
		formBaseUrl: `${URL_OF_NOTHING}/form`,
		formWaitingBaseUrl: `${URL_OF_NOTHING}/form-waiting`,
		formTestBaseUrl: `${URL_OF_NOTHING}/form-test`,
		webhookBaseUrl: `${URL_OF_NOTHING}/webhook`,
		webhookWaitingBaseUrl: `${URL_OF_NOTHING}/webhook-waiting`,
		webhookTestBaseUrl: `${URL_OF_NOTHING}/webhook-test`,
		mcpBaseUrl: `${URL_OF_NOTHING}/mcp`,
		mcpTestBaseUrl: `${URL_OF_NOTHING}/mcp-test`,
		variables: {},
		logAiEvent: () => {},
	};
	return /** @type {import('n8n-workflow').IWorkflowExecuteAdditionalData} */ (data);
}

module.exports = { additionalDataFor, GivenCredentials };
