// Turns the drawings of docs/sketches into pictures of docs/images: npm's page shows no SVG.
const fs = require('node:fs');
const path = require('node:path');
const { openBrowser } = require('./editor/browser');
const { runCommand } = require('./n8n/command');
const { PROJECT } = require('./n8n/folders');
const { say } = require('./n8n/progress');

const SKETCHES = path.join(PROJECT, 'docs', 'sketches');
const IMAGES = path.join(PROJECT, 'docs', 'images');

async function main() {
	const browser = await openBrowser();
	const page = await browser.newPage();
	for (const name of fs.readdirSync(SKETCHES).filter((file) => file.endsWith('.svg'))) {
		const file = path.join(IMAGES, name.replace(/\.svg$/, '.png'));
		await page.setContent(fs.readFileSync(path.join(SKETCHES, name), 'utf8'));
		await page.locator('svg').screenshot({ path: file });
		say(file);
	}
	await browser.close();
}

runCommand(main);
