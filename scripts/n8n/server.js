const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { ensureN8n } = require('./n8n');
const { freePorts } = require('./ports');
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
 * @param {string} url
 * @returns {Promise<boolean>} whether a worker takes jobs
 */
async function isWorkerReady(url) {
	try {
		return (await fetch(`${url}/healthz/readiness`)).ok;
	} catch {
		return false;
	}
}

/**
 * `/healthz` answers before the database is migrated, and `/healthz/readiness` before the REST
 * routes are there, so both are asked.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
async function isReady(url) {
	try {
		const readiness = await fetch(`${url}/healthz/readiness`);
		if (!readiness.ok) return false;
		const settings = await fetch(`${url}/rest/settings`);
		return settings.ok && (settings.headers.get('content-type') ?? '').includes('json');
	} catch {
		return false;
	}
}

/**
 * @param {N8nServer} server
 * @param {(url: string) => Promise<boolean>} ready
 * @returns {Promise<void>}
 * @throws {Error} with the end of n8n's log when it ends or takes too long
 */
async function waitUntilReady(server, ready) {
	/** @type {string | undefined} */
	let end;
	void server.ended.then((how) => (end = how));
	const deadline = Date.now() + READY_MS;
	while (!(await ready(server.url))) {
		if (end === undefined && Date.now() > deadline) end = `is not ready after ${READY_MS / 1000} s`;
		if (end !== undefined) {
			await server.stop();
			throw new Error(`n8n ${end}. The end of ${server.logFile}:\n${lastLines(server.logFile)}`);
		}
		await sleep(100);
	}
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function endOf(child) {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve(`could not be started: ${error.message}`));
		child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
	});
}

/**
 * @param {string[]} command of n8n, such as `start`
 * @param {StartOptions} options
 * @param {(url: string) => Promise<boolean>} ready
 * @returns {Promise<N8nServer>}
 */
async function launch(command, { userFolder, env = {}, release = LATEST }, ready) {
	const n8n = await ensureN8n(release);
	fs.mkdirSync(userFolder, { recursive: true });
	const logFile = path.join(userFolder, command[0] === 'start' ? 'n8n.log' : `${command[0]}.log`);
	const log = fs.openSync(logFile, 'w');
	const ports = await freePorts(2);
	const child = startServer(n8n.node, [n8n.script, ...command], {
		cwd: userFolder,
		env: environment(n8n.node, userFolder, ports, { ...release.env, ...env }),
		out: log,
		err: log,
	});
	fs.closeSync(log);
	const server = {
		url: `http://127.0.0.1:${ports[0]}`,
		pid: child.pid ?? 0,
		logFile,
		stop: () => stop(child),
		ended: endOf(child),
	};
	await waitUntilReady(server, ready);
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
	return await launch(['start'], options, isReady);
}

/**
 * Starts a worker beside an n8n in queue mode, which carries out the workflows.
 * @param {StartOptions} options as for the n8n that it works for: the same folder, the same settings
 * @returns {Promise<N8nServer>}
 * @throws {Error} with the end of its log when it does not start
 */
async function startWorker({ env = {}, ...options }) {
	const all = { ...WORKER_HEALTH, ...env };
	return await launch(['worker', '--concurrency=10'], { ...options, env: all }, isWorkerReady);
}

module.exports = { startN8n, startWorker };
