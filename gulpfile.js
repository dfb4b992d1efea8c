const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dest, parallel, series, src } = require('gulp');

/** What n8n reads beside the compiled classes: icons, codex files and sample schemas. */
const ASSETS = ['credentials/**/*.svg', 'nodes/**/*.svg', 'nodes/**/*.json'];

/**
 * Empties `dist/`, so that nothing which the sources no longer hold is published.
 * @returns {Promise<void>}
 */
async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

/**
 * Compiles `credentials/` and `nodes/` to `dist/`.
 * @returns {Promise<void>} rejects where TypeScript finds a mistake
 */
async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});
	if (status !== 0) throw new Error('TypeScript found mistakes, see above');
}

/**
 * Copies the assets to their place in `dist/`.
 * @returns {NodeJS.ReadWriteStream}
 */
function assets() {
	return src(ASSETS, { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.build = series(clean, parallel(compile, assets));
exports.default = exports.build;
