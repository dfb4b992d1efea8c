import type { Store } from './store';
import { change } from './store';
import type { Context, Fields } from './types';
import { isFields } from './validation';

const MOST = 5;
const NAME = /^[A-Za-z0-9_-]{1,100}$/;
const MALFORMED =
	'Invalid context payload structure. Expected object with context types as keys and string IDs or {id, data} objects as values';

/** Whether a value may be a context's type or ID; a dot may not, whatever Novu's message says. */
function isContextName(value: unknown): value is string {
	return typeof value === 'string' && NAME.test(value);
}

/** Whether two lists of keys hold the same keys. */
export function sameSet(one: readonly string[], other: readonly string[]): boolean {
	const keys = new Set(one);
	return keys.size === new Set(other).size && other.every((key) => keys.has(key));
}

/** Adds a context without any check. */
export function addContext(store: Store, type: string, id: string, data: Fields = {}): Context {
	return store.contexts.add({ ...store.entity(), type, id, data });
}

/** What Novu says about a body's `context`; nothing where it takes it. */
export function contextErrors(context: unknown): string[] {
	if (context === undefined || context === null) return [];
	const entries = isFields(context) ? Object.entries(context) : [];
	const valid = entries.every(([type, value]) => {
		const id = isFields(value) ? value.id : value;
		const data = isFields(value) ? value.data : undefined;
		return isContextName(type) && isContextName(id) && (data === undefined || isFields(data));
	});
	if (entries.length === 0 || !valid) return [MALFORMED];
	return entries.length > MOST
		? [`Too many contexts: ${entries.length} provided, maximum allowed is ${MOST}`]
		: [];
}

/**
 * The keys of a body's `context`, e.g. `{ tenant: 'acme' }` or `{ tenant: { id: 'acme', data } }` gives
 * `tenant:acme`. Contexts that are new are made, and data that came along is kept, as Novu does.
 */
export function contextKeys(store: Store, context: unknown): string[] {
	if (!isFields(context)) return [];
	return Object.entries(context).flatMap(([type, value]) => {
		const id = isFields(value) ? value.id : value;
		if (typeof id !== 'string') return [];
		const data = isFields(value) && isFields(value.data) ? value.data : undefined;
		const key = `${type}:${id}`;
		const known = store.contexts.first('key', key);
		if (!known) addContext(store, type, id, data);
		else if (data) change(known, { data });
		return [key];
	});
}
