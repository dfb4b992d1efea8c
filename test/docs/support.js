const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { linesOutsideCode } = require('../../scripts/release/markdown');
const { committedFiles, PROJECT, read } = require('../package/support');

/** @returns {Promise<string[]>} the committed Markdown files */
async function pages() {
	return (await committedFiles()).filter((file) => file.endsWith('.md'));
}

/**
 * @param {string} text of a Markdown file
 * @returns {string[]} what stands in its code: lines of fenced blocks, and spans within a line
 */
function codeOf(text) {
	const outside = linesOutsideCode(text);
	const fenced = text.split('\n').filter((line, index) => outside[index] === '' && line !== '');
	const spans = outside.flatMap((line) =>
		withOptions([...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code)),
	);
	return [...fenced, ...spans];
}

/**
 * @param {string[]} spans of a line
 * @returns {string[]} the same; options that stand alone, as `--list` or `-- --once`, behind the
 * command that was named before
 */
function withOptions(spans) {
	let command = '';
	return spans.map((span) => {
		if (/^(npm|npx|node) /.test(span)) command = span.replace(/ -- .*$/, '');
		if (!span.startsWith('--') || !command) return span;
		if (span.startsWith('-- ')) return `${command} ${span}`;
		return `${command} ${command.startsWith('npm ') ? '-- ' : ''}${span}`;
	});
}

/**
 * @param {string} text of a Markdown file or a workflow's `run`
 * @returns {string[][]} its calls of npm, npx and node, each as its words
 */
function commandsIn(text) {
	return text
		.replace(/ # .*$|^#.*$/, '')
		.split(/&&|\|\||;|(?<!\w)\||, /)
		.map((part) => part.trim().replace(/^- run: /, ''))
		.filter((part) => /^(npm|npx|node) /.test(part))
		.map((part) => part.split(/\s+/));
}

/** Test files as jest and `npm run test:e2e` choose them: by a part of their path. @type {string[]} */
const TESTS = fs
	.readdirSync(path.join(PROJECT, 'test'), { recursive: true, encoding: 'utf8' })
	.filter((file) => /\.test\.(ts|js)$/.test(file))
	.map((file) => `test/${file.split(path.sep).join('/')}`);

/**
 * @param {string[]} words of a command
 * @returns {{ script: string | undefined, runs: string, rest: string[] } | undefined} the script of
 * package.json, the command behind it, and what is handed on to it; undefined where it is none
 */
function scriptOf(words) {
	/** @type {Record<string, string>} */
	const scripts = JSON.parse(read('package.json')).scripts;
	const [first, second, third] = words;
	if (first === 'node') return { script: undefined, runs: `node ${second}`, rest: words.slice(2) };
	if (first !== 'npm') return undefined;
	if (second !== 'run' && second !== 'start' && second !== 'test') return undefined;
	const script = second === 'run' ? third : second;
	const dashes = words.indexOf('--');
	return {
		script,
		runs: scripts[script] ?? '',
		rest: dashes < 0 ? [] : words.slice(dashes + 1),
	};
}

/** @type {Map<string, string>} */
const helps = new Map();

/**
 * @param {string} file a script of this project
 * @returns {string} what it says to `--help`
 */
function helpOf(file) {
	const known = helps.get(file);
	if (known !== undefined) return known;
	const { stdout, stderr } = spawnSync(process.execPath, [path.join(PROJECT, file), '--help'], {
		cwd: PROJECT,
		encoding: 'utf8',
		timeout: 30_000,
	});
	helps.set(file, `${stdout}${stderr}`);
	return `${stdout}${stderr}`;
}

/**
 * @param {string[]} words of a command that a page names
 * @returns {string[]} why it cannot be run as it stands there; nothing where it can
 */
function problemsOfCommand(words) {
	if (words[0] === 'npx' && words[1] === 'jest') return unknownTests(words.slice(2), '');
	const called = scriptOf(words);
	if (!called) return [];
	const { script, runs, rest } = called;
	if (!runs) return [`package.json has no script "${script}"`];
	const file = /(?:^|\s)node (\S+\.js)/.exec(runs)?.[1];
	if (file && !fs.existsSync(path.join(PROJECT, file))) return [`there is no ${file}`];
	if (script === 'test') return unknownTests(rest, '');
	const options = rest.filter((word) => word.startsWith('--'));
	const help = options.length > 0 && file ? helpOf(file) : '';
	const unknown = options
		.map((option) => option.replace(/=.*$/, ''))
		.filter((option) => !new RegExp(`(^|\\s|\\[)${option}\\b`, 'm').test(help))
		.map((option) => `${file ?? script} knows no ${option}`);
	const parts = script === 'test:e2e' && options.length === 0 ? rest : [];
	return [...unknown, ...unknownTests(parts, 'test/e2e/')];
}

/**
 * @param {string[]} parts of paths
 * @param {string} folder
 * @returns {string[]}
 */
function unknownTests(parts, folder) {
	return parts
		.filter((part) => !part.startsWith('-'))
		.filter((part) => !TESTS.some((file) => file.startsWith(folder) && file.includes(part)))
		.map((part) => `no test file has "${part}" in its path`);
}

module.exports = { codeOf, commandsIn, committedFiles, pages, problemsOfCommand, read };
