import { isTruncated } from './recordings';

const ID = /\b[0-9a-f]{24}\b/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const TIME =
	/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g;
const DAY = /^\d{4}-\d\d-\d\d$/;
const KEY = /\b([0-9a-f]{64}|[0-9a-f]{32})\b/g;
/** Texts that Novu ends with random letters: transactions, slugs, identifiers of its own making. */
const RANDOM =
	/\btxn_[0-9A-Za-z]+|_(?:wf|st|env|layout|ag)_[0-9A-Za-z]{12,}|\b(?:chconn|chendp)_?[-_0-9A-Za-z]+|\bnovu-test-[-_0-9A-Za-z]+/g;
const LEARNED = [ID, UUID, RANDOM];

/** What stands at one place of an answer: ids, times and keys aside, the same in both. */
function plain(text: string, keys: Record<string, string>): string {
	const hidden = Object.entries(keys).reduce(
		(kept, [placeholder, key]) => kept.replaceAll(key, placeholder),
		text,
	);
	return hidden.replace(KEY, '<API_KEY>').replace(TIME, '<time>');
}

function withoutUndefined(value: object): Array<[string, unknown]> {
	return Object.entries(value).filter(([, inner]) => inner !== undefined);
}

/**
 * Closes what a cut off JSON text left open and drops its last, perhaps incomplete, value, so that
 * what was kept of a long answer can still be compared.
 */
function beginningOf(text: string): unknown {
	for (let end = text.length; end > 0; end--) {
		const last = text[end - 1];
		if (last !== ',' && last !== '[' && last !== '{') continue;
		const kept = text.slice(0, last === ',' ? end - 1 : end);
		try {
			return JSON.parse(kept + closing(kept));
		} catch {
			// Cut inside a text; try an earlier place.
		}
	}
	throw new Error('Nothing of the recorded answer can be read');
}

function closing(text: string): string {
	const open: string[] = [];
	let inText = false;
	for (let index = 0; index < text.length; index++) {
		const letter = text[index];
		if (inText && letter === '\\') index++;
		else if (letter === '"') inText = !inText;
		else if (!inText && letter === '{') open.push('}');
		else if (!inText && letter === '[') open.push(']');
		else if (!inText && (letter === '}' || letter === ']')) open.pop();
	}
	return open.reverse().join('');
}

/**
 * Which id of the recorded server is which of the sandbox. What an answer shows for the first time is
 * learned; from then on it must be the same everywhere, in answers and in the requests that follow.
 */
export class Translation {
	private readonly known = new Map<string, string>();
	/** Identifiers that end in random letters */
	private readonly identifiers = new Map<string, string>();

	/** @param keys the sandbox's by the placeholders that recordings show, such as `<API_KEY>` */
	constructor(private readonly keys: Record<string, string>) {}

	/** A recorded text in the sandbox's ids. */
	translate(text: string): string {
		let translated = text;
		for (const pattern of LEARNED) {
			translated = translated.replace(pattern, (id) => this.known.get(id) ?? id);
		}
		for (const [theirs, ours] of this.identifiers) {
			translated = translated.replaceAll(theirs, ours);
		}
		return translated;
	}

	/**
	 * Compares an answer with the recorded one.
	 * @returns where they differ, in words; empty where they agree
	 */
	differences(recorded: unknown, actual: unknown): string[] {
		const found: string[] = [];
		if (isTruncated(recorded)) {
			this.compare(beginningOf(recorded.__truncated), actual, 'body', found, true);
		} else {
			this.compare(recorded, actual, 'body', found, false);
		}
		return found;
	}

	private learn(recorded: string, actual: string): void {
		for (const pattern of LEARNED) {
			const theirs = recorded.match(pattern) ?? [];
			const ours = actual.match(pattern) ?? [];
			if (theirs.length !== ours.length) continue;
			theirs.forEach((id, index) => {
				if (!this.known.has(id)) this.known.set(id, ours[index]);
			});
		}
	}

	/** Identifiers that Novu makes hold random letters; they are learned whole, like ids. */
	private learnIdentifier(recorded: string, actual: string): void {
		const random = /[A-Z0-9_]/.test(recorded);
		if (random && !this.identifiers.has(recorded)) this.identifiers.set(recorded, actual);
	}

	private compareTexts(recorded: string, actual: string, at: string, found: string[]): void {
		if (/\.(identifier|slug|workflowId)$/.test(at)) this.learnIdentifier(recorded, actual);
		this.learn(recorded, actual);
		if (at.endsWith('.errorId')) return;
		if (DAY.test(recorded) && DAY.test(actual)) return;
		const wanted = plain(this.translate(recorded), this.keys);
		const given = plain(actual, this.keys);
		if (wanted !== given) found.push(`${at}: ${cut(wanted)} was recorded, not ${cut(given)}`);
	}

	/** @param beginning whether the recorded value may be only the first part of the answer */
	private compare(
		recorded: unknown,
		actual: unknown,
		at: string,
		found: string[],
		beginning: boolean,
	): void {
		if (typeof recorded === 'string' && typeof actual === 'string') {
			this.compareTexts(recorded, actual, at, found);
			return;
		}
		if (at.endsWith('.subscribers') && Array.isArray(recorded) && Array.isArray(actual)) {
			// MongoDB gives the members of a topic in no order.
			this.compareInside([...recorded].sort(), [...actual].sort(), at, found, beginning);
			return;
		}
		const objects = [recorded, actual].every((one) => typeof one === 'object' && one !== null);
		if (objects && Array.isArray(recorded) === Array.isArray(actual)) {
			this.compareInside(recorded as object, actual as object, at, found, beginning);
			return;
		}
		if (recorded !== actual) {
			found.push(`${at}: ${cut(recorded)} was recorded, not ${cut(actual)}`);
		}
	}

	private compareInside(
		recorded: object,
		actual: object,
		at: string,
		found: string[],
		beginning: boolean,
	): void {
		const ours = new Map(withoutUndefined(actual));
		for (const [name, value] of withoutUndefined(recorded)) {
			if (ours.has(name)) this.compare(value, ours.get(name), `${at}.${name}`, found, beginning);
			else found.push(`${at}.${name}: ${cut(value)} was recorded, and is missing`);
			ours.delete(name);
		}
		if (beginning) return;
		for (const [name, value] of ours) found.push(`${at}.${name}: ${cut(value)} was not recorded`);
	}
}

function cut(value: unknown): string {
	const text = JSON.stringify(value) ?? 'undefined';
	return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
