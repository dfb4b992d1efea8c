// A copy of the project, in which one file at a time is mutated and tested.
const { spawn } = require('node:child_process');
const {
	cpSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { performance } = require('node:perf_hooks');
const ts = require('typescript');
const { PROJECT } = require('./mutants');

/** What no test needs; the packages are linked. */
const LEFT_OUT = ['node_modules', '.git', '.n8n', 'coverage'];

/** How a file is compiled for `dist`, as `tsconfig.json` says. @type {ts.CompilerOptions} */
const COMPILER = {
	module: ts.ModuleKind.CommonJS,
	target: ts.ScriptTarget.ES2022,
	esModuleInterop: true,
};

/** A mutant that lets its tests run so much longer than usual has been noticed, too. */
const TIMEOUT = { factor: 2, extraMs: 15_000 };

/** @typedef {'killed' | 'timeout' | 'survived' | 'invalid'} Verdict */

class Workspace {
	constructor() {
		this.folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-novu-mutation-'));
		const copied = (/** @type {string} */ from) =>
			!LEFT_OUT.includes(path.relative(PROJECT, from).split(path.sep)[0]);
		cpSync(PROJECT, this.folder, { recursive: true, filter: copied });
		symlinkSync(path.join(PROJECT, 'node_modules'), path.join(this.folder, 'node_modules'));
	}

	/**
	 * Runs a stage of tests as the files are now.
	 * @param {readonly string[]} paths
	 * @param {number} [mostMs]
	 * @returns {Promise<{ outcome: 'passed' | 'failed' | 'timeout', ms: number, output: string }>}
	 */
	async test(paths, mostMs = 30 * 60_000) {
		const jest = path.join(this.folder, 'node_modules', 'jest', 'bin', 'jest.js');
		const cache = `--cacheDirectory=${path.join(this.folder, '.jest')}`;
		const args = [jest, '--ci', '--bail', '--runInBand', '--forceExit', cache, ...paths];
		const startedAt = performance.now();
		const child = spawn(process.execPath, args, { cwd: this.folder, detached: true });
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => (output = (output + chunk).slice(-20_000)));
		}
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			this.stop();
		}, mostMs);
		this.child = child;
		const status = await new Promise((resolve) => child.once('close', resolve));
		clearTimeout(timer);
		this.child = undefined;
		const outcome = isLate ? 'timeout' : status === 0 ? 'passed' : 'failed';
		return { outcome, ms: performance.now() - startedAt, output };
	}

	/** Ends the tests that run, and what they have started. */
	stop() {
		if (this.child?.pid) process.kill(-this.child.pid, 'SIGKILL');
	}

	/**
	 * Tries one mutant, and puts the file back.
	 * @param {import('./mutants').Mutant} mutant
	 * @param {ReadonlyArray<{ paths: readonly string[], usualMs: number }>} stages
	 * @returns {Promise<Verdict>}
	 */
	async try({ file, code }, stages) {
		const { outputText, diagnostics = [] } = compiled(code);
		if (diagnostics.length > 0) return 'invalid';
		const restore = this.replace({ [file]: code, [builtPath(file)]: outputText });
		try {
			for (const { paths, usualMs } of stages) {
				const most = usualMs * TIMEOUT.factor + TIMEOUT.extraMs;
				const { outcome } = await this.test(paths, most);
				if (outcome !== 'passed') return outcome === 'timeout' ? 'timeout' : 'killed';
			}
			return 'survived';
		} finally {
			restore();
		}
	}

	/**
	 * @param {Record<string, string>} contents by the files' paths in the project
	 * @returns {() => void} puts back what was there
	 */
	replace(contents) {
		const before = Object.keys(contents).map((file) => {
			const at = path.join(this.folder, file);
			return { at, text: readFileSync(at, 'utf8') };
		});
		for (const [file, text] of Object.entries(contents)) {
			writeFileSync(path.join(this.folder, file), text);
		}
		return () => before.forEach(({ at, text }) => writeFileSync(at, text));
	}

	remove() {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** @param {string} file */
function builtPath(file) {
	return path.join('dist', file.replace(/\.ts$/, '.js'));
}

/** @param {string} code */
function compiled(code) {
	return ts.transpileModule(code, { compilerOptions: COMPILER, reportDiagnostics: true });
}

module.exports = { Workspace };
