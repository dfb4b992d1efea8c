/**
 * What was asked for and what became of it. Nothing is lost where `problems` stays empty.
 */
class Ledger {
	constructor() {
		/** By kind of work. @type {Map<string, { items: number, succeeded: number, failed: number }>} */
		this.work = new Map();
		/** @type {string[]} */
		this.problems = [];
		/** What a failed item said, with how often. @type {Map<string, number>} */
		this.errors = new Map();
		this.tokens = { written: 0, removed: 0, kept: 0 };
		this.requests = { all: 0, refused: 0, spoilt: 0 };
		this.starts = { events: 0, deliveries: 0, notifications: 0 };
	}

	/** @param {string} text */
	problem(text) {
		this.problems.push(text);
	}

	/**
	 * Notes the items that a node handed out for those that it got, in their order.
	 * @template T
	 * @param {string} kind of work
	 * @param {T[]} given
	 * @param {Array<Record<string, any>>} out
	 * @returns {Array<{ item: T, result?: Record<string, any>, error?: string }>} what became of each
	 */
	settle(kind, given, out) {
		const sums = this.work.get(kind) ?? { items: 0, succeeded: 0, failed: 0 };
		this.work.set(kind, sums);
		sums.items += given.length;
		if (out.length !== given.length) {
			this.problem(`${kind}: ${given.length} items went in, ${out.length} came out`);
		}
		return given.map((item, place) => {
			const result = out[place];
			if (result?.error === undefined) {
				sums.succeeded += 1;
				return { item, result };
			}
			sums.failed += 1;
			return { item, error: this.noteError(kind, result) };
		});
	}

	/**
	 * Counts what reached the sandbox, and forgets it there.
	 * @param {import('../../sandbox').SandboxRequest[]} requests
	 */
	countRequests(requests) {
		for (const { status, fault } of requests.splice(0)) {
			this.requests.all += 1;
			if (status === 429) this.requests.refused += 1;
			if (fault !== undefined) this.requests.spoilt += 1;
		}
	}

	/**
	 * @param {string} kind
	 * @param {Record<string, any>} json of an error item
	 * @returns {string} all that it says
	 */
	noteError(kind, json) {
		const { error, message } = json;
		if (typeof error !== 'string' || typeof message !== 'string') {
			this.problem(`${kind}: an error item without its two texts: ${JSON.stringify(json)}`);
		}
		const text = JSON.stringify([error, message]);
		if (/TypeError|Cannot (read|destructure)|from the node itself/.test(text)) {
			this.problem(`${kind}: a slip of the node's own: ${text}`);
		}
		const short = `${kind}: ${String(error)
			.replace(/[\w-]*\d[\w-]*/g, '…')
			.slice(0, 110)}`;
		this.errors.set(short, (this.errors.get(short) ?? 0) + 1);
		return text;
	}

	/** @returns {string[]} lines of a report */
	report() {
		const lines = ['work                        items  succeeded  failed'];
		for (const [kind, { items, succeeded, failed }] of this.work) {
			lines.push(`${kind.padEnd(26)} ${cell(items, 6)} ${cell(succeeded, 10)} ${cell(failed, 7)}`);
		}
		const { written, removed, kept } = this.tokens;
		const { events, deliveries, notifications } = this.starts;
		const { all, refused, spoilt } = this.requests;
		lines.push(
			'',
			`requests: ${all}, of which ${refused} above the rate limit and ${spoilt} spoilt by a fault`,
			`tokens: ${written} told as written, ${removed} told as removed, ${kept} looked up in the end`,
			`executions started: ${events} by events, ${deliveries} by deliveries, ${notifications} by polls`,
			'',
			...[...this.errors].map(([text, count]) => `${cell(count, 6)} × ${text}`),
		);
		return lines;
	}
}

/** @param {number} value @param {number} width @returns {string} */
function cell(value, width) {
	return String(value).padStart(width);
}

module.exports = { Ledger };
