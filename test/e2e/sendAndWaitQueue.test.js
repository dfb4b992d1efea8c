const assert = require('node:assert/strict');
const fs = require('node:fs');
const { after, before, describe, it } = require('node:test');
const { outputItems } = require('../../scripts/n8n/client');
const { startRedis } = require('../../scripts/n8n/redis');
const { startWorker } = require('../../scripts/n8n/server');
const { openN8n, temporaryFolder } = require('../../scripts/n8n/session');
const { openSandbox } = require('./support');
const { NOVU, asking, published, visit, waiting } = require('./waitSupport');

// How this process reads TypeScript is nothing for npm and n8n, which it starts elsewhere.
delete process.env.NODE_OPTIONS;

describe("Send and Wait for Response in n8n's queue mode", () => {
	const userFolder = temporaryFolder();
	/** @type {Awaited<ReturnType<typeof startRedis>> | undefined} */
	let redis;
	/** @type {Awaited<ReturnType<typeof openN8n>>} */
	let n8n;
	/** @type {Awaited<ReturnType<typeof startWorker>>} */
	let worker;
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;

	before(async () => {
		redis = await startRedis(userFolder);
		const env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
		};
		n8n = await openN8n({ userFolder, env });
		worker = await startWorker({ userFolder, env });
		novu = await openSandbox(n8n.client);
	});
	after(async () => {
		await worker?.stop();
		await n8n?.server.stop();
		await redis?.stop();
		await novu?.sandbox.close();
	});

	it('a worker asks, the main process takes the answer, and a worker goes on', async () => {
		const { workflow, start } = await published(n8n.client, [asking(novu.credentials)]);
		await start({ order: '4711' });
		const { id, payload } = await waiting(n8n.client, workflow, novu.sandbox);
		const page = await visit(n8n.client, payload.declineUrl);
		assert.match(page.text, /May order 4711 be refunded\?/);
		const thanks = await visit(n8n.client, payload.declineUrl, { approved: 'false' });
		assert.match(thanks.text, /has been recorded/);
		const ended = await n8n.client.finishedExecution(id);
		assert.equal(ended.status, 'success', JSON.stringify(ended.data.resultData.error));
		const [{ json }] = outputItems(ended, NOVU);
		assert.equal(/** @type {any} */ (json).data.approved, false);
		const late = await visit(n8n.client, payload.approveUrl, { approved: 'true' });
		assert.match(late.text, /No action required/);
		assert.match(fs.readFileSync(worker.logFile, 'utf8'), /started execution/);
	});
});
