import type { Store } from './store';
import type { Context, Fields } from './types';
import { isFields } from './validation';

/** Adds a context without any check. */
export function addContext(store: Store, type: string, id: string, data: Fields = {}): Context {
	return store.contexts.add({ ...store.entity(), type, id, data });
}

/**
 * The keys of a body's `context`, e.g. `{ tenant: 'acme' }` or `{ tenant: { id: 'acme', data } }` gives
 * `tenant:acme`. Contexts that are new are made, as Novu does.
 */
export function contextKeys(store: Store, context: unknown): string[] {
	if (!isFields(context)) return [];
	return Object.entries(context).flatMap(([type, value]) => {
		const id = isFields(value) ? value.id : value;
		if (typeof id !== 'string') return [];
		const data = isFields(value) && isFields(value.data) ? value.data : {};
		const key = `${type}:${id}`;
		if (!store.contexts.first('key', key)) addContext(store, type, id, data);
		return [key];
	});
}
