const execa = require('execa');
const { renameSync, rmSync } = require('node:fs');
const { dest, series, src } = require('gulp');

/** What n8n reads beside the compiled classes: icons, codex files and sample schemas. */
const ASSETS = ['credentials/**/*.svg', 'nodes/**/*.svg', 'nodes/**/*.json'];

/** The build goes here first and is renamed at the end: `dist/` must never be half built. */
const NEXT = `.dist-${process.pid}`;

/**
 * Compiles `credentials/` and `nodes/`.
 * @returns {Promise<void>} rejects where TypeScript finds a mistake
 */
async function compile() {
	const args = ['-p', 'tsconfig.json', '--outDir', NEXT];
	const options = { preferLocal: true, stdio: 'inherit', reject: false };
	const { failed } = await execa('tsc', args, options);
	if (!failed) return;
	rmSync(NEXT, { recursive: true, force: true });
	throw new Error('TypeScript found mistakes, see above');
}

/**
 * Copies the assets to their place beside the compiled files.
 * @returns {NodeJS.ReadWriteStream}
 */
function assets() {
	return src(ASSETS, { base: '.', encoding: false }).pipe(dest(NEXT));
}

/**
 * Replaces the old build, of which nothing is kept.
 * @returns {Promise<void>}
 */
async function replace() {
	rmSync('dist', { recursive: true, force: true });
	renameSync(NEXT, 'dist');
}

exports.build = series(compile, assets, replace);
exports.default = exports.build;
