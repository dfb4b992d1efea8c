// What is changed: small slips in the code, made by Stryker's instrumenter, of which a seeded sample
// is taken.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const PROJECT = path.join(__dirname, '..', '..');

/** What is mutated, below `nodes/Novu`. */
const FOLDERS = ['engine', 'parameters', 'actions/subscriber', 'actions/event', 'trigger'];

/** Texts are for people, and are looked at by people. */
const EXCLUDED = ['StringLiteral'];

/** Types of what n8n shows as fields: their values are looked at by `test/description`. */
const FIELD_TYPES = /^INodePropert/;
/** Keys of an object that hold fields or their entries. */
const FIELD_KEYS = ['fields', 'options', 'modes', 'typeOptions', 'displayOptions'];

/**
 * @typedef {object} Mutant
 * @property {string} file relative to the project, with `/`
 * @property {string} mutator the kind of slip, by Stryker's name for it
 * @property {{ line: number, column: number }} start from 1
 * @property {string} original the text that is replaced
 * @property {string} replacement
 * @property {string} code the whole file with the slip in it
 */

/** @param {string} folder @returns {string[]} the TypeScript files below it */
function sourcesIn(folder) {
	return readdirSync(path.join(PROJECT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => path.relative(PROJECT, path.join(entry.parentPath, entry.name)))
		.map((file) => file.split(path.sep).join('/'))
		.sort();
}

/**
 * Leaves out what describes fields.
 * @param {any} node Babel's
 * @returns {string | undefined} why it is left out
 */
function describesFields(node) {
	const { type, id, key, value, properties } = node;
	const annotation = id?.typeAnnotation?.typeAnnotation;
	const typeName = annotation?.typeName?.name ?? annotation?.elementType?.typeName?.name ?? '';
	const isField =
		(type === 'VariableDeclarator' && FIELD_TYPES.test(typeName)) ||
		(type === 'ObjectProperty' &&
			FIELD_KEYS.includes(key?.name) &&
			['ArrayExpression', 'ObjectExpression'].includes(value?.type)) ||
		(type === 'ObjectExpression' &&
			properties.some((/** @type {any} */ one) => one.key?.name === 'displayName'));
	return isField ? 'It describes a field' : undefined;
}

const silent = () => {};
const LOGGER = {
	isTraceEnabled: () => false,
	isDebugEnabled: () => false,
	isInfoEnabled: () => false,
	isWarnEnabled: () => false,
	isErrorEnabled: () => false,
	isFatalEnabled: () => false,
	trace: silent,
	debug: silent,
	info: silent,
	warn: silent,
	error: silent,
	fatal: silent,
};

/**
 * @param {string} text @param {{ line: number, column: number }} position lines and columns from 0
 * @returns {number}
 */
function offsetOf(text, { line, column }) {
	let at = 0;
	for (let i = 0; i < line; i++) at = text.indexOf('\n', at) + 1;
	return at + column;
}

/** Statements stand as they are; an expression keeps its place among operators by parentheses. @param {string} original @param {string} replacement */
function inPlace(original, replacement) {
	const isStatement =
		/^(\{|case\b|default\b)/.test(original) && /^(\{|case\b|default\b|$)/.test(replacement);
	return isStatement ? replacement : `(${replacement})`;
}

/**
 * Every mutant of the folders, in a fixed order.
 * @param {string} [only] part of a file's name, to take no other
 * @returns {Promise<Mutant[]>}
 */
async function allMutants(only = '') {
	const { Instrumenter } = await import('@stryker-mutator/instrumenter');
	const instrumenter = new Instrumenter(LOGGER);
	const options = {
		plugins: null,
		excludedMutations: EXCLUDED,
		ignorers: [{ shouldIgnore: (/** @type {any} */ { node }) => describesFields(node) }],
	};
	const files = FOLDERS.flatMap((folder) => sourcesIn(`nodes/Novu/${folder}`))
		.filter((file) => file.includes(only))
		.map((name) => ({
			name,
			mutate: true,
			content: readFileSync(path.join(PROJECT, name), 'utf8'),
		}));
	const contents = new Map(files.map(({ name, content }) => [name, content]));
	const { mutants } = await instrumenter.instrument(files, /** @type {any} */ (options));
	return mutants
		.filter(({ status }) => status !== 'Ignored')
		.map(({ fileName, location, mutatorName, replacement }) => {
			const content = contents.get(fileName) ?? '';
			const [from, to] = [location.start, location.end].map((one) => offsetOf(content, one));
			const original = content.slice(from, to);
			return {
				file: fileName,
				mutator: mutatorName,
				start: { line: location.start.line + 1, column: location.start.column + 1 },
				original,
				replacement,
				code: content.slice(0, from) + inPlace(original, replacement) + content.slice(to),
			};
		});
}

/** A generator of numbers from 0 to 1 that always gives the same ones (mulberry32). @param {number} seed */
function randomOf(seed) {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {number} count
 * @param {number} seed
 * @returns {T[]} so many of them, the same for the same seed
 */
function sample(all, count, seed) {
	const random = randomOf(seed);
	const left = [...all];
	for (let i = left.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[left[i], left[j]] = [left[j], left[i]];
	}
	return left.slice(0, count);
}

module.exports = { PROJECT, allMutants, sample };
