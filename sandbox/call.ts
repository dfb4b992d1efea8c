import { sleep } from 'n8n-workflow';

import { CommandError } from './errors';
import { isObjectId } from './ids';
import type { Settings } from './options';
import type { Store } from './store';
import type { Category, Environment, Fields, NovuVersion } from './types';

/** One request, after Novu's guards have let it in. */
export interface Call {
	/** Of the path, decoded */
	params: Record<string, string>;
	query: Fields;
	/** The JSON body; an empty object where there was none, or none that Novu reads */
	body: Fields;
	/** That the key belongs to */
	environment: Environment;
	/** The data of that environment */
	store: Store;
	settings: Settings;
}

/** What a handler hands back for an answer without body. */
export const NO_CONTENT = Symbol('no content');

/** One route of the API. What the handler returns is put in Novu's envelope. */
export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	url: string;
	category: Category;
	/** Tokens that a call takes out of the limiter's bucket; 1 when absent */
	cost?: number;
	/** When absent 201 for POST, 204 without body, else 200 */
	status?: number;
	/**
	 * Parameters of the path that must have the form of a document's `_id`, and the command that refuses
	 * them otherwise; since 3
	 */
	ids?: Record<string, string>;
	/** The generations that have it; all when absent */
	only?: NovuVersion | readonly NovuVersion[];
	/** Whether it belongs to a module of Novu's paid editions */
	paid?: boolean;
	/** Largest body in bytes; 100 kB when absent, as body-parser has it */
	bodyLimit?: number;
	handle(call: Call): unknown;
}

/**
 * The time that Novu takes between a read and the write that follows it, or nothing where writes do
 * not overlap: only await it when it is there, as an await alone lets other requests in between.
 */
export function simulateRaceWindow(call: Call): Promise<void> | undefined {
	const { raceMs } = call.settings;
	return raceMs > 0 ? sleep(raceMs) : undefined;
}

/** @throws CommandError for a parameter of the path that cannot be a document's `_id` */
export function checkIds({ params }: Call, ids: Record<string, string>): void {
	for (const [name, command] of Object.entries(ids)) {
		const value = params[name];
		if (isObjectId(value)) continue;
		throw new CommandError(command, {
			[name]: { messages: [`${name} must be a mongodb id`], value },
		});
	}
}

/** What a single v1 document looks like on the wire: mongoose adds `id` to it. */
export function withId<T extends { _id: string }>(document: T): T & { id: string } {
	return { ...document, id: document._id };
}

/**
 * Novu's envelope: an answer that has a `data` of its own and no id goes out as it is, all else as
 * `{ data }`.
 */
export function envelope(result: unknown): unknown {
	if (typeof result === 'object' && result !== null && !Array.isArray(result)) {
		const { data, _id, id } = result as Fields;
		if (data && !_id && !id) return result;
	}
	return { data: result };
}
