import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ResumeContext, Wait } from './waitForResponse';
import type { Call } from './client';
import type { Confirmation } from './confirmation';
import type { FailureFacts } from './failure';
import { inReadingOrder } from './readingOrder';
import type { NovuRequest } from './request';

/** What an item becomes: one output item, or several for lists; all are paired with it. */
export type Output = IDataObject | IDataObject[];

/** An output item that hands out a file beside its data, see {@link Plan.fileIn}. */
export interface OutputFile {
	/** The binary field that it goes into */
	field: string;
	name: string;
	/** MIME type */
	type: string;
	content: Buffer;
}

/** A file that an input item brings along. */
export interface InputFile {
	name: string;
	/** MIME type */
	type: string;
	/**
	 * Reads it.
	 * @throws {InputError} where it is larger than Novu could take
	 */
	content(): Promise<Buffer>;
}

/** An input item as an operation sees it: its parameters, expressions resolved. */
export interface Item {
	/** Place in the input, from 0 */
	readonly index: number;
	/** The item's own data; not to be changed */
	readonly json: IDataObject;
	/** The workflow's time zone, e.g. `Europe/Berlin`: what a time without one is meant in */
	readonly timezone: string;
	/**
	 * A parameter's value, taken out of a resource locator where it is one.
	 * @returns undefined where the parameter is not set or not shown for this operation
	 */
	parameter(name: string): unknown;
	/**
	 * The expression that the user filled a field with.
	 * @param path `name`, or `collection.name` for an entry of a collection
	 * @returns undefined where the field holds no expression
	 */
	expression(path: string): string | undefined;
	/** Whether a model called the node as a tool; see `asTool.ts` */
	isForModel(): boolean;
	/** For an operation that asks somebody and waits for the answer */
	resumeContext(): ResumeContext;
	/**
	 * The file in a binary field; nothing of it is read yet.
	 * @throws {InputError} where the item has none there
	 */
	file(field: string): InputFile;
}

/** Sentences for the user in place of the general ones. */
export interface Explanation {
	message?: string;
	/** What to do next */
	advice?: string;
}

/** How calls for several items become one request. */
export interface Batch<Part = unknown> {
	/** Only calls of the same key are joined. */
	key: string;
	/**
	 * `sameTarget`: with those that wait for the same target (their lock key is the same): one request with
	 * the union. `anyTarget`: with those for other targets that could be sent now: one bulk request.
	 */
	with: 'sameTarget' | 'anyTarget';
	/**
	 * For `sameTarget`: what the call changes within the target. Calls with different conflict keys may
	 * overtake one another; those with the same one that cannot share a request may not.
	 */
	conflictKey?: string;
	/**
	 * For `sameTarget`: whether the call adds its target where that is missing. One that does not may
	 * need it, and never overtakes it.
	 */
	createsTarget?: boolean;
	/** What this item adds to the request. */
	part: Part;
	/** Whether one request can carry these parts, in the order of their items. */
	canAdd(parts: readonly Part[]): boolean;
	/**
	 * Sends one request for all parts.
	 * @returns an outcome for each part, in the same order
	 */
	send(call: Call, parts: readonly Part[]): Promise<Outcome[]>;
}

/** How one item ended. */
export type Outcome = { output: Output } | { error: Error };

/**
 * The output of an item that went well.
 * @throws the error of one that did not
 */
export function outputOf(outcome: Outcome): Output {
	if ('error' in outcome) throw outcome.error;
	return outcome.output;
}

/** What an item asks of Novu, planned without sending anything. */
export interface Plan {
	/**
	 * What the item writes to, e.g. `subscriber:4711`. Plans that share one never overlap and keep the
	 * order of their items; those that only read need none.
	 */
	lockKeys?: readonly string[];
	/** Where several items can share a request. */
	batch?: Batch;
	/**
	 * How the write is looked at again a moment later. Only for plans of a single lock key, which is the
	 * target that is looked at.
	 */
	confirmation?: Confirmation;
	/** Does the work for this item alone. */
	run(call: Call): Promise<Output>;
	/**
	 * Secrets that the item brings along, such as a provider's token: no message and no detail of its
	 * failure repeats them, whatever Novu says.
	 */
	secrets?: readonly string[];
	/** Words for a failure that is special to this operation. */
	explain?(facts: FailureFacts): Explanation | undefined;
	/** How n8n waits for an answer once this was sent; only where the item is the only one of the run. */
	wait?(output: Output): Wait;
	/** What the user should know of an output that is no error; told once, with the number of items. */
	hint?(output: Output): string | undefined;
	/** The file that the output hands out. Its data is then that of the only output item. */
	fileIn?(output: Output): OutputFile | undefined;
}

/** One operation of a resource: what the user sees, what goes to Novu, what comes out. */
export interface Operation {
	/** Value in saved workflows; never changes */
	value: string;
	/** In Title Case, e.g. `Update Credentials` */
	name: string;
	/** The sentence in the list of actions, e.g. `Update credentials of a subscriber` */
	action: string;
	description: string;
	/**
	 * Shown for this operation only; `displayOptions` for resource and operation are added. A function, so
	 * that an operation's file can begin with it, before what its fields are made of.
	 */
	fields(): INodeProperties[];
	/**
	 * Reads the item's parameters and says what to do.
	 * @throws {InputError} where they cannot be sent
	 */
	plan(item: Item): Plan;
}

/** A resource with its operations, in the order of the list. */
export interface Resource {
	/** Value in saved workflows; singular camelCase, never changes */
	value: string;
	name: string;
	/** What it is, for users who do not know Novu's words; shown in the list of resources */
	description: string;
	operations: readonly Operation[];
	/** The operation that is chosen first */
	defaultOperation: string;
}

/**
 * A plan of one request.
 * @param request what to send
 * @param result makes the output of the unwrapped answer; by default the answer itself
 */
export function requestPlan(
	request: NovuRequest,
	result: (body: unknown) => Output = asOutput,
): Pick<Plan, 'run'> {
	return { run: async (call) => result(await call(request)) };
}

/** Novu's answer with every field as it came, in an order for people: an object or a list of them. */
export function asOutput(body: unknown): Output {
	return (Array.isArray(body) ? body.map(inReadingOrder) : inReadingOrder(body)) as Output;
}
