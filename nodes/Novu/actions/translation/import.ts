import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, isObject } from '../../engine/errors';
import type { Item, Operation } from '../../engine/operation';
import { bodyLimit, jsonBytes, path, type NovuRequest } from '../../engine/request';
import { optionsField, withDisplayOptions } from '../../fields/builders';
import { booleanOf } from '../../parameters/booleans';
import { choiceOf } from '../../parameters/choices';
import { givenAt, needed } from '../../parameters/given';
import { idOf } from '../../parameters/ids';
import { jsonObjectFrom, parsedJson } from '../../parameters/json';
import { localeField, localeOf, missingWords, TRANSLATIONS_LOCK, type MasterJson } from './shared';

/** `POST /v2/translations/master-json`; with a file, or more than 100 kB, `…/upload`. */
export const importTranslations: Operation = {
	value: 'import',
	name: 'Import',
	action: 'Import translations',
	description: 'Write the texts of many workflows and layouts in one language, from JSON or a file',
	fields: () => [
		localeField,
		formField,
		...sources,
		optionsField([
			{
				displayName: FAIL_IF_PARTIAL,
				name: 'failIfPartial',
				type: 'boolean',
				default: true,
				description:
					'Whether the item fails where Novu has imported the texts of some and refused those of others. Where it has imported none, it fails in any case.',
			},
		]),
	],
	plan: (item) => {
		const locale = localeOf(item);
		const source = sourceOf(item);
		const failIfPartial = booleanOf(item, 'options.failIfPartial', FAIL_IF_PARTIAL) ?? true;
		return {
			lockKeys: [TRANSLATIONS_LOCK],
			explain: missingWords,
			run: async (call: Call) => {
				const { master, file } = await source();
				const answer = await call(request(locale, master, file));
				return checkOutcome(answer as Imported, failIfPartial);
			},
		};
	},
};

const formField: INodeProperties = {
	displayName: 'Import From',
	name: 'importFrom',
	type: 'options',
	options: [
		{ name: 'File', value: 'file', description: 'A JSON file that the item brings along' },
		{ name: 'JSON', value: 'json', description: 'Texts by the identifiers of what they belong to' },
	],
	default: 'json',
	description: 'Where the texts come from',
};

const TEXTS = 'Texts (JSON)';
const FILE = 'Input Data Field Name';
const FAIL_IF_PARTIAL = 'Fail on Partial Import';

const sources: INodeProperties[] = [
	withDisplayOptions(
		{
			displayName: TEXTS,
			name: 'masterJson',
			type: 'json',
			default: '={{ $json }}',
			required: true,
			placeholder: 'e.g. { "workflows": { "welcome": { "greeting": "Hello" } }, "layouts": {} }',
			description:
				'The texts as Export hands them out. They replace those of each workflow and layout that is named: keys left out are gone.',
		},
		{ importFrom: ['json'] },
	),
	withDisplayOptions(
		{
			displayName: FILE,
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			description: "The name of the input's binary field with the file to import",
			hint: 'The name of the input binary field containing the file to be imported',
		},
		{ importFrom: ['file'] },
	),
];

/** @throws {InputError} where it names nothing that texts could belong to */
function checkedMaster(master: IDataObject, label: string): MasterJson {
	const { workflows, layouts } = master;
	const isFine = [workflows, layouts].every((one) => one === undefined || isObject(one));
	if (isFine && (workflows ?? layouts) !== undefined) return master;
	throw new InputError(
		`'${label}' holds no texts: it needs "workflows" or "layouts", each with texts by identifier`,
		'Nothing was sent. Give what Export hands out, as in { "workflows": { "welcome": { "greeting": "Hello" } } }.',
	);
}

/** Reads the texts that the item brings along, once they are needed. */
function sourceOf(item: Item): () => Promise<{ master: MasterJson; file?: Buffer }> {
	if (choiceOf(item, 'importFrom', formField) === 'json') {
		const given = givenAt(item, 'masterJson', TEXTS);
		needed(given);
		const master = checkedMaster(jsonObjectFrom(given) ?? {}, TEXTS);
		return async () => await Promise.resolve({ master });
	}
	const field = item.file(idOf(item, 'binaryPropertyName', FILE));
	return async () => {
		const file = withoutMark(await field.content());
		const label = `${FILE}: ${field.name}`;
		const texts = parsedJson(file.toString('utf8'), label);
		return { master: checkedMaster(isObject(texts) ? texts : {}, label), file };
	};
}

/** A byte order mark, which editors of Windows write, is no JSON. */
function withoutMark(content: Buffer): Buffer {
	return content.subarray(0, 3).toString('hex') === 'efbbbf' ? content.subarray(3) : content;
}

/** What Novu answers an import with, whatever became of it. */
interface Imported extends IDataObject {
	success: boolean;
	message: string;
	successful?: string[];
	failed?: string[];
}

const SHARED = {
	method: 'POST',
	answer: object('the outcome of an import', ({ success }) => typeof success === 'boolean'),
	rateCategory: 'global',
	idempotent: true,
} as const;

/** A file, and JSON that is too large for the other call, go as a form: Novu reads the locale from the name. */
function request(locale: string, master: MasterJson, file: Buffer | undefined): NovuRequest {
	const plain: NovuRequest = {
		...SHARED,
		path: path`/v2/translations/master-json`,
		body: { locale, masterJson: master },
	};
	if (!file && jsonBytes(plain.body) <= bodyLimit(plain.path)) return plain;
	return {
		...SHARED,
		path: path`/v2/translations/master-json/upload`,
		file: {
			field: 'file',
			name: `${locale}.json`,
			type: 'application/json',
			content: file ?? Buffer.from(JSON.stringify(master)),
		},
	};
}

/** Novu tells failures with status 200, too. */
function checkOutcome(answer: Imported, failIfPartial: boolean): IDataObject {
	const { success, message, successful = [], failed = [] } = answer;
	const isPartial = successful.length > 0 && failed.length > 0;
	if (success && (failed.length === 0 || (isPartial && !failIfPartial))) return answer;
	if (!success && isPartial && !failIfPartial) return answer;
	const of = failed.length > 0 ? `: ${failed.join(', ')}` : '';
	throw new InputError(
		isPartial
			? `Novu has imported ${successful.length} and refused ${failed.length}${of} (${message})`
			: `Novu has imported nothing${of} (${message})`,
		`Check that these are identifiers of workflows and layouts of this environment, and that the language is set up in Novu.${isPartial ? ` '${FAIL_IF_PARTIAL}' under Options can be switched off.` : ''}`,
	);
}
