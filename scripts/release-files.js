// `npm run release:files`: what goes with a release, into `release/`.
const fs = require('node:fs');
const path = require('node:path');
const { PROJECT } = require('./n8n/folders');
const { npm } = require('./n8n/npm');
const { endChildrenOnSignals } = require('./n8n/processes');
const { packCommitted, sha256 } = require('./release/build');
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
 * @param {string[]} omitted kinds of dependencies that are left out
 * @returns {Promise<string>} the SBOM, as CycloneDX has it
 */
async function sbom(omitted) {
	const omit = omitted.map((kind) => `--omit=${kind}`);
	return await npm(['sbom', '--package-lock-only', '--sbom-format=cyclonedx', ...omit], {
		cwd: PROJECT,
	});
}

/** @returns {Promise<void>} */
async function main() {
	fs.rmSync(FOLDER, { recursive: true, force: true });
	fs.mkdirSync(FOLDER);
	const tarball = await packCommitted(PROJECT, FOLDER);
	const shipped = await sbom(['dev', 'peer']);
	const all = await sbom([]);
	write('sbom.cdx.json', shipped);
	write('sbom-development.cdx.json', all);
	write('LICENCES.md', licences(JSON.parse(shipped), JSON.parse(all)));
	const [newest] = sectionsOf(fs.readFileSync(path.join(PROJECT, 'CHANGELOG.md'), 'utf8'));
	write('NOTES.md', `${newest.text}\n`);
	const names = fs.readdirSync(FOLDER).sort();
	const sums = names.map((name) => `${sha256(path.join(FOLDER, name))}  ${name}\n`);
	write('SHA256SUMS', sums.join(''));
	process.stdout.write(`${path.basename(tarball)} and what goes with it are in release/\n`);
}

endChildrenOnSignals();
main().catch((error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
