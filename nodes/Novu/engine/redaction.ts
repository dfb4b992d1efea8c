import { isObject } from './errors';

/** What stands in the place of a secret. */
export const REDACTED = '***';
/**
 * Runs of this many characters of a secret are taken out: a parser may quote a part of what it was
 * given, and Novu hands its words on. A secret that is shorter is taken out as a word of its own only.
 */
const SHORTEST_PART = 8;

/** Takes secrets out of texts. */
export class Redaction {
	private readonly long: string[];
	private readonly words: RegExp[];
	private readonly parts: ReadonlySet<string>;

	/** @param secrets texts that nobody may see */
	constructor(secrets: readonly string[]) {
		// A longer one first: it may hold a shorter one.
		const known = [...new Set(secrets.filter(Boolean))].sort((a, b) => b.length - a.length);
		this.long = known.filter(({ length }) => length >= SHORTEST_PART);
		this.words = known.filter(({ length }) => length < SHORTEST_PART).map(asWord);
		this.parts = new Set(this.long.flatMap(partsOf));
	}

	/** A text that comes from elsewhere, with every secret redacted. */
	redactExternal(text: string): string {
		return this.words.reduce((left, word) => left.replace(word, REDACTED), this.redactOwn(text));
	}

	/** A text with words of our own in it: of those, a short secret could be one by chance. */
	redactOwn(text: string): string {
		const whole = this.long.reduce((left, secret) => left.split(secret).join(REDACTED), text);
		return redactParts(whole, this.parts);
	}

	/** The same shape; every text in it, however deep, is redacted, and so are names that are secrets. */
	redactExternalValue(value: unknown): unknown {
		if (typeof value === 'string') return this.redactExternal(value);
		if (Array.isArray(value)) return value.map((entry) => this.redactExternalValue(entry));
		if (!isObject(value)) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [
				this.redactOwn(name),
				this.redactExternalValue(inner),
			]),
		);
	}
}

/**
 * Takes whole secrets out of JSON text, before it is parsed: so names are redacted as values are.
 */
export function redactJsonText(json: string, secrets: readonly string[]): string {
	return secrets
		.map((secret) => JSON.stringify(secret).slice(1, -1))
		.reduce(
			(left, secret) => (left.includes(secret) ? left.split(secret).join(REDACTED) : left),
			json,
		);
}

function asWord(secret: string): RegExp {
	const literal = secret.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`, 'gu');
}

function partsOf(secret: string): string[] {
	return Array.from({ length: secret.length - SHORTEST_PART + 1 }, (_, at) =>
		secret.slice(at, at + SHORTEST_PART),
	);
}

function redactParts(text: string, parts: ReadonlySet<string>): string {
	if (parts.size === 0) return text;
	let clean = '';
	let kept = 0;
	let at = 0;
	while (at + SHORTEST_PART <= text.length) {
		let end = at;
		for (let i = at; i <= end; i++) {
			if (parts.has(text.slice(i, i + SHORTEST_PART))) end = i + SHORTEST_PART;
		}
		if (end > at) {
			clean += text.slice(kept, at) + REDACTED;
			kept = end;
		}
		at = Math.max(end, at + 1);
	}
	return clean + text.slice(kept);
}
