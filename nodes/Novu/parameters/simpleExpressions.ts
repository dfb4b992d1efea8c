import {
	isSafeObjectProperty,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { isObject } from '../engine/errors';

/** A step into an object (a name) or into a list (an index). */
type Step = string | number;

/** What a parameter holds: values and paths into the item, alone or inside of lists and objects. */
type Template =
	| { constant: unknown }
	| { path: Step[] }
	| { list: Template[] }
	| { fields: Array<[string, Template]> };

/** What is the same for all items of a run. */
interface Run {
	parameters: IDataObject;
	/** Empty where n8n takes `$json` from elsewhere */
	items: INodeExecutionData[];
	/** By the parameter's name; undefined where only n8n can say its value */
	templates: Map<string, Template | undefined>;
}

/** What drag and drop makes: `={{ $json.path }}`, `={{ $json["a b"][0] }}`, nothing around it. */
const SIMPLE = /^=\{\{ *\$json((?:\.[A-Za-z_]\w*|\[\d{1,9}\]|\["[^"]+"\]|\['[^']+'\])+) *\}\}$/;
const STEP = /\.(\w+)|\[(\d+)\]|\["([^"]+)"\]|\['([^']+)'\]/g;

/** What JavaScript or n8n gives a meaning of its own where it stands in a quoted name. */
const SPECIAL_CHARACTER = /["'`\\{}()[\]\p{C}\p{Zl}\p{Zp}]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Deeper values, and those that contain themselves, are n8n's. */
const MOST_LEVELS = 20;

/** Thrown and caught in this file only: a value that may be another one with n8n. */
const ASK_N8N = Symbol('ask n8n');

const runs = new WeakMap<IExecuteFunctions, Run>();

/**
 * Reads a parameter without n8n's expression engine, which takes about half a millisecond for each
 * expression. Only where the result is certain to be n8n's: values without expressions, and paths
 * into the item's own data. Everything else is n8n's: a step that is missing, inherited or computed,
 * special names, and what is no plain data.
 * @param json the item's data
 * @returns undefined where n8n must be asked; else the value: null where the parameter is not set,
 * lists and objects as copies, as n8n hands them out
 */
export function simpleValue(
	context: IExecuteFunctions,
	name: string,
	index: number,
	json: IDataObject,
): { value: unknown } | undefined {
	const run = runOf(context);
	if (run.items[index]?.json !== json) return undefined;
	if (!run.templates.has(name)) run.templates.set(name, parameterTemplate(run.parameters, name));
	const template = run.templates.get(name);
	return template && orAskN8n(() => ({ value: filled(template, json) }));
}

/** The node's parameters as they were saved. Read once: n8n hands out a copy of them each time. */
export function rawParameters(context: IExecuteFunctions): IDataObject {
	return runOf(context).parameters;
}

function runOf(context: IExecuteFunctions): Run {
	let run = runs.get(context);
	if (!run) {
		run = {
			// as they are in the workflow, less what the node does not show
			parameters: context.getNode().parameters as IDataObject,
			items: readsItsInput(context) ? context.getInputData() : [],
			templates: new Map(),
		};
		runs.set(context, run);
	}
	return run;
}

/** Whether `$json` is the input's data: for a node with pinned data it is not (n8n-workflow). */
function readsItsInput(context: IExecuteFunctions): boolean {
	try {
		return context.getWorkflowDataProxy(0).$json === context.getInputData()[0].json;
	} catch {
		return false;
	}
}

function orAskN8n<Result>(read: () => Result): Result | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}

function parameterTemplate(parameters: IDataObject, name: string): Template | undefined {
	// A path into a parameter is validated by n8n (resource mapper).
	if (/[^A-Za-z]/.test(name)) return undefined;
	if (!Object.hasOwn(parameters, name)) return { constant: null };
	return orAskN8n(() => templateOf(parameters[name], MOST_LEVELS));
}

function templateOf(raw: unknown, levels: number): Template {
	if (typeof raw === 'string' && raw.startsWith('=')) return { path: pathOf(raw) };
	if (typeof raw !== 'object' || raw === null) return { constant: raw };
	if (levels === 0) throw ASK_N8N;
	if (Array.isArray(raw)) return { list: raw.map((entry) => templateOf(entry, levels - 1)) };
	if (Object.hasOwn(raw, '__proto__')) throw ASK_N8N;
	const fields = Object.entries(raw).map(([key, value]): [string, Template] => [
		key,
		templateOf(value, levels - 1),
	]);
	return { fields };
}

function pathOf(expression: string): Step[] {
	const [, steps] = SIMPLE.exec(expression) ?? [];
	// n8n refuses every expression with `.constructor`, in names, too.
	if (!steps || expression.includes('constructor')) throw ASK_N8N;
	return [...steps.matchAll(STEP)].map(([, name, index, ...quoted]) => {
		if (index !== undefined) return Number(index);
		const plain = plainName(name ?? quoted.find(Boolean));
		if (SPECIAL_CHARACTER.test(plain)) throw ASK_N8N;
		return plain;
	});
}

/** A name that means nothing but itself, to JavaScript, to n8n and to its expression engines. */
function plainName(name: string): string {
	const special =
		name.startsWith('__') ||
		name in Object.prototype ||
		!isSafeObjectProperty(name) ||
		LONE_SURROGATE.test(name);
	if (special) throw ASK_N8N;
	return name;
}

function filled(template: Template, json: IDataObject): unknown {
	if ('constant' in template) return template.constant;
	if ('path' in template) {
		return plainCopy(template.path.reduce<unknown>(stepInto, json), MOST_LEVELS);
	}
	if ('list' in template) return template.list.map((entry) => filled(entry, json));
	return Object.fromEntries(template.fields.map(([key, value]) => [key, filled(value, json)]));
}

function stepInto(data: unknown, step: Step): unknown {
	const fits = typeof step === 'number' ? isPlainList(data) : isPlainObject(data);
	if (!fits) throw ASK_N8N;
	return ownValue(data as object, step);
}

function ownValue(data: object, key: Step): unknown {
	const property = Object.getOwnPropertyDescriptor(data, key);
	if (!property || !('value' in property) || !property.enumerable) throw ASK_N8N;
	return property.value;
}

/** Of data that JSON can hold; copies are what n8n's engines hand out. */
function plainCopy(value: unknown, levels: number): unknown {
	if (value === null || typeof value === 'boolean') return value;
	if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return value;
	if (typeof value === 'string' && !LONE_SURROGATE.test(value)) return value;
	if (levels === 0) throw ASK_N8N;
	if (isPlainList(value)) {
		return Array.from(value, (_, index) => plainCopy(ownValue(value, index), levels - 1));
	}
	if (!isPlainObject(value)) throw ASK_N8N;
	return Object.fromEntries(
		Reflect.ownKeys(value).map((key) => {
			if (typeof key !== 'string') throw ASK_N8N;
			return [plainName(key), plainCopy(ownValue(value, key), levels - 1)];
		}),
	);
}

/** No class instance; objects may come from another realm, with prototypes of its own. */
function isPlainObject(value: unknown): value is object {
	if (!isObject(value)) return false;
	return isRootPrototype(Object.getPrototypeOf(value));
}

function isPlainList(value: unknown): value is unknown[] {
	if (!Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	// no subclass, and nothing beside the entries
	return (
		Array.isArray(prototype) &&
		isRootPrototype(Object.getPrototypeOf(prototype)) &&
		Object.keys(value).length === value.length
	);
}

function isRootPrototype(prototype: unknown): boolean {
	return (
		typeof prototype === 'object' &&
		prototype !== null &&
		Object.getPrototypeOf(prototype) === null &&
		Object.hasOwn(prototype, 'hasOwnProperty')
	);
}
