const { setTimeout: sleep } = require('node:timers/promises');

/**
 * Asks again and again until there is an answer. By hand: the libraries for it (p-wait-for, p-retry)
 * give up with a sentence that says neither what was awaited nor how far it was.
 * @template T
 * @param {() => T | undefined | Promise<T | undefined>} ask undefined where there is no answer yet
 * @param {{ everyMs: number, withinMs: number, late: () => string }} options `late` says what is
 * wrong when the time is over
 * @returns {Promise<T>} the answer
 * @throws {Error} when the time is over, or what `ask` throws
 */
async function poll(ask, { everyMs, withinMs, late }) {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) throw new Error(late());
		await sleep(everyMs);
	}
}

module.exports = { poll };
