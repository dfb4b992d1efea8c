const { run } = require('./processes');

/**
 * Settings that npm hands to its scripts. An npm called from `npm run` must not take them for its
 * own: the project's `ignore-scripts` would be one of them.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} the environment without them
 */
function withoutNpmSettings(env) {
	return Object.fromEntries(
		Object.entries(env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name)),
	);
}

/**
 * Runs npm to its end: the one that runs this script, else the one on the path.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options where, and what to add to the environment
 * @returns {Promise<string>} what it wrote to its standard output
 * @throws {Error} when it fails
 */
async function npm(args, { cwd, env }) {
	const cli = process.env.npm_execpath;
	const settings = { cwd, env: { ...withoutNpmSettings(process.env), ...env } };
	if (cli?.endsWith('npm-cli.js')) return await run(process.execPath, [cli, ...args], settings);
	return await run('npm', args, settings);
}

module.exports = { npm };
