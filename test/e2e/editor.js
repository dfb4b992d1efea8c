const { openEditorPage } = require('../../scripts/editor/browser');

/**
 * @typedef {import('playwright-core').Browser} Browser
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../../scripts/n8n/client').N8nClient} N8nClient
 */

/** How long the editor may take for one step, in milliseconds: it says when it is done. */
const PATIENCE_MS = 90_000;

/**
 * Deletes all credentials: a new n8n has none, and the editor chooses one that is there by itself.
 * Test files run one after the other, and each makes its own.
 * @param {N8nClient} n8n
 */
async function forgetCredentials(n8n) {
	/** @type {Array<{ id: string }>} */
	const saved = await n8n.request('GET', '/rest/credentials');
	for (const { id } of saved) await n8n.request('DELETE', `/rest/credentials/${id}`);
}

/**
 * @param {Browser} browser
 * @param {N8nClient} n8n
 * @returns {Promise<Page>} n8n's editor with an empty canvas
 */
async function openEmptyCanvas(browser, n8n) {
	const page = await openEditorPage(browser, n8n, 'light');
	page.setDefaultTimeout(PATIENCE_MS);
	await page.goto(`${n8n.url}/workflow/new`);
	return page;
}

/**
 * @param {Page} page
 * @param {string} id
 * @returns {Locator} what n8n marks with this ID for tests
 */
function part(page, id) {
	return page.locator(`[data-test-id="${id}"]`);
}

/**
 * @param {Page} page
 * @param {string} name of a parameter
 * @returns {Locator} where its value is typed
 */
function input(page, name) {
	return part(page, `parameter-input-${name}`).locator('input, textarea').first();
}

/**
 * @param {Page} page
 * @param {string | RegExp} text
 * @returns {Locator} the first entry of the panel that adds a node which has this text
 */
function entry(page, text) {
	return part(page, 'item-iterator-item').filter({ hasText: text }).first();
}

/** The entry of the nodes Novu and Novu Trigger, which n8n shows as one. */
const NOVU_ENTRY = /^\s*Novu(?! Polling)/;

module.exports = {
	NOVU_ENTRY,
	entry,
	forgetCredentials,
	input,
	openEmptyCanvas,
	part,
};
