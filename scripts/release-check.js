// `npm run release:check`: whether the package may be published as it is committed.
const { parseArgs } = require('node:util');
const { runCommand } = require('./n8n/command');
const { PROJECT } = require('./n8n/folders');
const { POINTS } = require('./release/points');
const { readProject } = require('./release/project');

const USAGE = `Usage: npm run release:check [-- options] [-- points]

Says of each point whether the package may be published, and what to do where it may not. Ends
with 1 where there is something to do. Points, if not all: ${POINTS.map(({ name }) => name).join(', ')}

  --tag TAG  what it is published as (if not said, the tags of this commit count)
  --help     show this`;

/**
 * @param {string[]} names
 * @returns {import('./release/points').Point[]} those of these names; all where there are none
 * @throws {Error} for a name that is none
 */
function chosen(names) {
	const unknown = names.find((name) => !POINTS.some((point) => point.name === name));
	if (unknown) throw new Error(`There is no point "${unknown}".\n\n${USAGE}`);
	return names.length === 0 ? POINTS : POINTS.filter(({ name }) => names.includes(name));
}

/**
 * @param {import('./release/points').Point} point
 * @param {import('./release/points').Project} project
 * @returns {Promise<boolean>} whether nothing is to do
 */
async function tell({ name, look }, project) {
	const { ok, todo = [] } = await look(project);
	const lines = todo.length > 0 ? todo : [ok];
	const mark = todo.length > 0 ? 'TO DO' : 'OK   ';
	for (const line of lines) process.stdout.write(`${mark}  ${name.padEnd(9)}  ${line}\n`);
	return todo.length === 0;
}

/** @returns {Promise<boolean>} whether it may be published, or help was asked for */
async function main() {
	const options = /** @type {const} */ ({ tag: { type: 'string' }, help: { type: 'boolean' } });
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	if (values.help) {
		process.stdout.write(`${USAGE}\n`);
		return true;
	}
	const points = chosen(positionals);
	const project = await readProject(PROJECT, values.tag);
	let open = 0;
	for (const point of points) if (!(await tell(point, project))) open += 1;
	const { name, version } = project.manifest;
	process.stdout.write(
		open === 0
			? `${name} ${version} may be published.\n`
			: `${name} ${version} may not be published yet: ${open} of ${points.length} points are open.\n`,
	);
	return open === 0;
}

runCommand(main);
