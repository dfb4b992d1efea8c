// `npm run release:files`: what goes with a release, into `release/`.
const fs = require('node:fs');
const path = require('node:path');
const { runCommand } = require('./n8n/command');
const { PROJECT } = require('./n8n/folders');
const { npm } = require('./n8n/npm');
const { packProject } = require('./n8n/package');
const { sha256, withCommitted } = require('./release/build');
const { sectionsOf } = require('./release/changelog');
const { licences } = require('./release/licences');

const FOLDER = path.join(PROJECT, 'release');

/**
 * @param {string} name
 * @param {string} contents
 */
function write(name, contents) {
	fs.writeFileSync(path.join(FOLDER, name), contents);
}

/**
 * @param {string} folder of the package
 * @param {string[]} omitted kinds of dependencies that are left out
 * @param {string[]} settings others of npm
 * @returns {Promise<string>} the SBOM, as CycloneDX has it
 */
async function sbom(folder, omitted, ...settings) {
	const omit = omitted.map((kind) => `--omit=${kind}`);
	return await npm(
		['sbom', '--package-lock-only', '--sbom-format=cyclonedx', ...omit, ...settings],
		{ cwd: folder },
	);
}

/**
 * Makes the files.
 * @param {string} folder with what is committed
 * @returns {Promise<string>} the tarball
 */
async function make(folder) {
	const tarball = await packProject(FOLDER, folder);
	const shipped = await sbom(folder, ['dev', 'peer']);
	// Tools disagree about peers of each other, which npm's SBOM would stop at.
	const all = await sbom(folder, [], '--legacy-peer-deps');
	write('sbom.cdx.json', shipped);
	write('sbom-development.cdx.json', all);
	write('LICENCES.md', licences(JSON.parse(shipped), JSON.parse(all)));
	const [newest] = sectionsOf(fs.readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8'));
	write('NOTES.md', `${newest.text}\n`);
	return tarball;
}

/** @returns {Promise<void>} */
async function main() {
	fs.rmSync(FOLDER, { recursive: true, force: true });
	fs.mkdirSync(FOLDER);
	const tarball = await withCommitted(PROJECT, make);
	const names = fs.readdirSync(FOLDER).sort();
	const sums = names.map((name) => `${sha256(path.join(FOLDER, name))}  ${name}\n`);
	write('SHA256SUMS', sums.join(''));
	process.stdout.write(`${path.basename(tarball)} and what goes with it are in release/\n`);
}

runCommand(main);
