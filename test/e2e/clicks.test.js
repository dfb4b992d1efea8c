const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { openBrowser } = require('../../scripts/editor/browser');
const { NOVU_ENTRY, entry, forgetCredentials, input, openEmptyCanvas, part } = require('./editor');
const { connect, useSandbox } = require('./support');

/**
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('playwright-core').Page} Page
 */

/** What a person may need who has never seen the nodes; typing and drags are not counted. */
const MOST_CLICKS = 10;

/** What people look for who do not know the name; n8n searches through names, descriptions and aliases. */
const SEARCH_WORDS = [
	'push notification',
	'device tokens',
	'firebase',
	'send notification',
	'in-app',
	'whatsapp',
	'slack message',
];

/** One of the sandbox's subscribers. */
const SUBSCRIBER = 'crm-1001';
const TOKEN = 'phone-of-ten-clicks';

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
		await this.click(part(page, 'canvas-add-button'));
		await part(page, 'node-creator-search-bar').waitFor();
		await page.keyboard.type('novu');
		await this.click(entry(page, NOVU_ENTRY));
		await this.click(page.getByText(/^Actions \(\d+\)$/));
		await this.click(entry(page, 'Update credentials of a subscriber'));
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
		await forgetCredentials(n8n);
		browser = await openBrowser();
	});
	after(() => browser?.close());

	it('finds the node by what it is for, and reads that it sends', async () => {
		assert.ok(browser);
		const page = await openEmptyCanvas(browser, n8n);
		await part(page, 'canvas-add-button').click();
		for (const word of SEARCH_WORDS) {
			await part(page, 'node-creator-search-bar').fill(word);
			await entry(
				page,
				/^\s*Novu(?! Polling).*Sends notifications and writes device tokens/s,
			).waitFor();
		}
	});

	it(`gets from an empty canvas to tokens in Novu in ${MOST_CLICKS} clicks, the credential included`, async () => {
		assert.ok(browser);
		const person = new Person(await openEmptyCanvas(browser, n8n));
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
