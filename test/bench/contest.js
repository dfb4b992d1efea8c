const { say } = require('../../scripts/n8n/progress');

/**
 * @typedef {import('./ways').Way} Way
 * @typedef {import('./ways').Outcome & import('./novuProcess').Seen} Measure
 * @typedef {Record<string, number | undefined>} Figures
 */

/**
 * @typedef {object} Result
 * @property {string} name of the way
 * @property {number} items
 * @property {Measure[]} rounds
 * @property {Figures} median of each figure
 */

/**
 * @param {number[]} values at least one
 * @returns {number} the one in the middle; of an even number the greater of the two
 */
function middle(values) {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/**
 * @param {Measure[]} rounds
 * @returns {Figures}
 */
function medians(rounds) {
	const names = /** @type {Array<keyof Measure>} */ (Object.keys(rounds[0]));
	return Object.fromEntries(
		names.map((name) => {
			const values = rounds.map((round) => round[name]);
			return [name, values.includes(undefined) ? undefined : middle(/** @type {any} */ (values))];
		}),
	);
}

/**
 * Lets several ways do the same work, one after the other, round by round.
 * @param {object} contest
 * @param {import('./novu').BenchNovu} contest.novu
 * @param {Array<{ way: Way, items: import('./work').WorkItem[], rounds: number }>} contest.entries
 * who takes part, with what, and in how many of the rounds
 * @param {(round: number) => import('./novuProcess').Preparation} contest.preparation
 * how the sandbox behaves in a round, counted from 1
 * @returns {Promise<Result[]>} in the order of the entries
 */
async function contest({ novu, entries, preparation }) {
	/** @type {Measure[][]} */
	const measures = entries.map(() => []);
	const rounds = Math.max(...entries.map((entry) => entry.rounds));
	for (let round = 1; round <= rounds; round++) {
		for (const [i, { way, items, rounds: wanted }] of entries.entries()) {
			if (round > wanted) continue;
			await novu.prepare(preparation(round));
			const outcome = await way.run(items);
			const measure = { ...outcome, ...(await novu.seen()) };
			measures[i].push(measure);
			say(`  round ${round}, ${way.name}: ${Math.round(measure.serverMs)} ms`);
		}
	}
	return entries.map(({ way, items }, i) => ({
		name: way.name,
		items: items.length,
		rounds: measures[i],
		median: medians(measures[i]),
	}));
}

module.exports = { contest };
