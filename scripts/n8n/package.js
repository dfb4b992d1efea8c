const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { PROJECT } = require('./folders');
const { npm } = require('./npm');
const { run } = require('./processes');

/**
 * @param {string} file
 * @returns {Record<string, any>}
 */
function readJson(file) {
	return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/**
 * @param {string} file
 * @param {object} contents
 */
function writeJson(file, contents) {
	fs.writeFileSync(file, JSON.stringify(contents, null, 2));
}

/**
 * Builds the project and packs it as it would be published.
 * @param {string} folder where the tarball goes
 * @param {string} [project] another package to build and pack
 * @returns {Promise<string>} the tarball
 * @throws {Error} when the build or `npm pack` fails
 */
async function packProject(folder, project = PROJECT) {
	await npm(['run', 'build'], { cwd: project });
	const answer = await npm(['pack', '--json', '--pack-destination', folder], { cwd: project });
	const [{ filename }] = JSON.parse(answer);
	return path.join(folder, filename);
}

/**
 * Names a package in n8n's list of installed ones.
 * @param {string} nodesFolder
 * @param {string} name
 * @param {string} version
 */
function addToLedger(nodesFolder, name, version) {
	const file = path.join(nodesFolder, 'package.json');
	const ledger = fs.existsSync(file)
		? readJson(file)
		: { name: 'installed-nodes', private: true, dependencies: {} };
	ledger.dependencies = { ...ledger.dependencies, [name]: version };
	writeJson(file, ledger);
}

/**
 * Installs a package's tarball the way n8n 2.41 installs a community package (its
 * `community-packages.service`), in place of the version that is there. n8n loads it at its next
 * start. n8n's own REST call for this takes names in a registry only, no files.
 * @param {string} tarball
 * @param {string} userFolder n8n's user folder
 * @returns {Promise<string>} the package's name
 */
async function installTarball(tarball, userFolder) {
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	const unpacked = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-'));
	await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	const manifest = readJson(path.join(unpacked, 'package.json'));
	const target = path.join(nodesFolder, 'node_modules', manifest.name);
	fs.rmSync(target, { recursive: true, force: true });
	fs.cpSync(unpacked, target, { recursive: true });
	fs.rmSync(unpacked, { recursive: true, force: true });

	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = manifest;
	writeJson(path.join(target, 'package.json'), kept);
	await npm(
		['install', '--audit=false', '--fund=false', '--bin-links=false'].concat(
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		),
		{ cwd: target },
	);
	addToLedger(nodesFolder, manifest.name, manifest.version);
	return manifest.name;
}

module.exports = { packProject, installTarball };
