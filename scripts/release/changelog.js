/**
 * @typedef {object} Section of the CHANGELOG
 * @property {string} title what stands behind `##`
 * @property {string} text what stands below it
 */

/**
 * @param {string} changelog
 * @returns {Section[]} the newest first, as they stand there
 */
function sectionsOf(changelog) {
	const [, ...parts] = `\n${changelog}`.split(/\n## /);
	return parts.map((part) => {
		const [title, ...lines] = part.split('\n');
		return { title: title.trim(), text: lines.join('\n').trim() };
	});
}

/**
 * @param {Section} section
 * @returns {string} its version: `0.1.0` of `0.1.0` or of `[0.1.0] - 2026-11-30`
 */
function versionOf({ title }) {
	return title.replace(/^\[?([^\]\s]+)\]?.*$/, '$1');
}

module.exports = { sectionsOf, versionOf };
