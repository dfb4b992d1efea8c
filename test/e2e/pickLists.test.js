const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { NODE_TYPE } = require('../../scripts/n8n/examples');
const { connect, openSandbox } = require('./support');

describe('the pick lists', () => {
	const n8n = connect();
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;

	before(async () => {
		novu = await openSandbox(n8n);
	});
	after(() => novu.sandbox.close());

	/**
	 * @param {string} method
	 * @param {Partial<import('../../scripts/n8n/client').ParameterQuestion>} [question]
	 */
	const list = (method, question) =>
		n8n.listSearch({ type: NODE_TYPE, method, credentials: novu.credentials, ...question });

	it('finds a subscriber by e-mail', async () => {
		const { results } = await list('searchSubscribers', { filter: 'grace.hopper@example.com' });
		assert.deepEqual(
			results.map(({ value }) => value),
			['crm-1002'],
		);
	});

	it('goes through all subscribers page by page', async () => {
		for (let index = 0; index < 120; index += 1)
			novu.sandbox.store.addSubscriber(`page-${index}`, {});
		/** @type {Set<unknown>} */
		const seen = new Set();
		let entries = 0;
		let paginationToken;
		do {
			const page = await list('searchSubscribers', { paginationToken });
			page.results.forEach(({ value }) => seen.add(value));
			entries += page.results.length;
			paginationToken = /** @type {string | undefined} */ (page.paginationToken);
		} while (paginationToken);
		novu.sandbox.reset();
		assert.ok(seen.has('crm-1001') && seen.has('page-0') && seen.has('page-119'));
		assert.equal(entries, seen.size);
	});

	it("offers the provider's active integrations", async () => {
		const { results } = await list('searchIntegrations', { parameters: { providerId: 'fcm' } });
		assert.deepEqual(results.map(({ value }) => value).sort(), ['fcm-android', 'fcm-ios']);
	});

	it('says why a list cannot be loaded', async () => {
		const { id, name } = await n8n.saveCredential({
			name: 'Wrong key',
			type: 'novuApi',
			data: { apiKey: 'wrong-key-0123456789', region: 'custom', baseUrl: novu.sandbox.url },
		});
		const credentials = { novuApi: { id, name } };
		await assert.rejects(list('searchSubscribers', { credentials }), /cannot be loaded/);
	});
});
