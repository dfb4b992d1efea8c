// `npm run mutation`: makes small slips in the code, one at a time, and tells which of them no test
// notices.
const { spawnSync } = require('node:child_process');
const { writeSync } = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { allMutants, PROJECT, sample } = require('../test/mutation/mutants');
const { stagesOf } = require('../test/mutation/tests');
const { Workspace } = require('../test/mutation/workspace');

/**
 * @typedef {import('../test/mutation/mutants').Mutant} Mutant
 * @typedef {import('../test/mutation/workspace').Verdict} Verdict
 * @typedef {{ mutant: Mutant, verdict: Verdict }} Result
 * @typedef {{ paths: string[], usualMs: number }} Stage
 */

const USAGE = `Usage: npm run mutation [-- options]

Changes one small thing at a time in the engine, the parameters, the triggers and the operations of
subscribers and events, runs the tests that concern the file, and prints the share that they notice
and what they do not. Ends with 1 where that is less than the least share.

  --sample N    how many of the mutants (default 100; 0 takes all)
  --seed N      which ones (default 1)
  --only TEXT   only files whose path holds this
  --line N      only mutants that begin in this line
  --jobs N      how many at once (default 2)
  --least N     the least share, in percent (default 80)
  --list        only list the mutants
  --help        show this`;

/** @param {string} line */
const say = (line) => void writeSync(1, `${line}\n`);

/** @param {string[]} args */
function read(args) {
	const { values } = parseArgs({
		args,
		options: {
			sample: { type: 'string', default: '100' },
			seed: { type: 'string', default: '1' },
			only: { type: 'string', default: '' },
			line: { type: 'string' },
			jobs: { type: 'string', default: '2' },
			least: { type: 'string', default: '80' },
			list: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	/** @param {'sample' | 'seed' | 'jobs' | 'least' | 'line'} name */
	const number = (name) => {
		const value = Number(values[name]);
		if (Number.isSafeInteger(value) && value >= 0) return value;
		throw new Error(`--${name} takes a whole number, not "${values[name]}"`);
	};
	return {
		...values,
		sample: number('sample'),
		seed: number('seed'),
		jobs: Math.max(1, number('jobs')),
		least: number('least'),
		line: values.line === undefined ? undefined : number('line'),
	};
}

/** @param {Mutant} mutant @returns {string} in one line */
function shown({ file, start, mutator, original, replacement }) {
	const short = (/** @type {string} */ text) => {
		const line = text.replace(/\s+/g, ' ');
		return line.length > 90 ? `${line.slice(0, 90)} …` : line;
	};
	return `${file}:${start.line}:${start.column} ${mutator}: ${short(original)}  →  ${short(replacement)}`;
}

/**
 * Works off a list with every workspace.
 * @template T
 * @param {readonly T[]} all
 * @param {readonly Workspace[]} workspaces each works on one at a time
 * @param {(one: T, workspace: Workspace) => Promise<void>} work
 */
async function workOff(all, workspaces, work) {
	const left = [...all];
	await Promise.all(
		workspaces.map(async (workspace) => {
			for (let one = left.shift(); one !== undefined; one = left.shift())
				await work(one, workspace);
		}),
	);
}

/**
 * Runs the tests of these mutants without any, which says how long they take.
 * @param {readonly Mutant[]} mutants
 * @param {readonly Workspace[]} workspaces
 * @returns {Promise<Map<string, Stage>>} by the paths of a stage
 * @throws {Error} where a test fails as it is
 */
async function usualStages(mutants, workspaces) {
	const all = new Map(
		mutants.flatMap(({ file }) => stagesOf(file)).map((paths) => [paths.join(' '), paths]),
	);
	const stages = new Map();
	await workOff([...all], workspaces, async ([key, paths], workspace) => {
		const { outcome, ms, output } = await workspace.test(paths);
		if (outcome !== 'passed') throw new Error(`These fail without a mutant: ${key}\n${output}`);
		stages.set(key, { paths, usualMs: ms });
		say(`${Math.round(ms / 1000)} s without a mutant: ${key}`);
	});
	return stages;
}

/**
 * @param {readonly Mutant[]} mutants
 * @param {readonly Workspace[]} workspaces
 * @param {ReadonlyMap<string, Stage>} stages
 * @returns {Promise<Result[]>}
 */
async function tryAll(mutants, workspaces, stages) {
	/** @type {Result[]} */
	const results = [];
	await workOff(mutants, workspaces, async (mutant, workspace) => {
		const own = stagesOf(mutant.file).map((paths) => stages.get(paths.join(' ')));
		const verdict = await workspace.try(mutant, /** @type {Stage[]} */ (own));
		results.push({ mutant, verdict });
		say(`${results.length}/${mutants.length} ${verdict}: ${shown(mutant)}`);
	});
	return results;
}

/**
 * @param {readonly Result[]} results
 * @returns {number} the share of mutants that were noticed, in percent
 */
function report(results) {
	const of = (/** @type {Verdict} */ verdict) => results.filter((one) => one.verdict === verdict);
	const [killed, late, survived, invalid] = [
		of('killed'),
		of('timeout'),
		of('survived'),
		of('invalid'),
	];
	const noticed = killed.length + late.length;
	const score = (100 * noticed) / Math.max(1, noticed + survived.length);
	for (const { mutant } of survived) say(`SURVIVED  ${shown(mutant)}`);
	say(
		`${score.toFixed(1)} % noticed: ${killed.length} by a test, ${late.length} by a time-out; ${survived.length} survived${invalid.length > 0 ? `, ${invalid.length} were no code` : ''}`,
	);
	return score;
}

/** @param {string[]} args @returns {Promise<boolean>} whether enough was noticed */
async function main(args) {
	const { help, list, line, ...options } = read(args);
	if (help) return (say(USAGE), true);
	const all = (await allMutants(options.only)).filter(
		({ start }) => line === undefined || start.line === line,
	);
	const mutants = options.sample === 0 ? all : sample(all, options.sample, options.seed);
	say(`${mutants.length} of ${all.length} mutants, seed ${options.seed}`);
	if (list) return (mutants.forEach((mutant) => say(shown(mutant))), true);
	const gulp = path.join(PROJECT, 'node_modules', '.bin', 'gulp');
	const { status } = spawnSync(gulp, ['build'], { cwd: PROJECT, stdio: 'inherit' });
	if (status !== 0) return false;
	const startedAt = Date.now();
	const workspaces = Array.from({ length: options.jobs }, () => new Workspace());
	const end = () => {
		for (const workspace of workspaces) workspace.stop();
		for (const workspace of workspaces) workspace.remove();
	};
	process.once('SIGINT', () => (end(), process.exit(130)));
	process.once('SIGTERM', () => (end(), process.exit(143)));
	try {
		const stages = await usualStages(mutants, workspaces);
		const score = report(await tryAll(mutants, workspaces, stages));
		say(`${Math.round((Date.now() - startedAt) / 60_000)} minutes`);
		return score >= options.least;
	} finally {
		end();
	}
}

main(process.argv.slice(2)).then(
	(ok) => (process.exitCode = ok ? 0 : 1),
	(error) => {
		say(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	},
);
