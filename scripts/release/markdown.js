// What a Markdown file points to: its links, its pictures, its headings.

/**
 * @typedef {object} Link
 * @property {string} target as it is written: `docs/a.md#part`, `#part`, `https://…`
 * @property {boolean} picture
 * @property {number} line
 */

/** A link or a picture; a title after the target is left out. */
const LINK = /(!?)\[(?:[^\]\\]|\\.)*\]\(<?([^)\s>]+)>?[^)]*\)/g;

/**
 * @param {string} text
 * @returns {string[]} its lines, those within a fenced block emptied
 */
function linesOutsideCode(text) {
	let fenced = false;
	return text.split('\n').map((line) => {
		const fence = /^\s*(```|~~~)/.test(line);
		if (fence) fenced = !fenced;
		return fenced || fence ? '' : line;
	});
}

/**
 * @param {string} text of a Markdown file
 * @returns {Link[]}
 */
function linksOf(text) {
	return linesOutsideCode(text).flatMap((line, index) =>
		[...line.replace(/`[^`]*`/g, '').matchAll(LINK)].map(([, mark, target]) => ({
			target,
			picture: mark === '!',
			line: index + 1,
		})),
	);
}

/**
 * @param {string} heading its text
 * @returns {string} the anchor that GitHub and npm give it
 */
function anchorOf(heading) {
	return heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/(^|\W)_([^_]+)_(?=\W|$)/g, '$1$2')
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
}

/**
 * @param {string} text of a Markdown file
 * @returns {{ level: number, text: string }[]} its headings, in their order
 */
function headingsOf(text) {
	return linesOutsideCode(text).flatMap((line) => {
		const match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
		return match ? [{ level: match[1].length, text: match[2] }] : [];
	});
}

/**
 * @param {string} text of a Markdown file
 * @returns {string[]} the anchors of its headings; the second of the same name ends in `-1`
 */
function anchorsOf(text) {
	/** @type {Map<string, number>} */
	const seen = new Map();
	return headingsOf(text).map((heading) => {
		const anchor = anchorOf(heading.text);
		const times = seen.get(anchor) ?? 0;
		seen.set(anchor, times + 1);
		return times === 0 ? anchor : `${anchor}-${times}`;
	});
}

module.exports = { anchorsOf, headingsOf, linesOutsideCode, linksOf };
