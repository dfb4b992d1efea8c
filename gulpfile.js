const { spawnSync } = require('node:child_process');
const { renameSync, rmSync } = require('node:fs');
const { dest, series, src } = require('gulp');

/** What n8n reads beside the compiled classes: icons, codex files and sample schemas. */
const ASSETS = ['credentials/**/*.svg', 'nodes/**/*.svg', 'nodes/**/*.json'];

/** Built here and put in place at the end, so that who reads `dist/` meanwhile finds it whole. */
const NEXT = `.dist-${process.pid}`;

/**
 * Compiles `credentials/` and `nodes/`.
 * @returns {Promise<void>} rejects where TypeScript finds a mistake
 */
async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	const args = [tsc, '-p', 'tsconfig.json', '--outDir', NEXT];
	const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
	if (status === 0) return;
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
 * Puts the new build in the place of the old one, of which nothing stays.
 * @returns {Promise<void>}
 */
async function replace() {
	rmSync('dist', { recursive: true, force: true });
	renameSync(NEXT, 'dist');
}

exports.build = series(compile, assets, replace);
exports.default = exports.build;
