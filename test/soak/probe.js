// Loaded into n8n before anything else: says every second what the process holds, after a garbage
// collection. `SOAK_PROBE` names the file, one line of JSON for each second. n8n's children have it
// in their environment, too, and are of no interest.
const fs = require('node:fs');
const v8 = require('node:v8');
const vm = require('node:vm');

const EVERY_MS = 1000;

/**
 * @typedef {object} Held what n8n's process holds
 * @property {number} at milliseconds since 1970
 * @property {number} heapMb
 * @property {number} rssMb
 * @property {number} timers that are running
 * @property {number} sockets TCP connections, open in either direction
 */

/** @param {string} kind @returns {number} */
function resources(kind) {
	return process.getActiveResourcesInfo().filter((name) => name === kind).length;
}

/** @returns {Held} */
function held() {
	const { heapUsed, rss } = process.memoryUsage();
	return {
		at: Date.now(),
		heapMb: heapUsed / 2 ** 20,
		rssMb: rss / 2 ** 20,
		timers: resources('Timeout'),
		sockets: resources('TCPSocketWrap'),
	};
}

const file = process.env.SOAK_PROBE;
if (file && process.argv[2] === 'start') {
	v8.setFlagsFromString('--expose-gc');
	/** @type {() => void} */
	const collectGarbage = vm.runInNewContext('gc');
	setInterval(() => {
		collectGarbage();
		fs.appendFileSync(file, `${JSON.stringify(held())}\n`);
	}, EVERY_MS).unref();
}
