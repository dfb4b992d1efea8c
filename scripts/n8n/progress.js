const ora = require('ora');

/** How often a terminal's line is written anew, in milliseconds. */
const TERMINAL_MS = 1_000;

/** How often a line is added where there is no terminal (a CI log), in milliseconds. */
const LOG_MS = 15_000;

/**
 * Says what is being done, on the standard error: the standard output is for results.
 * @param {string} line
 */
function say(line) {
	process.stderr.write(`${line}\n`);
}

/**
 * Shows that something long is going on, and how far it is, until it has ended: one line that is
 * written anew on a terminal, a line now and then in a log.
 * @template T
 * @param {string} what what is being done, such as "Installing n8n 2.41.1"
 * @param {() => Promise<T>} action
 * @param {() => string} [measure] how far it is, such as "120 packages"
 * @returns {Promise<T>} what the action returns
 */
async function withProgress(what, action, measure) {
	const startedAt = Date.now();
	const spinner = ora({ text: `${what} …`, discardStdin: false }).start();
	const terminal = spinner.isSpinning;
	const update = () => {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		const parts = [`${what}: ${seconds} s`, ...(measure ? [measure()] : [])];
		spinner.text = parts.join(', ');
	};
	const show = () => {
		update();
		// ora shows a changed text on a terminal only.
		if (!terminal) say(spinner.text);
	};
	const timer = setInterval(show, terminal ? TERMINAL_MS : LOG_MS);
	try {
		const result = await action();
		update();
		spinner.succeed();
		return result;
	} catch (error) {
		spinner.fail();
		throw error;
	} finally {
		clearInterval(timer);
	}
}

module.exports = { say, withProgress };
