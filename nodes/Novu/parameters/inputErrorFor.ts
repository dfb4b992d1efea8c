import { InputError } from '../engine/errors';

/** So much of a value is repeated in a message. */
const LONGEST = 40;

/**
 * What is said of a value that cannot be sent: the field, what came, what would do.
 * @param label the field's name as the user sees it
 * @param found what came, as {@link described} words it
 * @param wanted what would do
 * @param advice what to do next
 */
export function inputErrorFor(
	label: string,
	found: string,
	wanted: string,
	advice = `Nothing was sent. Correct '${label}'. Where it is an expression, check what it finds for this item.`,
): InputError {
	return new InputError(`'${label}' is ${found}, and ${wanted} is needed`, advice);
}

/** A value in few words: its kind, and a shortened form of it. */
export function described(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	if (typeof value === 'string') return `"${shortened(value)}"`;
	const kind = kindOf(value);
	return `a value of type ${kind}${more(value, kind)}`;
}

function more(value: unknown, kind: string): string {
	if (['number', 'boolean', 'bigint'].includes(kind)) return ` (${String(value)})`;
	if (kind === 'list') return ` (of ${(value as unknown[]).length})`;
	if (kind !== 'object') return '';
	const names = Object.keys(value as object);
	return names.length === 0 ? ' (empty)' : ` (with ${shortened(names.join(', '))})`;
}

/** The beginning of a text. */
export function shortened(text: string, longest = LONGEST): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** So little of a token that it is known again, and of no use to others. */
export function hinted(secret: string): string {
	return `${secret.slice(0, Math.min(4, Math.ceil(secret.length / 4)))}…`;
}

/** What a value is: `text`, `number`, `list`, `object`, `date`, `map` … */
export function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value !== 'object') return typeof value;
	return Object.prototype.toString.call(value).slice(8, -1).toLowerCase();
}
