import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isCalledByModel } from '../engine/asTool';
import { resumeContextOf } from '../engine/waitForResponse';
import { InputError, isObject } from '../engine/errors';
import { checkFileSize } from '../engine/multipart';
import type { InputFile, Item } from '../engine/operation';
import { rawParameters, simpleValue } from './simpleExpressions';

/** An input item with its parameters, as n8n resolves them for it. */
export function itemOf(context: IExecuteFunctions, index: number, json: IDataObject): Item {
	const item: Item = {
		index,
		json,
		timezone: context.getTimezone(),
		parameter: (name) => {
			const { value } = simpleValue(context, name, index, json) ?? {
				value: context.getNodeParameter(name, index, null) as unknown,
			};
			return plain(value) ?? undefined;
		},
		expression: (path) => expressionAt(rawParameters(context), path),
		isForModel: () => isCalledByModel(context),
		resumeContext: () => resumeContextOf(context),
		file: (field) => inputFile(context, index, field),
	};
	return remembering(item);
}

/** @throws {InputError} where the item has no file in this field */
function inputFile(context: IExecuteFunctions, index: number, field: string): InputFile {
	const binary = context.getInputData()[index]?.binary?.[field];
	if (!binary) {
		throw new InputError(
			`The item has no file in the binary field "${field}"`,
			'Nothing was sent. Name the field that the node before puts its file in, as in Read/Write Files from Disk or HTTP Request.',
		);
	}
	const name = binary.fileName ?? field;
	return {
		name,
		type: binary.mimeType,
		content: async () => {
			// Before it is read: a file in n8n's storage can be larger than the memory.
			const { helpers } = context;
			if (binary.id) checkFileSize((await helpers.getBinaryMetadata(binary.id)).fileSize, name);
			const content = await helpers.getBinaryDataBuffer(index, field);
			checkFileSize(content.length, name);
			return content;
		},
	};
}

/** A collection is read once for each of its entries, and n8n would resolve all of them each time. */
function remembering(item: Item): Item {
	const known = new Map<string, unknown>();
	const parameter = (name: string) => {
		if (!known.has(name)) known.set(name, resolved(item, name));
		return known.get(name);
	};
	return { ...item, parameter };
}

/** n8n goes through all that a value holds, and finds no end in one that holds itself. */
function resolved(item: Item, name: string): unknown {
	try {
		return item.parameter(name);
	} catch (error) {
		throw unresolvable(error as Error, name);
	}
}

function unresolvable(error: Error, name: string): Error {
	if (!(error instanceof RangeError)) return error;
	return new InputError(
		`The value of the parameter "${name}" holds itself, or goes too deep`,
		'Nothing was sent. Correct the expression: give a copy without the part that leads back to it.',
	);
}

/**
 * The fields of a group, such as an entry of a fixed collection, as those of an item of its own.
 * @param at where the group stands, e.g. `options.limitWaitTime.values`
 * @param values the group as n8n has resolved it
 */
export function groupOf(item: Item, at: string, values: IDataObject): Item {
	return {
		...item,
		parameter: (name) => {
			if (name === 'operation') return item.parameter(name);
			return Object.hasOwn(values, name) ? (plain(values[name]) ?? undefined) : undefined;
		},
		expression: (path) => item.expression(`${at}.${path}`),
	};
}

/** What stands in the node as it was saved; an expression is a text that begins with `=`. */
function expressionAt(parameters: unknown, path: string): string | undefined {
	let value = parameters;
	for (const name of path.split('.')) {
		// A collection may be an expression as a whole.
		if (isExpression(value)) return value;
		value = isObject(value) && Object.hasOwn(value, name) ? plain(value[name]) : undefined;
	}
	return isExpression(value) ? value : undefined;
}

function isExpression(value: unknown): value is string {
	return typeof value === 'string' && value.startsWith('=');
}

/** A locator's value is inside `{ __rl: true, mode, value }`. */
export function plain(value: unknown): unknown {
	return isObject(value) && '__rl' in value ? value.value : value;
}
