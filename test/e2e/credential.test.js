const assert = require('node:assert/strict');
const getPort = require('get-port');
const { createServer } = require('node:http');
const { describe, it } = require('node:test');
const { outputItems } = require('../../scripts/n8n/client');
const {
	NOVU,
	TRIGGER,
	connect,
	credentialData,
	manualWorkflow,
	node,
	useSandbox,
} = require('./support');

/**
 * @param {string} body
 * @returns {Promise<import('node:http').Server>} a server on a free port that is no Novu
 */
function otherServer(body) {
	const server = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/html' }).end(body);
	});
	return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('the credential test', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	/** @param {Partial<{ url: string, apiKey: string }>} changes */
	const test = (changes) => {
		const { url, apiKey } = novu.sandbox;
		const data = credentialData({ url, apiKey, ...changes });
		return n8n.testCredential(novu.credentials.novuApi, 'novuApi', data);
	};

	it('accepts the right key and names the environment', async () => {
		const { status, message } = await test({});
		assert.equal(status, 'OK', message);
		assert.match(message, /Development/);
	});

	it('accepts what is commonly pasted: the scheme, spaces, a version in the address', async () => {
		const { url, apiKey } = novu.sandbox;
		const { status, message } = await test({ url: `${url}/v1/`, apiKey: ` ApiKey ${apiKey}\n` });
		assert.equal(status, 'OK', message);
	});

	it('says that a key is unknown, without repeating it', async () => {
		const apiKey = 'no-such-key-0123456789';
		const { status, message } = await test({ apiKey });
		assert.equal(status, 'Error');
		assert.match(message, /does not know this API key/);
		assert.ok(!message.includes(apiKey));
	});

	it('says that nothing can be reached at an address', async () => {
		const port = await getPort({ host: '127.0.0.1' });
		const { status, message } = await test({ url: `http://127.0.0.1:${port}` });
		assert.equal(status, 'Error');
		assert.match(message, /cannot be reached/);
	});

	it('says that an address is not the one of a Novu', async () => {
		const server = await otherServer('<html>Welcome</html>');
		const address = /** @type {import('node:net').AddressInfo} */ (server.address());
		const { status, message } = await test({ url: `http://127.0.0.1:${address.port}` });
		server.close();
		assert.equal(status, 'Error');
		assert.match(message, /not as Novu's API does/);
	});

	it('says what is wrong with an address before anything is sent', async () => {
		const { status, message } = await test({ url: 'novu.example.com' });
		assert.equal(status, 'Error');
		assert.match(message, /https?:\/\//);
	});
});

describe('the credential', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	it("signs the requests of n8n's HTTP Request node, for calls that have no operation", async () => {
		const { sandbox, credentials } = novu;
		const parameters = {
			url: `${sandbox.url}/v1/environments/me`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'novuApi',
		};
		const request = node(NOVU, 'n8n-nodes-base.httpRequest', 4.2, { parameters, credentials });
		const workflow = await n8n.createWorkflow(manualWorkflow([{}], request));
		const [{ json }] = outputItems(await n8n.run(workflow, TRIGGER), NOVU);
		const { name } = /** @type {{ name: string }} */ (json.data);
		assert.equal(name, sandbox.store.environment.name);
	});
});
