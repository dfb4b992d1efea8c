const assert = require('node:assert/strict');
const execa = require('execa');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, describe, it } = require('node:test');
const { PROJECT } = require('../../scripts/n8n/folders');
const { ensureInstalled } = require('../../scripts/n8n/install');
const { SURELY_STALE_MS, acquireLock } = require('../../scripts/n8n/lock');

/**
 * @param {string} script for a process of its own
 * @param {string} argument
 */
const runScript = (script, argument) =>
	execa(process.execPath, ['-e', script, argument], { cwd: PROJECT });

const CONTENTS = { thing: '1.0.0' };

describe('the installer', () => {
	let parent = '';
	let folder = '';
	beforeEach(() => {
		parent = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-'));
		folder = path.join(parent, 'thing-1.0.0');
	});
	afterEach(() => fs.rmSync(parent, { recursive: true }));

	/** What an install that works leaves. @param {string} target */
	const build = async (target) => fs.writeFileSync(path.join(target, 'works'), 'yes');

	it('installs once', async () => {
		let builds = 0;
		const counted = async (/** @type {string} */ target) => {
			builds += 1;
			await build(target);
		};
		await ensureInstalled(folder, CONTENTS, counted);
		await ensureInstalled(folder, CONTENTS, counted);
		assert.equal(builds, 1);
		assert.deepEqual(fs.readdirSync(parent), ['thing-1.0.0']);
	});

	it('installs anew what is made of something else now', async () => {
		await ensureInstalled(folder, CONTENTS, build);
		await ensureInstalled(folder, { thing: '1.0.1' }, async () => {});
		assert.ok(!fs.existsSync(path.join(folder, 'works')));
	});

	it('leaves nothing half-done behind, and does it anew', async () => {
		const broken = async (/** @type {string} */ target) => {
			await build(target);
			throw new Error('The network is gone');
		};
		await assert.rejects(ensureInstalled(folder, CONTENTS, broken), /network is gone/);
		assert.ok(!fs.existsSync(folder));
		await ensureInstalled(folder, CONTENTS, build);
		assert.deepEqual(fs.readdirSync(parent), ['thing-1.0.0']);
	});

	it('is done by one of two processes that start at once', async () => {
		const script = `
			const { ensureInstalled } = require('./scripts/n8n/install');
			const wait = () => new Promise((done) => setTimeout(done, 300));
			const build = () => { process.stdout.write('built '); return wait(); };
			ensureInstalled(process.argv[1], ${JSON.stringify(CONTENTS)}, build);`;
		const outputs = await Promise.all([runScript(script, folder), runScript(script, folder)]);
		assert.equal(outputs.map(({ stdout }) => stdout).join(''), 'built ');
		assert.deepEqual(fs.readdirSync(parent), ['thing-1.0.0']);
	});

	it('takes over the lock of a process that was killed', async () => {
		const script = `
			const { acquireLock } = require('./scripts/n8n/lock');
			acquireLock(process.argv[1]).then(() => process.kill(process.pid, 'SIGKILL'));`;
		await assert.rejects(runScript(script, folder), { signal: 'SIGKILL' });
		assert.deepEqual(fs.readdirSync(parent), ['thing-1.0.0.lock']);
		const release = await acquireLock(folder, { withinMs: SURELY_STALE_MS });
		await assert.rejects(acquireLock(folder, { withinMs: 0, late: 'It is taken' }), /It is taken/);
		await release();
		assert.deepEqual(fs.readdirSync(parent), []);
	});
});
