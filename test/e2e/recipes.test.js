const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { after, before, describe, it } = require('node:test');
const axios = require('axios').default;
const { outputItems } = require('../../scripts/n8n/client');
const { withCredentials } = require('../../scripts/n8n/examples');
const { exampleCalled, headerCredential, publishWebhook, runExample } = require('./exampleSupport');
const { connect, credentialData, openSandbox, sandboxApi } = require('./support');

const MANUAL = 'When clicking ‘Execute workflow’';

describe('the recipes for operators', () => {
	const n8n = connect();
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;

	before(async () => {
		novu = await openSandbox(n8n);
	});
	after(() => novu.sandbox.close());

	/**
	 * @param {string} name of the example
	 * @param {import('./support').NodeCredentials} [credentials]
	 */
	async function run(name, credentials = novu.credentials) {
		const execution = await runExample(n8n, name, credentials, { trigger: MANUAL });
		const { error } = execution.data.resultData;
		assert.equal(execution.status, 'success', `${error?.message} ${error?.description}`);
		return execution;
	}

	it('backs every workflow and layout up into a file', async () => {
		await sandboxApi(novu.sandbox).post('/v2/layouts', { layoutId: 'newsletter', name: 'Monthly' });
		const execution = await run('Back up all workflows and layouts of Novu');
		const files = outputItems(execution, 'Make a file of each');
		const names = files.map(({ binary }) => binary?.data.fileName).sort();
		const wanted = novu.sandbox.store.workflows.all.map(({ identifier }) => `${identifier}.json`);
		assert.deepEqual(names, wanted.sort());
		const layouts = outputItems(execution, 'Make a file of each layout');
		assert.deepEqual(
			layouts.map(({ binary }) => binary?.data.fileName).sort(),
			novu.sandbox.store.layouts.all.map(({ layoutId }) => `layout-${layoutId}.json`).sort(),
		);
	});

	it('promotes a workflow with a credential for each environment', async () => {
		const { production } = novu.sandbox.store.organization;
		const { apiKey } = production.environment;
		const { id, name } = await n8n.saveCredential({
			name: `Production ${randomUUID()}`,
			type: 'novuApi',
			data: credentialData({ url: novu.sandbox.url, apiKey }),
		});
		const example = exampleCalled('Promote a workflow from Development to Production');
		const chosen = withCredentials(example, novu.credentials);
		const nodes = chosen.nodes.map((node) =>
			node.name === 'Write it to Production'
				? { ...node, credentials: { novuApi: { id, name } } }
				: node,
		);
		for (let times = 0; times < 2; times++) {
			const workflow = await n8n.createWorkflow({ ...chosen, nodes });
			const execution = await n8n.run(workflow, MANUAL);
			assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		}
		const promoted = production.workflows.lookup('identifier', 'order-shipped');
		assert.equal(promoted.length, 1);
		const source = novu.sandbox.store.workflows.first('identifier', 'order-shipped');
		assert.deepEqual(
			promoted[0].steps.map(({ stepId, content }) => [stepId, content]),
			source?.steps.map(({ stepId, content }) => [
				stepId,
				content.replace(/\{\{(\w+)\}\}/g, '{{payload.$1}}'),
			]),
		);
	});

	it('switches a workflow off and on by a webhook that asks for its header', async () => {
		const header = await headerCredential(n8n, { name: 'X-Switch', value: 'let-me' });
		const example = exampleCalled('Switch a workflow of Novu off and on');
		const url = await publishWebhook(n8n, example, { ...novu.credentials, ...header });
		/** @param {boolean} active @param {Record<string, string>} headers */
		const post = async (active, headers) =>
			await axios.post(
				url,
				{ workflow: 'incident', active },
				{ headers, validateStatus: () => true },
			);
		const isActive = () => novu.sandbox.store.workflows.first('identifier', 'incident')?.active;
		assert.equal((await post(false, {})).status, 403);
		assert.equal(isActive(), true);
		const { status, data } = await post(false, { 'X-Switch': 'let-me' });
		assert.deepEqual([status, [data].flat()[0].active, isActive()], [200, false, false]);
		await post(true, { 'X-Switch': 'let-me' });
		assert.equal(isActive(), true);
	});

	it('makes rows of texts, and texts of rows', async () => {
		const { translations } = novu.sandbox.store;
		await run('Translated table back to Novu');
		const group = translations.get('workflow:welcome');
		const content = { greeting: 'Hallo', farewell: 'Tschüss' };
		assert.deepEqual(group?.get('de_DE')?.content, content);
		const german = group?.get('de_DE');
		assert.ok(german);
		group?.set('en_US', { ...german, locale: 'en_US', content: { greeting: 'Hello' } });
		const execution = await run('Texts of Novu to a table');
		assert.deepEqual(
			outputItems(execution, 'One item a row').map(({ json }) => json),
			[{ workflow: 'welcome', key: 'greeting', text: 'Hello', translation: '' }],
		);
	});
});
