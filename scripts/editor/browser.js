const fs = require('node:fs');
const { chromium } = require('playwright-core');

/** Where the browser usually is; `CHROMIUM` names another one. */
const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What is said where none is there: no package of npm brings its program along. */
const MISSING = `n8n's editor is opened with Chromium, and this machine has none at ${USUAL.join(', ')}.
Debian: apt-get install chromium     Ubuntu, macOS: install Google Chrome or Chromium
Elsewhere than there: name its program in the environment variable CHROMIUM.`;

/** The browser talks to this machine only and keeps to itself. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/**
 * @returns {Promise<import('playwright-core').Browser>} a headless Chromium
 * @throws {Error} when the machine has none
 */
async function openBrowser() {
	const executablePath = process.env.CHROMIUM ?? USUAL.find((path) => fs.existsSync(path));
	if (!executablePath) throw new Error(MISSING);
	return await chromium.launch({ executablePath, args: FLAGS });
}

/**
 * Opens a page of n8n's editor as the client's user.
 * @param {import('playwright-core').Browser} browser
 * @param {import('../n8n/client').N8nClient} client
 * @param {'light' | 'dark'} theme
 * @returns {Promise<import('playwright-core').Page>}
 */
async function openEditorPage(browser, client, theme) {
	const viewport = { width: 1600, height: 1000 };
	const context = await browser.newContext({ colorScheme: theme, viewport });
	const [name, value] = client.session.split('=', 2);
	await context.addCookies([{ name, value, url: client.url }]);
	return await context.newPage();
}

module.exports = { openBrowser, openEditorPage };
