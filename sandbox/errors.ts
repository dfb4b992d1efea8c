import { now, uuid } from './ids';
import type { Fields, Generation } from './types';

const LABELS: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	402: 'Payment Required',
	404: 'Not Found',
	409: 'Conflict',
	413: 'Payload Too Large',
	422: 'Unprocessable Entity',
};

const INTERNAL_MESSAGE = 'Internal server error, contact support and provide them with the errorId';

/** A refusal that Novu words itself. Everything else that is thrown becomes a 500 with an errorId. */
export class ApiError extends Error {
	/**
	 * @param status HTTP status
	 * @param text Novu's sentence
	 * @param extra fields beside it, e.g. `currentCount` and `limit`
	 * @param labelled whether the body carries the status in words as `error`; a few lack it
	 */
	constructor(
		readonly status: number,
		readonly text: string,
		readonly extra: Fields = {},
		readonly labelled = true,
	) {
		super(text);
	}

	/** The HTTP status since Novu 3, and what it was in 2.0. */
	statusFor(generation: Generation): number {
		return generation === '2.0' ? this.oldStatus : this.status;
	}

	protected get oldStatus(): number {
		return this.status;
	}

	/** The error body without status, time and path. */
	bodyFor(generation: Generation): Fields {
		const label = this.labelled ? { error: LABELS[this.status] } : {};
		if (generation === '2.0') return { message: this.text, ...this.extra, ...label };
		const ctx = { ...this.extra, ...label };
		return { message: this.text, ctx, ...ctx };
	}
}

/** Input that Novu's validation refuses: 400 with a list of sentences in 2.0, 422 since 3. */
export class ValidationError extends ApiError {
	constructor(readonly messages: string[]) {
		super(422, 'Validation Error');
	}

	protected override get oldStatus(): number {
		return 400;
	}

	override bodyFor(generation: Generation): Fields {
		if (generation === '2.0') return { message: this.messages, error: LABELS[400] };
		const general = { messages: this.messages, value: 'No Value Recorded' };
		return { message: this.text, ctx: {}, errors: { general } };
	}
}

/** An error as an answer. */
export interface ErrorAnswer {
	status: number;
	body: Fields;
}

/**
 * Words whatever was thrown as Novu answers it.
 * @param path the request's path with its query, which Novu repeats
 */
export function errorAnswer(thrown: unknown, path: string, generation: Generation): ErrorAnswer {
	const known = thrown instanceof ApiError;
	const status = known ? thrown.statusFor(generation) : 500;
	const details = known
		? thrown.bodyFor(generation)
		: { message: INTERNAL_MESSAGE, errorId: uuid() };
	return { status, body: { statusCode: status, timestamp: now(), path, ...details } };
}

/** The answer to a route that this Novu does not have. */
export function unknownRoute(method: string, path: string): ApiError {
	return new ApiError(404, `Cannot ${method} ${path}`);
}

export function notFound(text: string): ApiError {
	return new ApiError(404, text);
}

export function badRequest(text: string, extra?: Fields): ApiError {
	return new ApiError(400, text, extra);
}

export function conflict(text: string, extra?: Fields): ApiError {
	return new ApiError(409, text, extra);
}
