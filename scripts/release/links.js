const path = require('node:path');
const { anchorsOf, linksOf } = require('./markdown');

/**
 * Looks after the links of a Markdown file.
 * @param {string} file from the project's folder, with `/`
 * @param {{ files: string[], read: (file: string) => string }} project its committed files
 * @returns {string[]} what is wrong with them, each with its line
 */
function brokenLinks(file, { files, read }) {
	return linksOf(read(file)).flatMap(({ target, line }) => {
		const wrong = whatIsWrong(file, target, { files, read });
		return wrong ? [`${file}:${line}: ${target} ${wrong}`] : [];
	});
}

/**
 * @param {string} from
 * @param {string} target
 * @param {{ files: string[], read: (file: string) => string }} project
 * @returns {string | undefined}
 */
function whatIsWrong(from, target, { files, read }) {
	if (/^[a-z][a-z+.-]*:/i.test(target)) {
		return /^(https|mailto):/.test(target) ? undefined : 'is no https address';
	}
	const [name, anchor] = target.split('#');
	if (name.startsWith('/')) return 'begins with a slash, which means another place on each page';
	const file = name ? path.posix.join(path.posix.dirname(from), decodeURI(name)) : from;
	const folder = `${file.replace(/\/$/, '')}/`;
	if (!files.includes(file)) {
		return files.some((one) => one.startsWith(folder)) ? undefined : 'is no committed file';
	}
	if (!anchor || !file.endsWith('.md')) return undefined;
	return anchorsOf(read(file)).includes(anchor) ? undefined : 'names no heading of that file';
}

/**
 * Pictures that npm's page would not show: it serves them from GitHub as they are, and no SVG.
 * @param {string} text of the README
 * @returns {string[]}
 */
function picturesNpmHides(text) {
	return linksOf(text)
		.filter(({ picture, target }) => picture && !/\.(png|jpe?g|gif|webp)$/i.test(target))
		.map(
			({ target, line }) => `README.md:${line}: ${target} is a kind that npm's page does not show`,
		);
}

module.exports = { brokenLinks, picturesNpmHides };
