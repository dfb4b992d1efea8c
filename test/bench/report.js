/**
 * @typedef {import('./rows').Row} Row
 * @typedef {import('./rows').RowOutcome} RowOutcome
 * @typedef {import('./contest').Result} Result
 */

/** What a line of the table holds. @type {Array<[string, (result: Result) => string]>} */
const COLUMNS = [
	['way', ({ name }) => name],
	['rounds', ({ rounds }) => String(rounds.length)],
	['items', ({ items }) => number(items)],
	['server time', ({ median }) => seconds(median.serverMs)],
	['node time', ({ median }) => seconds(median.nodeMs)],
	['order to end', ({ median }) => seconds(median.wallMs)],
	['items/s', ({ items, median }) => number((items / Number(median.serverMs)) * 1000)],
	['requests', ({ median }) => number(median.requests)],
	['refused', ({ median }) => number(median.refused)],
	['failed items', ({ median }) => number(median.failed)],
	['tokens', ({ median }) => number(median.tokens)],
	['entries', ({ median }) => number(median.entries)],
];

/**
 * @param {number | undefined} value
 * @returns {string}
 */
function number(value) {
	return value === undefined ? '–' : Math.round(value).toLocaleString('en-US');
}

/**
 * @param {number | undefined} ms
 * @returns {string}
 */
function seconds(ms) {
	return ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`;
}

/**
 * @param {string[][]} lines the first holds the headings
 * @returns {string} a Markdown table, its columns aligned
 */
function table(lines) {
	const widths = lines[0].map((_, i) => Math.max(...lines.map((cells) => cells[i].length)));
	const line = (/** @type {string[]} */ cells) =>
		`| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
	const rule = widths.map((width, i) =>
		i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
	);
	return [line(lines[0]), line(rule), ...lines.slice(1).map(line)].join('\n');
}

/**
 * @param {Row} row
 * @param {RowOutcome} outcome
 * @returns {string} what the row shows, for people
 */
function rowText({ name, work }, { results, checks, others = {} }) {
	const lines = results.map((result) => COLUMNS.map(([, cell]) => cell(result)));
	const shown = checks.map(
		({ what, wanted, reached, ok }) => `${ok ? 'ok   ' : 'SHORT'} ${what}: ${reached} (${wanted})`,
	);
	const more = Object.entries(others).map(
		([what, value]) => `      ${what}: ${value === undefined ? 'not known' : value.toFixed(1)}`,
	);
	const head = COLUMNS.map(([heading]) => heading);
	return [`${name}: ${work}`, '', table([head, ...lines]), '', ...shown, ...more].join('\n');
}

/**
 * @param {RowOutcome} outcome
 * @returns {boolean} whether the row reaches all that it must
 */
function isReached({ checks }) {
	return checks.every(({ ok }) => ok);
}

module.exports = { rowText, isReached };
