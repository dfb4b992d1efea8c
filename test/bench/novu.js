const { fork } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');

/**
 * @typedef {import('./novuProcess').Seen} Seen
 * @typedef {import('./novuProcess').Preparation} Preparation
 */

/** The sandbox that all take their turns at; it runs as a process of its own. */
class BenchNovu {
	/**
	 * @param {import('node:child_process').ChildProcess} child
	 * @param {{ url: string, apiKey: string }} address
	 */
	constructor(child, { url, apiKey }) {
		this.child = child;
		this.url = url;
		this.apiKey = apiKey;
	}

	/**
	 * Forgets all that was, and has so many subscribers from now on.
	 * @param {Preparation} preparation
	 * @returns {Promise<void>}
	 */
	async prepare(preparation) {
		await this.ask({ prepare: preparation });
	}

	/** @returns {Promise<Seen>} what came since `prepare`, and what is there now */
	async seen() {
		return await this.ask({});
	}

	/** @returns {Promise<void>} */
	async stop() {
		const ended = once(this.child, 'exit');
		this.child.disconnect();
		await ended;
	}

	/**
	 * One question at a time.
	 * @param {{ prepare?: Preparation }} question
	 * @returns {Promise<any>}
	 */
	async ask(question) {
		const answer = once(this.child, 'message');
		this.child.send(question);
		return (await answer)[0];
	}
}

/**
 * @returns {Promise<BenchNovu>}
 * @throws {Error} when it does not start
 */
async function startBenchNovu() {
	const child = fork(path.join(__dirname, 'novuProcess.js'));
	const failed = once(child, 'exit').then(([code]) => {
		throw new Error(`The sandbox ended with ${code}`);
	});
	const [address] = await Promise.race([once(child, 'message'), failed]);
	failed.catch(() => {});
	return new BenchNovu(child, address);
}

module.exports = { BenchNovu, startBenchNovu };
