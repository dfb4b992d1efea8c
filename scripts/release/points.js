// The points of `npm run release:check`. Each looks at one thing and says what is there or what to do.
const { hashesOfTwoBuilds } = require('./build');
const { sectionsOf, versionOf } = require('./changelog');
const { brokenLinks, picturesNpmHides } = require('./links');

/**
 * @typedef {object} Project what is to be published
 * @property {string} folder
 * @property {Manifest} manifest
 * @property {string[]} files that are committed
 * @property {(file: string) => string} read
 * @property {string[]} changed files that are not committed as they are, as `git status` has them
 * @property {string[]} tags what it is published as: the one that was given, else those of the commit
 */

/**
 * @typedef {object} Manifest what counts of package.json
 * @property {string} name
 * @property {string} version
 * @property {string} [homepage]
 * @property {{ name?: string, email?: string }} [author]
 * @property {{ url?: string }} [repository]
 * @property {{ url?: string }} [bugs]
 */

/**
 * @typedef {object} Verdict
 * @property {string} [ok] what is there, where it is well
 * @property {string[]} [todo] what to do, where it is not
 */

/** @typedef {{ name: string, look: (project: Project) => Verdict | Promise<Verdict> }} Point */

/** Names that stand for nobody. */
const PLACEHOLDER = /^(owner|user|username|your[-_].*|example.*|placeholder|todo)$/i;

/**
 * @param {string[]} todo
 * @param {string} ok
 * @returns {Verdict}
 */
function verdict(todo, ok) {
	return todo.length > 0 ? { todo } : { ok };
}

/**
 * The owner's address: npm's provenance and n8n's scanner compare it with the repository that
 * publishes, and npm's page takes the README's pictures from there.
 * @param {Project} project
 * @returns {Verdict}
 */
function owner({ manifest: { author, bugs, homepage, name, repository } }) {
	const match = /^git\+https:\/\/github\.com\/([\w.-]+)\/([\w.-]+)\.git$/.exec(
		repository?.url ?? '',
	);
	const email = author?.email ?? '';
	const mail =
		/^[^\s@]+@[^\s@]+\.\w+$/.test(email) && !/@(.*\.)?example\.\w+$/.test(email)
			? []
			: [`package.json, author.email is "${email}": put an address there that reaches you`];
	if (!match || PLACEHOLDER.test(match[1])) {
		const wanted = `git+https://github.com/YOU/${name}.git`;
		const found = repository?.url ?? '';
		return {
			todo: [
				`package.json, repository.url is "${found}": put "${wanted}" there with your name for YOU, and homepage and bugs.url after it`,
				...mail,
			],
		};
	}
	const address = `https://github.com/${match[1]}/${match[2]}`;
	return verdict(
		[
			...isWanted('homepage', homepage, `${address}#readme`),
			...isWanted('bugs.url', bugs?.url, `${address}/issues`),
			...mail,
		],
		address,
	);
}

/**
 * @param {string} field of package.json
 * @param {string | undefined} found
 * @param {string} wanted
 * @returns {string[]}
 */
function isWanted(field, found, wanted) {
	return found === wanted
		? []
		: [`package.json, ${field} is "${found ?? ''}": put "${wanted}" there`];
}

/**
 * @param {Project} project
 * @returns {Verdict}
 */
function changelog({ manifest: { version }, read }) {
	const sections = sectionsOf(read('CHANGELOG.md'));
	const unreleased = sections.filter(({ title }) => /unreleased/i.test(title));
	if (unreleased.length > 0) {
		return { todo: [`CHANGELOG.md says "${unreleased[0].title}": name the section ${version}`] };
	}
	const [newest] = sections;
	if (!newest || versionOf(newest) !== version) {
		const top = newest ? `begins with ${newest.title}` : 'has no section';
		return { todo: [`CHANGELOG.md ${top}: say at its top, under "## ${version}", what changed`] };
	}
	const entries = newest.text.split('\n').filter((line) => line.startsWith('- '));
	return verdict(
		entries.length > 0 ? [] : [`CHANGELOG.md says nothing of ${version}: list what changed`],
		`${version}, ${entries.length} entries`,
	);
}

/**
 * @param {Project} project
 * @returns {Verdict}
 */
function tag({ manifest: { version }, tags }) {
	const others = tags.filter((one) => one !== version);
	return verdict(
		others.map(
			(one) => `The tag is ${one}, package.json's version is ${version}: make them the same`,
		),
		tags.length > 0 ? version : `none yet; it is to be ${version}`,
	);
}

/**
 * @param {Project} project
 * @returns {Verdict}
 */
function committed({ changed }) {
	return verdict(
		changed.map((file) => `${file} is not committed: commit it or take it back`),
		'all files are as committed',
	);
}

/**
 * npm's page takes relative links and pictures from the repository on GitHub.
 * @param {Project} project
 * @returns {Verdict}
 */
function readme({ files, read }) {
	const project = { files, read };
	return verdict(
		[...brokenLinks('README.md', project), ...picturesNpmHides(read('README.md'))],
		'every link and picture is a committed file, a heading or an https address',
	);
}

/**
 * @param {Project} project
 * @returns {Promise<Verdict>}
 */
async function tarball({ folder }) {
	const [first, second] = await hashesOfTwoBuilds(folder);
	return verdict(
		first === second
			? []
			: [`Two builds differ (${first}, ${second}): compare them and take out what differs`],
		`two builds, one hash: sha256 ${first}`,
	);
}

/** @type {Point[]} */
const POINTS = [
	{ name: 'owner', look: owner },
	{ name: 'changelog', look: changelog },
	{ name: 'tag', look: tag },
	{ name: 'committed', look: committed },
	{ name: 'readme', look: readme },
	{ name: 'tarball', look: tarball },
];

module.exports = { POINTS };
