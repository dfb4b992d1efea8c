/**
 * @typedef {import('playwright-core').Page} Page
 */

/**
 * Waits until n8n's editor has nothing under way any more.
 * @param {Page} page
 */
async function settle(page) {
	await page.waitForLoadState('networkidle');
	await page.waitForTimeout(600);
}

/**
 * @param {Page} page
 * @param {string} text
 * @returns {import('playwright-core').Locator} what shows this text, or asks for it
 */
function shown(page, text) {
	return page.getByText(text, { exact: true }).or(page.getByPlaceholder(text, { exact: true }));
}

/**
 * What a state's steps do, by their first word; the rest of the step is what they do it to.
 * @type {Record<string, (page: Page, rest: string) => Promise<void>>}
 */
const STEPS = {
	/** Leaves the node closed. */
	canvas: async (page) => await page.keyboard.press('Escape'),
	/** Opens the panel that adds a node. */
	add: async (page) => await page.locator('[data-test-id=node-creator-plus-button]').click(),
	/** Opens an entry of that panel. */
	entry: async (page, text) => {
		const entries = page.locator('[data-test-id=item-iterator-item]');
		await entries.filter({ hasText: text }).first().click();
	},
	/** Opens the list of a resource locator, by its parameter's name. */
	list: async (page, name) => {
		const field = page.locator(`[data-test-id="resource-locator-${name}"]`);
		await field.locator('[data-test-id=rlc-input-container] input').last().click();
	},
	/** Opens a drop-down list, by its parameter's name. */
	options: async (page, name) =>
		await page.locator(`[data-test-id="parameter-input-${name}"] input`).first().click(),
	/** Clicks the first text or placeholder. */
	click: async (page, text) => await shown(page, text).first().click(),
	/** Types into what has the focus. */
	search: async (page, text) => await page.keyboard.type(text, { delay: 30 }),
	/** Executes the node, up to n8n's message that it has ended. */
	execute: async (page) => {
		await page.locator('[data-test-id=node-execute-button]').first().click();
		await page.locator('.el-notification').first().waitFor();
	},
	/** Opens the node's credential. */
	credential: async (page) => {
		await page.locator('[data-test-id=credential-edit-button]').click();
		await page.locator('[data-test-id=credential-save-button]').waitFor();
	},
	/** Opens the dialog for a new credential. */
	'new-credential': async (page) => {
		const first = page.locator('[data-test-id=node-credentials-empty-state]').getByRole('button');
		const select = page.locator('[data-test-id=node-credentials-select]');
		await first.or(select).first().waitFor();
		if (await first.isVisible()) {
			await first.click();
		} else {
			await select.click();
			await page.locator('[data-test-id=node-credentials-select-item-new]').click();
		}
		await page.locator('[data-test-id=credential-save-button]').waitFor();
	},
	/** Fills a text field, by its parameter's name. */
	fill: async (page, rest) => {
		const [name, ...text] = rest.split(' ');
		const field = page.locator(`[data-test-id="parameter-input-${name}"]`).last();
		await field.locator('input, textarea').last().fill(text.join(' '));
	},
	/** Scrolls the fields to their end. */
	scroll: async (page) => {
		await page.locator('[data-test-id=node-parameters]').hover();
		await page.mouse.wheel(0, 5000);
	},
	/** Shows the output as Schema, Table or JSON. */
	output: async (page, view) => {
		const pane = page.locator('[data-test-id=output-panel]');
		await pane.getByText(view, { exact: true }).click();
	},
	/** Waits until a text is there. */
	await: async (page, text) => await page.getByText(text).first().waitFor(),
	/** Closes the messages in the corner. */
	quiet: async (page) => {
		const close = page.locator('.el-notification__closeBtn');
		while ((await close.count()) > 0) {
			await close.first().click();
			await page.waitForTimeout(500);
		}
	},
};

/**
 * @param {Page} page
 * @param {string} step a word of {@link STEPS}, and what it is done to
 * @throws {Error} when the page does not have it
 */
async function take(page, step) {
	const [word, ...rest] = step.split(' ');
	await STEPS[word](page, rest.join(' '));
	await settle(page);
}

module.exports = { settle, take };
