import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object } from '../../engine/answers';
import { isObject } from '../../engine/errors';
import { requestPlan, type Operation, type OutputFile } from '../../engine/operation';
import { asItIs } from '../../engine/readingOrder';
import { path } from '../../engine/request';
import { optionsField, withDisplayOptions } from '../../fields/builders';
import { choiceOf } from '../../parameters/choices';
import { idOf } from '../../parameters/ids';
import { localeField, missingWords, optionalLocaleOf, type MasterJson } from './shared';

/** `GET /v2/translations/master-json`. A language that nobody has texts in comes out empty. */
export const exportTranslations: Operation = {
	value: 'export',
	name: 'Export',
	action: 'Export translations',
	description: 'Get the texts of all workflows and layouts in one language, as JSON or as a file',
	fields: () => [
		{
			...localeField,
			required: undefined,
			description:
				'The language with its region, as in en_US; the default language where it is empty',
		},
		formField,
		binaryField,
		optionsField(),
	],
	plan: (item) => {
		const locale = optionalLocaleOf(item);
		const isFile = choiceOf(item, 'exportAs', formField) === 'file';
		const field = isFile ? idOf(item, 'binaryPropertyName', FILE_FIELD) : '';
		let file: OutputFile | undefined;
		return {
			fileIn: () => file,
			explain: missingWords,
			...requestPlan(
				{
					method: 'GET',
					path: path`/v2/translations/master-json`,
					query: { locale },
					answer: object(
						'texts of workflows and layouts',
						({ workflows, layouts }) => isObject(workflows) && isObject(layouts),
					),
					rateCategory: 'global',
				},
				(body) => {
					const master = body as MasterJson;
					if (!isFile) return asItIs(master);
					file = fileOf(master, field, locale);
					return summaryOf(master, file);
				},
			),
		};
	},
};

const formField: INodeProperties = {
	displayName: 'Export As',
	name: 'exportAs',
	type: 'options',
	options: [
		{ name: 'File', value: 'file', description: 'A JSON file, for translators and backups' },
		{ name: 'JSON', value: 'json', description: 'Texts by the identifiers of what they belong to' },
	],
	default: 'json',
	description: 'In which form to hand the texts out',
};

const FILE_FIELD = 'Put Output File in Field';

const binaryField: INodeProperties = withDisplayOptions(
	{
		displayName: FILE_FIELD,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		description: "The name of the output's binary field to put the file in",
		hint: 'The name of the output binary field to put the file in',
	},
	{ exportAs: ['file'] },
);

/** As Novu's import wants a file to be named. */
function fileOf(master: MasterJson, field: string, locale: string | undefined): OutputFile {
	return {
		field,
		name: `${locale ?? 'default'}.json`,
		type: 'application/json',
		content: Buffer.from(JSON.stringify(master, null, '\t')),
	};
}

/** What is said of a file beside it. */
function summaryOf({ workflows = {}, layouts = {} }: MasterJson, { name }: OutputFile) {
	const count = (texts: IDataObject) => Object.keys(texts).length;
	return { fileName: name, workflows: count(workflows), layouts: count(layouts) };
}
