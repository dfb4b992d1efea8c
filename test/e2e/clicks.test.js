const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { openBrowser, openEditorPage } = require('../../scripts/editor/browser');
const { connect, useSandbox } = require('./support');

/**
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('playwright-core').Page} Page
 */

/** What a person may need who has never seen the nodes; typing and drags are not counted. */
const MOST_CLICKS = 10;

/** How long the editor may take for one step, in milliseconds: it says when it is done. */
const PATIENCE_MS = 90_000;

/** One of the sandbox's subscribers. */
const SUBSCRIBER = 'crm-1001';
const TOKEN = 'phone-of-ten-clicks';

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

/** A person at the editor. Fields are reached with the Tab key, which is typing. */
class Person {
	clicks = 0;

	/** @param {Page} page */
	constructor(page) {
		this.page = page;
	}

	/** @param {Locator} target */
	async click(target) {
		await target.click();
		this.clicks += 1;
	}

	/** Adds the node to an empty canvas; n8n puts the manual trigger in front of it. */
	async addNode() {
		const { page } = this;
		const entries = part(page, 'item-iterator-item');
		await this.click(part(page, 'canvas-add-button'));
		await part(page, 'node-creator-search-bar').waitFor();
		await page.keyboard.type('novu');
		await this.click(entries.filter({ hasText: /^\s*Novu(?! Polling)/ }).first());
		await this.click(page.getByText(/^Actions \(\d+\)$/));
		await this.click(entries.filter({ hasText: 'Update credentials of a subscriber' }).first());
		await part(page, 'ndv').waitFor();
	}

	/**
	 * Makes the credential. The region is typed: it stays as it is for Novu Cloud in the US, and the
	 * sandbox alone has none.
	 * @param {{ url: string, apiKey: string }} server
	 */
	async connect({ url, apiKey }) {
		const { page } = this;
		await this.click(part(page, 'node-credentials-empty-state').getByRole('button'));
		await input(page, 'apiKey').fill(apiKey);
		await input(page, 'region').focus();
		await page.keyboard.press('Enter');
		const custom = page.getByRole('option', { name: 'Custom URL' });
		await custom.waitFor();
		while (!/hover/.test((await custom.getAttribute('class')) ?? '')) {
			await page.keyboard.press('ArrowDown');
		}
		await page.keyboard.press('Enter');
		await input(page, 'baseUrl').fill(url);
		await this.click(part(page, 'credential-save-button'));
		// n8n closes the dialog where the credential's test succeeds, and leaves it open otherwise.
		await part(page, 'editCredential-modal').waitFor({ state: 'hidden' });
	}

	/** Chooses the subscriber, gives the token, and has it written. */
	async writeToken() {
		const { page } = this;
		const field = part(page, 'resource-locator-subscriberId');
		await this.click(field.locator('[data-test-id=rlc-input-container] input').last());
		await this.click(part(page, 'rlc-item').filter({ hasText: SUBSCRIBER }).first());
		// The editor takes over what is typed a moment later: it is there when it is saved.
		const saved = page.waitForResponse((response) => {
			const sent = response.request().postData() ?? '';
			return /\/rest\/workflows/.test(response.url()) && sent.includes(TOKEN);
		});
		await input(page, 'deviceTokens').fill(TOKEN);
		await page.keyboard.press('Tab');
		await saved;
		await this.click(part(page, 'node-execute-button').first());
		await page.getByText('Node executed successfully').first().waitFor();
	}
}

describe('a person who has never seen the nodes', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);
	/** @type {import('playwright-core').Browser | undefined} */
	let browser;

	before(async () => {
		// A new n8n has no credential. Test files run one after the other, and each makes its own.
		/** @type {Array<{ id: string }>} */
		const saved = await n8n.request('GET', '/rest/credentials');
		for (const { id } of saved) await n8n.request('DELETE', `/rest/credentials/${id}`);
		browser = await openBrowser();
	});
	after(() => browser?.close());

	it(`gets from an empty canvas to tokens in Novu in ${MOST_CLICKS} clicks, the credential included`, async () => {
		assert.ok(browser);
		const page = await openEditorPage(browser, n8n, 'light');
		page.setDefaultTimeout(PATIENCE_MS);
		await page.goto(`${n8n.url}/workflow/new`);
		const person = new Person(page);
		await person.addNode();
		await person.connect(novu.sandbox);
		await person.writeToken();

		const channels = novu.sandbox.store.subscriber(SUBSCRIBER)?.channels ?? [];
		const tokens = channels
			.filter(({ providerId }) => providerId === 'fcm')
			.flatMap(({ credentials }) => credentials?.deviceTokens ?? []);
		assert.ok(tokens.includes(TOKEN), `tokens in Novu: ${tokens}`);
		assert.ok(person.clicks <= MOST_CLICKS, `${person.clicks} clicks`);
	});
});
