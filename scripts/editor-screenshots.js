const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { openBrowser, openEditorPage } = require('./n8n/browser');
const { CONTACT, PARAMETERS, STATES } = require('./n8n/editorStates');
const { NODE_TYPE } = require('./n8n/examples');
const { STATE } = require('./n8n/folders');
const { startSandboxProcess } = require('./n8n/novu');
const { endChildrenOnSignals, isEnding } = require('./n8n/processes');
const { say } = require('./n8n/progress');
const { openN8n, temporaryFolder } = require('./n8n/session');

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./n8n/editorStates').EditorState} EditorState
 */

const USAGE = `Usage: node scripts/editor-screenshots.js [options] [name...]

Saves pictures of the node in n8n's real editor. Needs a Chromium (its program in CHROMIUM, if it is
not at the usual place). Names choose among the states of scripts/n8n/editorStates.js.

  --out DIR      where the pictures go (default: .n8n/screenshots)
  --theme NAME   light or dark (default: both)
  --states FILE  a JSON list of states to show in place of those`;

const NODE = '[data-test-id=canvas-node][data-node-name="Novu"]';

/**
 * Waits until n8n's editor has nothing under way any more.
 * @param {Page} page
 */
async function settle(page) {
	await page.waitForLoadState('networkidle');
	await page.waitForTimeout(600);
}

/**
 * What a state's steps do, by their first word.
 * @type {Record<string, (page: Page, rest: string) => Promise<void>>}
 */
const STEPS = {
	canvas: async (page) => await page.keyboard.press('Escape'),
	add: async (page) => await page.locator('[data-test-id=node-creator-plus-button]').click(),
	list: async (page, name) => {
		const field = page.locator(`[data-test-id="resource-locator-${name}"]`);
		await field.locator('[data-test-id=rlc-input-container] input').last().click();
	},
	options: async (page, name) =>
		await page.locator(`[data-test-id="parameter-input-${name}"] input`).first().click(),
	click: async (page, text) => {
		const found = page.getByText(text, { exact: true }).or(page.getByPlaceholder(text));
		await found.first().click();
	},
	search: async (page, text) => await page.keyboard.type(text, { delay: 30 }),
	execute: async (page) => await page.locator('[data-test-id=node-execute-button]').click(),
	credential: async (page) => {
		await page.locator('[data-test-id=credential-edit-button]').click();
		await page.locator('[data-test-id=credential-save-button]').waitFor();
	},
	scroll: async (page) => {
		await page.locator('[data-test-id=node-parameters]').hover();
		await page.mouse.wheel(0, 2000);
	},
};

/**
 * @param {EditorState} state
 * @param {Record<string, { id: string, name: string }>} credentials
 * @returns {import('./n8n/client').WorkflowJson} manual trigger → Novu
 */
function workflowOf(state, credentials) {
	const items = state.items ?? [CONTACT];
	const common = { typeVersion: 1, parameters: {} };
	return {
		name: `Picture: ${state.name}`,
		nodes: [
			{
				...common,
				id: '1',
				name: 'CRM contact',
				type: 'n8n-nodes-base.manualTrigger',
				position: [0, 0],
			},
			{
				...common,
				id: '2',
				name: 'Novu',
				type: NODE_TYPE,
				position: [300, 0],
				parameters: /** @type {any} */ ({ ...PARAMETERS, ...state.parameters }),
				credentials,
			},
		],
		connections: { 'CRM contact': { main: [[{ node: 'Novu', type: 'main', index: 0 }]] } },
		pinData: { 'CRM contact': items.map((json) => ({ json })) },
	};
}

/**
 * @param {import('./n8n/client').N8nClient} client
 * @param {import('./n8n/novu').NovuTarget} novu
 * @param {EditorState} state
 * @returns {Promise<string>} the address of a workflow made for the state
 */
async function prepare(client, novu, state) {
	const { id, name } = await client.saveCredential({
		name: state.credential ? `Novu API (${state.name})` : 'Novu API',
		type: 'novuApi',
		data: { ...novu.credential, ...state.credential },
	});
	const workflow = await client.createWorkflow(workflowOf(state, { novuApi: { id, name } }));
	return `${client.url}/workflow/${workflow.id}`;
}

/**
 * @param {Page} page
 * @param {string} address
 * @param {EditorState} state
 * @param {string} file
 */
async function takePicture(page, address, state, file) {
	await page.goto(address);
	await page.locator(NODE).waitFor();
	const steps = state.steps ?? [];
	if (!steps.includes('canvas')) {
		await page.locator(NODE).dblclick();
		await page.locator('[data-test-id=ndv]').waitFor();
	}
	await settle(page);
	for (const step of steps) {
		const [word, ...rest] = step.split(' ');
		await STEPS[word](page, rest.join(' '));
		await settle(page);
	}
	await page.screenshot({ path: file });
}

/**
 * @param {EditorState[]} states
 * @param {Array<'light' | 'dark'>} themes
 * @param {string} folder
 * @returns {Promise<boolean>} whether every picture was taken
 */
async function takePictures(states, themes, folder) {
	const [{ client }, novu] = await Promise.all([
		openN8n({ userFolder: temporaryFolder() }),
		startSandboxProcess(),
	]);
	const browser = await openBrowser();
	let complete = true;
	for (const theme of themes) {
		for (const state of states) {
			const file = path.join(folder, `${state.name}-${theme}.png`);
			const page = await openEditorPage(browser, client, theme);
			try {
				await takePicture(page, await prepare(client, novu, state), state, file);
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
 * @returns {Promise<boolean>}
 */
async function main() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			out: { type: 'string', default: path.join(STATE, 'screenshots') },
			theme: { type: 'string' },
			states: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) {
		say(USAGE);
		return true;
	}
	/** @type {EditorState[]} */
	const all = values.states ? JSON.parse(fs.readFileSync(values.states, 'utf8')) : STATES;
	const chosen = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
	const themes = values.theme === 'dark' ? ['dark'] : values.theme ? ['light'] : ['light', 'dark'];
	fs.mkdirSync(values.out, { recursive: true });
	return await takePictures(chosen, /** @type {Array<'light' | 'dark'>} */ (themes), values.out);
}

endChildrenOnSignals();
main().then(
	(ok) => process.exit(ok ? 0 : 1),
	(error) => {
		if (isEnding()) return;
		say(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
