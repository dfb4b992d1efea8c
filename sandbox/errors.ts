import { now, uuid } from './ids';
import type { Fields, NovuVersion } from './types';

const LABELS: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	409: 'Conflict',
	422: 'Unprocessable Entity',
};

const INTERNAL_MESSAGE = 'Internal server error, contact support and provide them with the errorId';

/**
 * What stands beside the sentence of a refusal. Since 3 it is repeated as `ctx`.
 *
 * - `labelled`: the status in words as `error`
 * - `status`: nothing, and `ctx` repeats the status
 * - `empty`: nothing, and `ctx` is empty
 * - `bare`: nothing, and there is no `ctx`
 */
export type ErrorForm = 'labelled' | 'status' | 'empty' | 'bare';

/** A refusal that Novu words itself. Everything else that is thrown becomes a 500 with an errorId. */
export class ApiError extends Error {
	/**
	 * @param status HTTP status
	 * @param text Novu's sentence
	 * @param extra fields beside it, e.g. `currentCount` and `limit`; since 3 they take the label's place
	 * @param form what else stands beside it
	 */
	constructor(
		readonly status: number,
		readonly text: string,
		readonly extra: Fields = {},
		readonly form: ErrorForm = 'labelled',
	) {
		super(text);
	}

	/** The HTTP status since Novu 3, and what it was in 2.0. */
	statusFor(generation: NovuVersion): number {
		return generation === '2.0' ? this.oldStatus : this.status;
	}

	protected get oldStatus(): number {
		return this.status;
	}

	/** The error body without status, time and path. */
	bodyFor(generation: NovuVersion): Fields {
		const label = this.form === 'labelled' ? { error: LABELS[this.status] } : {};
		if (generation === '2.0') return { message: this.text, ...this.extra, ...label };
		if (this.form === 'bare') return { message: this.text };
		if (this.form === 'empty') return { message: this.text, ctx: {} };
		const special = Object.keys(this.extra).length > 0;
		const ctx = special ? this.extra : { ...label, statusCode: this.status };
		return { ...ctx, message: this.text, ctx };
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

	override bodyFor(generation: NovuVersion): Fields {
		if (generation === '2.0') return { message: this.messages, error: LABELS[400] };
		const general = { messages: this.messages, value: 'No Value Recorded' };
		return { message: this.text, ctx: {}, errors: { general } };
	}
}

/** What one field of a command is refused for. */
export interface FieldErrors {
	messages: string[];
	/** What was given; absent where nothing was */
	value?: unknown;
}

/**
 * Input that passes Novu's first validation and is refused where it is carried out: since 3 a 422 that
 * names the command, in 2.0 like any other refused input.
 */
export class CommandError extends ApiError {
	/**
	 * @param command Novu's name of it, e.g. `ListSubscribersCommand`
	 * @param fields by name, in Novu's order
	 */
	constructor(
		readonly command: string,
		readonly fields: Record<string, FieldErrors>,
	) {
		super(422, commandMessage(command, fields));
	}

	protected override get oldStatus(): number {
		return 400;
	}

	override bodyFor(generation: NovuVersion): Fields {
		if (generation === '2.0') {
			const messages = Object.values(this.fields).flatMap((field) => field.messages);
			return { message: messages, error: LABELS[400] };
		}
		return { message: this.text, ctx: {}, errors: this.fields };
	}
}

function commandMessage(command: string, fields: Record<string, FieldErrors>): string {
	const parts = Object.entries(fields).map(
		([name, { messages }]) => `${name}: ${messages.join(', ')}`,
	);
	return `Validation failed for ${command}: ${parts.join('; ')}`;
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
export function errorAnswer(thrown: unknown, path: string, generation: NovuVersion): ErrorAnswer {
	const known = thrown instanceof ApiError;
	const status = known ? thrown.statusFor(generation) : 500;
	const details = known
		? thrown.bodyFor(generation)
		: { message: INTERNAL_MESSAGE, errorId: uuid() };
	return { status, body: { ...details, statusCode: status, timestamp: now(), path } };
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
