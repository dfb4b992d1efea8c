const fs = require('node:fs');

/**
 * @typedef {import('./probe').Held} Held
 */

/** How much more may be held in the end than in the beginning, where nothing leaks. */
const TOLERANCE = { heapMb: 25, timers: 4, sockets: 4 };

/** The least of some seconds is taken, since a poll may be under way in any of them. */
const SECONDS = 4;

/**
 * @param {string} file that the probe writes
 * @returns {Held} what n8n held in the last seconds, at least
 * @throws {Error} where the probe has written nothing
 */
function heldNow(file) {
	const lines = fs.readFileSync(file, 'utf8').trim().split('\n').slice(-SECONDS);
	/** @type {Held[]} */
	const samples = lines.map((line) => JSON.parse(line));
	const least = (/** @type {keyof Held} */ name) => Math.min(...samples.map((held) => held[name]));
	return {
		at: samples[samples.length - 1].at,
		heapMb: least('heapMb'),
		rssMb: least('rssMb'),
		timers: least('timers'),
		sockets: least('sockets'),
	};
}

/**
 * @param {Held[]} rests what n8n held whenever it had nothing to do, oldest first
 * @returns {string[]} what has grown from the first third to the last; nothing of a single round
 */
function growth(rests) {
	if (rests.length < 2) return [];
	const third = Math.max(1, Math.floor(rests.length / 3));
	const [first, last] = [rests.slice(0, third), rests.slice(-third)];
	return /** @type {Array<keyof typeof TOLERANCE>} */ (Object.keys(TOLERANCE)).flatMap((name) => {
		const before = Math.min(...first.map((held) => held[name]));
		const after = Math.min(...last.map((held) => held[name]));
		if (after - before <= TOLERANCE[name]) return [];
		return [
			`n8n holds more ${name}: ${before.toFixed(0)} at first, ${after.toFixed(0)} in the end`,
		];
	});
}

/**
 * @param {Held[]} rests
 * @returns {string[]} lines of a report
 */
function heldReport(rests) {
	const lines = ['at rest      heap MB  RSS MB  timers  sockets'];
	for (const { at, heapMb, rssMb, timers, sockets } of rests) {
		const time = new Date(at).toISOString().slice(11, 19);
		const cells = [heapMb.toFixed(1).padStart(8), rssMb.toFixed(0).padStart(7)];
		lines.push(
			`${time}  ${cells.join(' ')} ${String(timers).padStart(7)} ${String(sockets).padStart(8)}`,
		);
	}
	return lines;
}

module.exports = { heldNow, growth, heldReport };
