// Goes on with the property-based tests for as long as it is asked to, and prints what makes a
// failure come again: `npm run fuzz -- --minutes 5 --seed 4711`.
const { parseArgs } = require('node:util');
const fc = require('fast-check');
const { runCommand } = require('./n8n/command');

require(require.resolve('tsx/cjs'));

/** @type {typeof import('../test/fuzz/properties')} */
const { eventsProperty, tokensProperty } = require('../test/fuzz/properties');

const ROUND = 2000;

async function main() {
	const { values } = parseArgs({
		options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
	});
	const end = Date.now() + Number(values.minutes) * 60_000;
	let seed = values.seed === undefined ? Date.now() | 0 : Number(values.seed);
	let count = 0;
	do {
		console.log(`seed ${seed}: ${count} cases so far`);
		await fc.assert(tokensProperty, { numRuns: ROUND, seed });
		await fc.assert(eventsProperty, { numRuns: ROUND, seed });
		count += 2 * ROUND;
		seed = (seed + 1) | 0;
	} while (Date.now() < end);
	console.log(`${count} cases, nothing found`);
}

runCommand(main);
