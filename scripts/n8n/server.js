const getPort = require('get-port');
const fs = require('node:fs');
const path = require('node:path');
const { localClient } = require('./http');
const { ensureN8n } = require('./n8n');
const { poll } = require('./poll');
const { startServer, stop } = require('./processes');
const { LATEST } = require('./versions');

/** How long n8n may take until it is ready, in milliseconds: a fresh database on a slow machine. */
const READY_MS = 300_000;

/** How much of n8n's log goes into the message when it does not start, in lines. */
const LOG_LINES = 40;

/** What the caller's environment must not decide: settings of another n8n, of npm, of Node. */
const FOREIGN = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$|GENERIC_TIMEZONE$|NODE_OPTIONS$|npm_)/i;

/**
 * Settings for an n8n that talks to nobody but this machine and asks its user nothing.
 */
const QUIET = {
	NODE_ENV: 'production',
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	// While n8n writes down an execution of many items it answers nothing, its own database neither,
	// and would turn down all calls for a while.
	DB_PING_TIMEOUT_MS: '60000',
};

/** How a worker is asked whether it is ready: it has no pages otherwise. */
const WORKER_HEALTH = {
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
};

/** What a worker answers once it takes jobs. */
const WORKER_PATHS = ['/healthz/readiness'];

/** n8n's REST routes come after `/healthz/readiness`, which comes after the database's migration. */
const N8N_PATHS = [...WORKER_PATHS, '/rest/settings'];

/**
 * @typedef {object} StartOptions
 * @property {string} userFolder where n8n keeps its data, made when missing
 * @property {Record<string, string>} [env] settings beside the usual ones
 * @property {import('./versions').Release} [release] which n8n; the newest if not said
 */

/**
 * @typedef {object} N8nServer
 * @property {string} url where the editor and the REST interface are, such as http://127.0.0.1:5678;
 * of a worker, where it says how it is
 * @property {number} pid of n8n's process
 * @property {string} logFile everything that n8n wrote
 * @property {() => Promise<void>} stop ends n8n and all that it started
 * @property {Promise<string>} ended resolves when n8n has ended, with a sentence that says how
 */

/**
 * @param {string} node the Node that runs n8n
 * @param {string} userFolder
 * @param {number[]} ports the one of n8n and the one of its task broker
 * @param {Record<string, string>} extra
 * @returns {NodeJS.ProcessEnv}
 */
function environment(node, userFolder, [port, brokerPort], extra) {
	const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(own),
		...QUIET,
		// n8n starts its task runner with the `node` of the path.
		PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		...extra,
	};
}

/**
 * @param {string} logFile
 * @returns {string} its last lines
 */
function lastLines(logFile) {
	return fs.readFileSync(logFile, 'utf8').trim().split('\n').slice(-LOG_LINES).join('\n');
}

/**
 * @param {N8nServer} server
 * @param {string[]} paths that answer with JSON once it is ready
 * @returns {Promise<void>}
 * @throws {Error} with the end of n8n's log when it ends or takes too long
 */
async function waitUntilReady(server, paths) {
	const http = localClient(server.url);
	/** @param {string} path */
	const answers = async (path) => {
		const { status, headers } = await http.get(path);
		return status === 200 && String(headers['content-type']).includes('json');
	};
	/** @type {string | undefined} */
	let end;
	void server.ended.then((how) => (end = how));
	const isReady = async () => {
		if (end !== undefined) throw new Error(end);
		for (const path of paths) if (!(await answers(path).catch(() => false))) return undefined;
		return true;
	};
	const late = () => `is not ready after ${READY_MS / 1000} s`;
	try {
		await poll(isReady, { everyMs: 100, withinMs: READY_MS, late });
	} catch (error) {
		await server.stop();
		const { message } = /** @type {Error} */ (error);
		throw new Error(`n8n ${message}. The end of ${server.logFile}:\n${lastLines(server.logFile)}`);
	}
}

/**
 * @param {import('./processes').Child} child
 * @returns {Promise<string>} how it ended, once it has
 */
async function endOf(child) {
	/** @type {import('execa').ExecaReturnValue & { originalMessage?: string }} */
	const { exitCode, signal, originalMessage } = await child.catch((error) => error);
	return originalMessage
		? `could not be started: ${originalMessage}`
		: `ended with ${signal ?? exitCode}`;
}

/**
 * @param {string[]} command of n8n, such as `start`
 * @param {StartOptions} options
 * @param {string[]} paths that answer with JSON once it is ready
 * @returns {Promise<N8nServer>}
 */
async function launch(command, { userFolder, env = {}, release = LATEST }, paths) {
	const n8n = await ensureN8n(release);
	fs.mkdirSync(userFolder, { recursive: true });
	const logFile = path.join(userFolder, command[0] === 'start' ? 'n8n.log' : `${command[0]}.log`);
	const output = fs.openSync(logFile, 'w');
	const ports = [await getPort({ host: '127.0.0.1' }), await getPort({ host: '127.0.0.1' })];
	const child = startServer(n8n.node, [n8n.script, ...command], {
		cwd: userFolder,
		env: environment(n8n.node, userFolder, ports, { ...release.env, ...env }),
		output,
	});
	fs.closeSync(output);
	const server = {
		url: `http://127.0.0.1:${ports[0]}`,
		pid: child.pid ?? 0,
		logFile,
		stop: () => stop(child),
		ended: endOf(child),
	};
	await waitUntilReady(server, paths);
	return server;
}

/**
 * Starts a real n8n on free ports of 127.0.0.1 and waits until it is ready. It ends with this
 * process at the latest.
 * @param {StartOptions} options
 * @returns {Promise<N8nServer>}
 * @throws {Error} with the end of its log when it does not start
 */
async function startN8n(options) {
	return await launch(['start'], options, N8N_PATHS);
}

/**
 * Starts a worker beside an n8n in queue mode, which carries out the workflows.
 * @param {StartOptions} options as for the n8n that it works for: the same folder, the same settings
 * @returns {Promise<N8nServer>}
 * @throws {Error} with the end of its log when it does not start
 */
async function startWorker({ env = {}, ...options }) {
	const all = { ...WORKER_HEALTH, ...env };
	return await launch(['worker', '--concurrency=10'], { ...options, env: all }, WORKER_PATHS);
}

module.exports = { startN8n, startWorker };
