const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { openBrowser, openEditorPage } = require('./editor/browser');
const { allStates } = require('./editor/states');
const docs = require('./editor/states/docs');
const { settle, take } = require('./editor/steps');
const { nodeOf, prepareWorkflow } = require('./editor/workflow');
const { runCommand } = require('./n8n/command');
const { PROJECT, STATE } = require('./n8n/folders');
const { startSandboxProcess } = require('./n8n/novu');
const { say } = require('./n8n/progress');
const { openN8n, temporaryFolder } = require('./n8n/session');

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./editor/state').EditorState} EditorState
 */

const USAGE = `Usage: node scripts/editor-screenshots.js [options] [name...]

Saves pictures of the nodes in n8n's real editor, set up on the sandbox. Needs a Chromium (its program
in CHROMIUM, if it is not at the usual place). A name is that of a state in scripts/editor/states, or
the start of several, such as "trigger".

  --out DIR      where the pictures go (default: .n8n/screenshots)
  --theme NAME   light, dark or both (default: light)
  --docs         takes those of the README, into docs/images
  --list         says which states there are`;

/** What the parts of a page are found by. */
const PARTS = {
	node: '[data-test-id=ndv]',
	fields: '[data-test-id=node-parameters]',
	dialog: '[data-test-id=editCredential-modal]',
};

/** What the nodes on the canvas are found by. */
const NODES = '[data-test-id=canvas-node]';

/** Where the pictures of the README are. */
const DOCS = path.join(PROJECT, 'docs', 'images');

/** The address that n8n says it has: a picture must not hold the port of the day. */
const WEBHOOK_URL = 'https://n8n.example.com/';

/**
 * @param {Page} page
 * @param {EditorState} state
 * @param {string} file
 */
async function save(page, { part }, file) {
	if (part) await page.locator(PARTS[part]).first().screenshot({ path: file });
	else await page.screenshot({ path: file });
}

/**
 * Waits for the node that a state is about, and opens it unless it stays closed.
 * @param {Page} page
 * @param {EditorState} state
 */
async function openNode(page, state) {
	const node = page.locator(`${NODES}[data-node-name="${nodeOf(state).name}"]`);
	await node.waitFor();
	if (state.steps?.includes('canvas')) return;
	await node.dblclick();
	await page.locator(PARTS.node).waitFor();
}

/**
 * @param {Page} page
 * @param {string} address
 * @param {EditorState} state
 * @param {string} file
 */
async function takePicture(page, address, state, file) {
	if (state.size) await page.setViewportSize(state.size);
	await page.goto(address);
	if (state.example) await page.locator(NODES).first().waitFor();
	else await openNode(page, state);
	await settle(page);
	for (const step of state.steps ?? []) await take(page, step);
	await save(page, state, file);
}

/**
 * @param {EditorState[]} states
 * @param {Array<'light' | 'dark'>} themes
 * @param {string} folder
 * @returns {Promise<boolean>} whether every picture was taken
 */
async function takePictures(states, themes, folder) {
	const [{ client }, novu] = await Promise.all([
		openN8n({ userFolder: temporaryFolder(), env: { WEBHOOK_URL } }),
		startSandboxProcess(),
	]);
	const browser = await openBrowser();
	let complete = true;
	for (const theme of themes) {
		for (const state of states) {
			const file = path.join(folder, `${state.name}${theme === 'dark' ? '-dark' : ''}.png`);
			const page = await openEditorPage(browser, client, theme);
			page.setDefaultTimeout(15_000);
			try {
				await takePicture(page, await prepareWorkflow(client, novu, state), state, file);
				say(file);
			} catch (error) {
				complete = false;
				await page.screenshot({ path: file });
				say(`${file} is incomplete: ${error instanceof Error ? error.message : error}`);
			}
			await page.context().close();
		}
	}
	await browser.close();
	return complete;
}

/**
 * @returns {Promise<boolean>} whether all went well
 */
async function main() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			out: { type: 'string' },
			theme: { type: 'string', default: 'light' },
			docs: { type: 'boolean' },
			list: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) {
		say(USAGE);
		return true;
	}
	const states = (values.docs ? docs : allStates()).filter(
		({ name }) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)),
	);
	if (values.list || states.length === 0) {
		say(states.map(({ name }) => name).join('\n') || 'No state has such a name.');
		return states.length > 0;
	}
	const themes = values.theme === 'both' ? ['light', 'dark'] : [values.theme];
	const folder = values.out ?? (values.docs ? DOCS : path.join(STATE, 'screenshots'));
	fs.mkdirSync(folder, { recursive: true });
	return await takePictures(states, /** @type {Array<'light' | 'dark'>} */ (themes), folder);
}

runCommand(main);
