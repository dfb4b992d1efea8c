import type { Collection } from './collection';
import { badRequest, CommandError, ValidationError } from './errors';
import { isObjectId } from './ids';
import type { Fields } from './types';

const COUNT_CAP = 50_000;
const DEFAULT_LIMIT = 10;
const MOST = 100;

/** A page of one of Novu's cursor lists. */
export interface CursorPage {
	data: unknown[];
	/** `_id` of the last entry of this page when there are more behind it */
	next: string | null;
	/** `_id` of the first entry of this page when there are some before it */
	previous: string | null;
	totalCount: number;
	totalCountCapped: boolean;
}

/** How a cursor list is read. */
export interface CursorQuery {
	after?: string;
	before?: string;
	limit: number;
	ascending: boolean;
	includeCursor: boolean;
	orderBy?: string;
}

/** The one value of a query parameter, the last where it is repeated. */
export function text(query: Fields, name: string): string | undefined {
	const value = query[name];
	const last: unknown = Array.isArray(value) ? value[value.length - 1] : value;
	return typeof last === 'string' && last !== '' ? last : undefined;
}

/** All values of a repeated query parameter, `name` or `name[]`. */
export function texts(query: Fields, name: string): string[] {
	const value = query[name] ?? query[`${name}[]`] ?? [];
	return (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string');
}

/**
 * A whole number out of the query.
 * @param range its bounds, and the command that refuses it where Novu checks it there
 * @throws ValidationError in Novu's words when it is none or out of range
 */
export function integer(
	query: Fields,
	name: string,
	range: { fallback: number; min?: number; max?: number; command?: string },
): number {
	const given = text(query, name);
	if (given === undefined) return range.fallback;
	const value = Number(given);
	const messages: string[] = [];
	const { min, max } = range;
	if (max !== undefined && !(value <= max))
		messages.push(`${name} must not be greater than ${max}`);
	if (min !== undefined && !(value >= min)) messages.push(`${name} must not be less than ${min}`);
	if (!Number.isInteger(value)) messages.push(`${name} must be an integer number`);
	if (messages.length === 0) return value;
	if (!range.command) throw new ValidationError(messages);
	const shown = Number.isNaN(value) ? null : value;
	throw new CommandError(range.command, { [name]: { messages, value: shown } });
}

/** How a list takes its limit. */
export interface LimitRules {
	/** The command that refuses it; without one it is refused as other input is */
	command?: string;
	/** Whether what is no number or 0 counts as left out */
	lenient?: boolean;
	/** Whether a cursor that is no `_id` makes the list stumble, which Novu answers with 500 */
	strictCursor?: boolean;
}

/** What a command says about a limit, which it has made a number of. */
function commandLimit(query: Fields, { command = '', lenient }: LimitRules): number {
	const given = query.limit;
	const value = Array.isArray(given) ? NaN : Number(given);
	if (given === undefined || (lenient && !Array.isArray(given) && !value)) return DEFAULT_LIMIT;
	const messages: string[] = [];
	if (!(value <= MOST)) messages.push(`limit must not be greater than ${MOST}`);
	if (!(value >= 1)) messages.push('limit must not be less than 1');
	if (Number.isNaN(value)) {
		messages.push('limit must be a number conforming to the specified constraints');
	}
	if (messages.length === 0) return Math.trunc(value);
	throw new CommandError(command, {
		limit: { messages, value: Number.isNaN(value) ? null : value },
	});
}

/** The parameters that all of Novu's cursor lists share; limit 1 to 100, 10 when absent. */
export function cursorQuery(query: Fields, rules: LimitRules = {}): CursorQuery {
	const after = text(query, 'after');
	const before = text(query, 'before');
	if (after && before) {
		throw badRequest('Cannot specify both "before" and "after" cursors at the same time.');
	}
	const cursor = after ?? before;
	if (rules.strictCursor && cursor !== undefined && !isObjectId(cursor)) {
		throw new Error(`No cursor: ${cursor}`);
	}
	const left =
		rules.lenient && !Number(text(query, 'limit')) ? { ...query, limit: undefined } : query;
	return {
		after,
		before,
		limit: rules.command
			? commandLimit(query, rules)
			: integer(left, 'limit', { fallback: DEFAULT_LIMIT, min: 1, max: MOST }),
		ascending: (text(query, 'orderDirection') ?? 'DESC') !== 'DESC',
		includeCursor: text(query, 'includeCursor') === 'true',
		orderBy: text(query, 'orderBy'),
	};
}

function compare(left: string, right: string): number {
	return left === right ? 0 : left < right ? -1 : 1;
}

function sorted<T extends { _id: string; updatedAt: string; createdAt: string }>(
	documents: readonly T[],
	query: CursorQuery,
): readonly T[] {
	const { orderBy } = query;
	if (orderBy === undefined || orderBy === '_id') return documents;
	const key = (one: Fields) => (typeof one[orderBy] === 'string' ? one[orderBy] : '');
	const keyed = documents.map((one) => ({ one, by: key({ ...one }) }));
	keyed.sort((left, right) =>
		left.by === right.by ? compare(left.one._id, right.one._id) : compare(left.by, right.by),
	);
	return keyed.map(({ one }) => one);
}

/**
 * A page of documents in Novu's way: the cursor is the `_id` of an entry, an unknown one gives an
 * empty page without an error.
 * @param documents oldest first, already filtered
 */
export function cursorPage<T extends { _id: string; updatedAt: string; createdAt: string }>(
	documents: readonly T[],
	query: CursorQuery,
	map: (document: T) => unknown,
	collection?: Collection<T, string>,
): CursorPage {
	const rising = sorted(documents, query);
	const { length } = rising;
	const at = (index: number) => rising[query.ascending ? index : length - 1 - index];
	const cursor = query.after ?? query.before;
	const empty = { data: [], next: null, previous: null, totalCount: 0, totalCountCapped: false };
	let start = 0;
	if (cursor) {
		const found =
			collection && rising === collection.all
				? knownPosition(collection, cursor)
				: rising.findIndex((document) => document._id === cursor);
		if (found < 0) return empty;
		const position = query.ascending ? found : length - 1 - found;
		if (query.after) start = position + (query.includeCursor ? 0 : 1);
		else start = position + (query.includeCursor ? 1 : 0) - query.limit;
	}
	const end = Math.min(length, start + query.limit);
	start = Math.max(0, start);
	const data: unknown[] = [];
	for (let index = start; index < end; index++) data.push(map(at(index)));
	return {
		data,
		next: end > start && end < length ? at(end - 1)._id : null,
		previous: end > start && start > 0 ? at(start)._id : null,
		totalCount: Math.min(length, COUNT_CAP),
		totalCountCapped: length > COUNT_CAP,
	};
}

function knownPosition<T extends { _id: string }>(
	collection: Collection<T, string>,
	id: string,
): number {
	return collection.get(id) ? collection.position(id) : -1;
}
