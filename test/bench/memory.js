const fs = require('node:fs');

/**
 * Starts the measuring of a process's peak memory anew.
 * @param {number} pid
 */
function resetPeakMemory(pid) {
	try {
		fs.writeFileSync(`/proc/${pid}/clear_refs`, '5');
	} catch {
		// Not Linux: `peakMemory` does not know it either.
	}
}

/**
 * @param {number} pid
 * @returns {number | undefined} the most memory that it held (`VmHWM`), in MB; known on Linux only
 */
function peakMemory(pid) {
	try {
		const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
		return Math.round(Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]) / 1024);
	} catch {
		return undefined;
	}
}

module.exports = { resetPeakMemory, peakMemory };
