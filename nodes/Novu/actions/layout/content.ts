import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError, isObject } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { withDisplayOptions } from '../../fields/builders';
import { choiceOf } from '../../parameters/choices';
import { givenAt, needed } from '../../parameters/given';
import { jsonObjectFrom, jsonObjectOf, parsedJson } from '../../parameters/json';
import { inputErrorFor } from '../../parameters/inputErrorFor';
import { textOf } from '../../parameters/texts';

/** The content of a layout as Novu takes it, under `controlValues.email`. */
export interface LayoutContent extends IDataObject {
	/** HTML, or the blocks of Novu's editor (Maily) as JSON text */
	body: string;
	/** Left out, Novu keeps the layout without it and renders nothing (3.19) */
	editorType: 'html' | 'block';
}

const HTML = 'HTML';
const BLOCKS = 'Blocks (JSON)';
const CONTROL_VALUES = 'Control Values (JSON)';

const modeField: INodeProperties = {
	displayName: 'Content',
	name: 'contentMode',
	type: 'options',
	options: [
		{ name: 'Blocks', value: 'blocks', description: "JSON of Novu's block editor" },
		{ name: 'From Get', value: 'json', description: "What 'Get' hands out, such as a backup" },
		{ name: 'HTML', value: 'html', description: 'A whole HTML page' },
		{
			name: 'Leave as It Is',
			value: 'keep',
			description: "Keep what the layout holds; a new one gets Novu's blocks",
		},
	],
	default: 'html',
	description: 'What the layout puts around the emails, and in which form it is given',
};

/** The field that takes what Get gives; also for Preview. */
export const controlValuesField: INodeProperties = {
	displayName: CONTROL_VALUES,
	name: 'controlValues',
	type: 'json',
	default: '',
	placeholder: 'e.g. { "email": { "body": "<html>…", "editorType": "html" } }',
	description:
		"The content as 'Get' hands it out: its controlValues, or the whole layout. 'Get Many' hands out none.",
};

/** The content that Create or Update writes. */
export const contentFields: INodeProperties[] = [
	modeField,
	withDisplayOptions(
		{
			displayName: HTML,
			name: 'html',
			type: 'string',
			typeOptions: { rows: 8 },
			default: '',
			required: true,
			placeholder: 'e.g. <html><body>{{content}}</body></html>',
			description:
				"A whole page, with html, body and {{content}} where the email goes. In an expression write that as {{ '{' + '{content}' + '}' }}.",
		},
		{ contentMode: ['html'] },
	),
	withDisplayOptions(
		{
			displayName: BLOCKS,
			name: 'blocks',
			type: 'json',
			default: '',
			required: true,
			placeholder: 'e.g. { "type": "doc", "content": […] }',
			description:
				"The document of Novu's block editor (Maily), with a variable block whose ID is content where the email goes",
		},
		{ contentMode: ['blocks'] },
	),
	withDisplayOptions({ ...controlValuesField, required: true }, { contentMode: ['json'] }),
];

/**
 * The content that was given for {@link contentFields}.
 * @returns undefined where the layout keeps what it holds
 * @throws {InputError} where Novu would not take it, or could not render it
 */
export function contentOf(item: Item): LayoutContent | undefined {
	const mode = choiceOf(item, 'contentMode', modeField);
	if (mode === 'keep') return undefined;
	const [name, label] = FIELDS[mode];
	needed(givenAt(item, name, label));
	if (mode === 'html') return htmlContent(textOf(item, name, label) ?? '', label);
	const found = jsonObjectFrom(givenAt(item, name, label)) ?? {};
	if (mode === 'json') return contentIn(found, label);
	return blockContent(JSON.stringify(found), label);
}

const FIELDS: Record<string, [name: string, label: string]> = {
	blocks: ['blocks', BLOCKS],
	html: ['html', HTML],
	json: ['controlValues', CONTROL_VALUES],
};

/** What was given for {@link controlValuesField} in a collection; undefined where nothing was. */
export function optionalContentOf(item: Item, path: string): LayoutContent | undefined {
	const given = jsonObjectOf(item, path, CONTROL_VALUES);
	return given && contentIn(given, CONTROL_VALUES);
}

/** The content in a layout as Get hands it out, with or without Simplify, or in its values alone. */
function contentIn(given: IDataObject, label: string): LayoutContent {
	const { controls, controlValues } = given;
	const values = isObject(controls) ? controls.values : (controlValues ?? given);
	const email = isObject(values) ? values.email : undefined;
	const body = isObject(email) ? email.body : undefined;
	if (!isObject(email) || typeof body !== 'string' || body.trim() === '') {
		throw inputErrorFor(
			label,
			'an object without a content',
			'one with email.body in it',
			"Nothing was sent. Give the controlValues of a layout, or the whole layout, as 'Get' hands it out: 'Get Many' hands out no content.",
		);
	}
	const type = email.editorType ?? (body.trim().startsWith('{') ? 'block' : 'html');
	if (type === 'html') return htmlContent(body, label);
	if (type === 'block') return blockContent(body, label);
	throw inputErrorFor(label, `of the editorType "${String(type)}"`, 'html or block');
}

const PARTS: Array<[pattern: RegExp, what: string]> = [
	[/<html[\s>]/i, '<html>'],
	[/<body[\s>]/i, '<body>'],
	[/\{\{-?\s*content\b/, '{{content}}'],
];

function htmlContent(body: string, label: string): LayoutContent {
	const missing = PARTS.filter(([pattern]) => !pattern.test(body)).map(([, what]) => what);
	if (missing.length > 0) {
		throw new InputError(
			`'${label}' has no ${missing.join(', no ')}, and Novu takes no layout without`,
			`Nothing was sent. Give '${label}' as a whole page: <html><body>…{{content}}…</body></html>.`,
		);
	}
	return { body, editorType: 'html' };
}

function blockContent(body: string, label: string): LayoutContent {
	if (!hasPlace(parsedJson(body, label))) {
		throw new InputError(
			`'${label}' has no place for the email: a block of the type variable with the ID content`,
			'Nothing was sent, as Novu takes no layout without. Put { "type": "variable", "attrs": { "id": "content" } } where the email goes.',
		);
	}
	return { body, editorType: 'block' };
}

function hasPlace(block: unknown): boolean {
	if (Array.isArray(block)) return block.some(hasPlace);
	if (!isObject(block)) return false;
	const { type, attrs } = block;
	const isPlace = type === 'variable' && isObject(attrs) && attrs.id === 'content';
	return isPlace || Object.values(block).some(hasPlace);
}
