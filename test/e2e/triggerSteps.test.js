const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { openBrowser } = require('../../scripts/editor/browser');
const { EXAMPLE_SECRET, OTHER_SECRET, failedPush, post, signed } = require('../trigger/sender');
const { NOVU_ENTRY, entry, forgetCredentials, input, openEmptyCanvas, part } = require('./editor');
const { connect } = require('./support');
const { NODE, endedExecutions } = require('./triggerSupport');

/**
 * @typedef {import('playwright-core').Browser} Browser
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../../scripts/n8n/client').SavedWorkflow} SavedWorkflow
 */

/** The entry of the panel that adds the trigger, and what 'Trigger On' then is. */
const ON_EVENT = 'On an event in Novu';
const EVENT = 'Event';

/** What each step names, in the order in which they are told. */
const STEPS = [/^1\. .*Production URL/, /^2\. .*endpoint/, /^3\. .*credential/, /^4\. Publish/];

/** What n8n says of a workflow whose trigger has no credential yet. */
const NOT_YET = '1 node has issues, fix them before publishing.';

/**
 * Adds the trigger to the empty canvas, and leaves it open.
 * @param {Page} page
 */
async function addTrigger(page) {
	await part(page, 'canvas-add-button').click();
	await part(page, 'node-creator-search-bar').waitFor();
	await page.keyboard.type('novu trigger');
	await entry(page, NOVU_ENTRY).click();
	await entry(page, ON_EVENT).click();
	await part(page, 'ndv').waitFor();
}

/**
 * Closes the node and adds one behind it: n8n looks for what is missing in nodes that are connected.
 * @param {Page} page
 */
async function addNodeBehind(page) {
	await part(page, 'ndv-close-button').click();
	await part(page, 'canvas-handle-plus').click();
	await part(page, 'node-creator-search-bar').waitFor();
	await page.keyboard.type('no operation');
	await entry(page, 'No Operation, do nothing').click();
	await part(page, 'ndv').waitFor();
	await part(page, 'ndv-close-button').click();
}

/**
 * @param {Page} page
 * @returns {Promise<string[]>} the lines of the notice that the open node shows
 */
async function noticeOf(page) {
	const text = await part(page, 'ndv').getByRole('alert').first().innerText();
	return text.split('\n').filter((line) => line.trim() !== '');
}

/**
 * Step 1: opens 'Webhook URLs', chooses 'Production URL', clicks the URL.
 * @param {Page} page
 * @returns {Promise<{ shown: string, copied: string }>}
 */
async function copyProductionUrl(page) {
	const node = part(page, 'ndv');
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await node.getByText('Webhook URLs', { exact: true }).click();
	await node.getByText('Production URL', { exact: true }).click();
	const url = node.getByText(/^http\S+\/webhook\//);
	const shown = (await url.innerText()).trim();
	await url.click();
	await page.getByText('URL copied').waitFor();
	// The page that is read is that of the browser.
	const copied = await page.evaluate('navigator.clipboard.readText()');
	return { shown, copied: String(copied) };
}

/**
 * Step 3: puts the secret into a new credential.
 * @param {Page} page
 * @param {string} secret
 */
async function connectSecret(page, secret) {
	await part(page, 'node-credentials-empty-state').getByRole('button').click();
	await input(page, 'signingSecret').fill(secret);
	await part(page, 'credential-save-button').click();
	// n8n closes the dialog where the credential's test succeeds, and leaves it open otherwise.
	await part(page, 'editCredential-modal').waitFor({ state: 'hidden' });
}

/**
 * Step 4, with the node closed.
 * @param {Page} page
 */
async function publish(page) {
	await part(page, 'workflow-open-publish-modal-button').click();
	await part(page, 'workflow-publish-button').click();
	await page.getByText('Workflow published').first().waitFor();
}

describe('the steps that the Novu Trigger tells for events', () => {
	const n8n = connect();
	/** @type {Browser | undefined} */
	let browser;
	/** @type {Page} */
	let page;
	let url = '';

	before(async () => {
		await forgetCredentials(n8n);
		browser = await openBrowser();
		page = await openEmptyCanvas(browser, n8n);
		await addTrigger(page);
	});
	after(() => browser?.close());

	/** @returns {Promise<SavedWorkflow>} the workflow that stands in the editor */
	const workflow = async () => {
		const id = /\/workflow\/(\w+)/.exec(page.url())?.[1];
		return await n8n.request('GET', `/rest/workflows/${id}`);
	};
	const executions = async () => await endedExecutions(n8n, await workflow());
	const chosen = async () => await input(page, 'triggerOn').inputValue();

	it('are numbered, in the order in which they are done', async () => {
		const lines = await noticeOf(page);
		for (const [index, step] of STEPS.entries()) assert.match(lines[index], step);
	});

	it('begin with the production URL, which a click copies', async () => {
		const { shown, copied } = await copyProductionUrl(page);
		assert.equal(copied, shown);
		assert.ok(shown.startsWith(`${n8n.url}/webhook/`), shown);
		url = shown;
	});

	it('cannot be ended before the credential is there: n8n publishes nothing, and refuses events', async () => {
		await addNodeBehind(page);
		await part(page, 'workflow-open-publish-modal-button').hover({ force: true });
		await part(page, 'tooltip-content').getByText(NOT_YET).first().waitFor();
		assert.ok(await part(page, 'workflow-open-publish-modal-button').isDisabled());
		assert.equal((await post(url, signed(failedPush()))).status, 404);
	});

	it('keep what the trigger is for when the credential is saved', async () => {
		await part(page, 'canvas-node').filter({ hasText: NODE }).dblclick();
		assert.equal(await chosen(), EVENT);
		await connectSecret(page, EXAMPLE_SECRET);
		assert.equal(await chosen(), EVENT);
		await part(page, 'ndv-close-button').click();
	});

	it('end with a workflow that an event starts, once, and that nobody else can start', async () => {
		await publish(page);
		const event = failedPush('tøken ✓');
		const delivery = signed(event);
		const forged = signed(failedPush(), { secrets: [OTHER_SECRET] });
		assert.equal((await post(url, forged)).status, 401);
		assert.deepEqual(await executions(), []);
		assert.equal((await post(url, delivery)).status, 200);
		assert.equal((await post(url, delivery)).status, 200);
		const [{ mode, status, items }, ...more] = await executions();
		assert.deepEqual(more, []);
		assert.deepEqual({ mode, status }, { mode: 'webhook', status: 'success' });
		assert.equal(items[0].id, event.id);
		assert.equal(/** @type {any} */ (items[0].error).deviceToken, 'tøken ✓');
	});
});
