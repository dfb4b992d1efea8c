import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Call } from '../engine/client';
import { InputError } from '../engine/errors';
import { outsideRun, type OutsideRun } from '../engine/outsideRun';

/** A user waits in front of the list: better a sentence soon than an answer late. */
const SETTINGS: OutsideRun = { timeoutMs: 10_000, retries: 1, maxRateLimitWaitMs: 10_000 };

/** A search behind a pick list, with a way to call Novu. */
export type Search = (
	call: Call,
	filter: string,
	paginationToken: string | undefined,
	context: ILoadOptionsFunctions,
) => Promise<INodeListSearchResult>;

/**
 * Makes a `methods.listSearch` function of a search.
 * @param nothingChosen how the list's first entry is called, with which nothing is chosen; undefined
 * where something has to be
 * @param explain words for a failure that is special to the list
 * @throws {NodeApiError|NodeOperationError} that says why the list cannot be loaded
 */
export function listSearch(
	search: Search,
	nothingChosen: (context: ILoadOptionsFunctions) => string | undefined = () => undefined,
	explain?: OutsideRun['explain'],
) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const found = await inEditor(
			this,
			async (call) => await search(call, filter?.trim() ?? '', paginationToken, this),
			explain,
		);
		const first = filter?.trim() || paginationToken ? undefined : nothingChosen(this);
		const choices = found.results.filter(({ value }) => isChoice(value));
		return { ...found, results: first ? [{ name: first, value: '' }, ...choices] : choices };
	};
}

/** An entry that Novu hands out without its ID cannot be chosen. */
function isChoice(value: unknown): boolean {
	return value !== '' && value !== 'undefined' && value !== 'null';
}

/**
 * Asks Novu for something that the editor shows.
 * @throws {NodeApiError|NodeOperationError} that says why it cannot be loaded
 */
export async function inEditor<T>(
	context: ILoadOptionsFunctions,
	load: (call: Call) => Promise<T>,
	explain?: OutsideRun['explain'],
): Promise<T> {
	return await outsideRun(
		context,
		{
			...SETTINGS,
			explain,
			// The editor has a heading that the list could not be loaded, and puts the status in front.
			message: ({ message }) => message.replace(/ \(HTTP \d+\)$/, ''),
		},
		load,
	);
}

/**
 * The value of a parameter as the editor has it now; a locator's is inside of it.
 * @returns an empty text where it is not set, or an expression
 */
export function currentText(context: ILoadOptionsFunctions, name: string): string {
	const value = context.getCurrentNodeParameter(name) as unknown;
	const inner = typeof value === 'object' && value !== null ? (value as IDataObject).value : value;
	return typeof inner === 'string' && !inner.startsWith('=') ? inner : '';
}

/**
 * What a list is read for: the value of another field, which has to be filled before.
 * @param what for the message, e.g. `subscriber`
 * @throws {InputError} where it is empty, so that the editor says more than that there are no results
 */
export function neededText(context: ILoadOptionsFunctions, name: string, what: string): string {
	const text = currentText(context, name);
	if (text) return text;
	throw new InputError(
		`Choose the ${what} first`,
		`The list shows what belongs to one ${what}. Where that is an expression, give the ID in place of choosing from the list.`,
	);
}
