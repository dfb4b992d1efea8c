// For tests that start an n8n of their own, beside the one that all share.
const { startRedis } = require('../../scripts/n8n/redis');
const { startWorker } = require('../../scripts/n8n/server');
const { openN8n, temporaryFolder } = require('../../scripts/n8n/session');

// It has this process read TypeScript. npm and n8n, which run in other folders, would not find that.
delete process.env.NODE_OPTIONS;

/**
 * @typedef {object} QueueMode
 * @property {import('../../scripts/n8n/client').N8nClient} client of the main n8n, signed in
 * @property {Array<import('../../scripts/n8n/server').N8nServer>} workers
 * @property {() => Promise<void>} close
 */

/**
 * Opens an n8n in queue mode: Redis, the main n8n and its workers.
 * @param {number} count of workers
 * @returns {Promise<QueueMode>}
 * @throws {Error} when one of them does not start; the others are stopped then
 */
async function openQueueMode(count) {
	const userFolder = temporaryFolder();
	/** @type {Array<{ stop: () => Promise<void> }>} */
	const started = [];
	/** @template {{ stop: () => Promise<void> }} T @param {T} server @returns {T} */
	const add = (server) => {
		started.unshift(server);
		return server;
	};
	const close = async () => {
		for (const server of started) await server.stop();
	};
	try {
		const { port } = add(await startRedis(userFolder));
		const env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(port),
		};
		const { server, client } = await openN8n({ userFolder, env });
		add(server);
		const workers = [];
		for (let i = 0; i < count; i++) workers.push(add(await startWorker({ userFolder, env })));
		return { client, workers, close };
	} catch (error) {
		await close();
		throw error;
	}
}

module.exports = { openN8n, openQueueMode, temporaryFolder };
