const { endChildrenOnSignals, isEnding } = require('./processes');
const { say } = require('./progress');

/**
 * Runs the main function of a script, then ends the process. Whatever it has started ends with it.
 * Exit codes: 0 for success, 1 for a failure, 130 or 143 after a signal.
 * @param {() => Promise<boolean | void>} main false for a failure that it has reported itself
 * @param {(error: unknown) => void} [onError] reports an error; by default its message
 */
function runCommand(main, onError = sayError) {
	endChildrenOnSignals();
	/** @param {number} code @param {() => void} [report] */
	const end = (code, report) => {
		// After a signal, `endChildrenOnSignals` ends the process; failures that follow from it are noise.
		if (isEnding()) return;
		report?.();
		process.exit(code);
	};
	main().then(
		(ok) => end(ok === false ? 1 : 0),
		(error) => end(1, () => onError(error)),
	);
}

/** @param {unknown} error */
function sayError(error) {
	say(error instanceof Error ? error.message : String(error));
}

module.exports = { runCommand, sayError };
