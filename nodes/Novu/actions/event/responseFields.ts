import { isSafeObjectProperty, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { InputError, isObject } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { withDisplayOptions } from '../../fields/builders';
import { booleanOf } from '../../parameters/booleans';
import { choiceOf } from '../../parameters/choices';
import { givenAt, needed } from '../../parameters/given';
import { groupOf } from '../../parameters/item';
import { textsOf } from '../../parameters/lists';
import { described, inputErrorFor } from '../../parameters/inputErrorFor';
import { textOf } from '../../parameters/texts';
import type { Decision, FieldType, FormField } from '../../respond/question';

const APPROVAL = 'Approval Options';
const FORM = 'Form Fields';
const CHOICES = 'Choices';

export const responseTypeField: INodeProperties = {
	displayName: 'Response Type',
	name: 'responseType',
	type: 'options',
	options: [
		{ name: 'Approval', value: 'approval', description: 'One button to approve, or two' },
		{ name: 'Free Text', value: 'freeText', description: 'A text that is written' },
		{ name: 'Custom Form', value: 'customForm', description: 'A form of fields of your own' },
	],
	default: 'approval',
	description: 'What can be answered',
};

const approvalTypeField: INodeProperties = {
	displayName: 'Type of Approval',
	name: 'approvalType',
	type: 'options',
	options: [
		{ name: 'Approve Only', value: 'single' },
		{ name: 'Approve and Decline', value: 'double' },
	],
	default: 'single',
	description: 'Which buttons there are',
};

/** The names are those of n8n's own nodes, whose Human Review tool keeps this field. */
export const approvalOptionsField: INodeProperties = withDisplayOptions(
	{
		displayName: APPROVAL,
		name: 'approvalOptions',
		type: 'fixedCollection',
		placeholder: 'Add option',
		default: {},
		description: 'Which buttons there are, and what is on them',
		options: [
			{
				displayName: 'Values',
				name: 'values',
				values: [
					approvalTypeField,
					{
						displayName: 'Approve Button Label',
						name: 'approveLabel',
						type: 'string',
						default: 'Approve',
						description: 'What is on the button that approves',
					},
					withDisplayOptions(
						{
							displayName: 'Decline Button Label',
							name: 'disapproveLabel',
							type: 'string',
							default: 'Decline',
							description: 'What is on the button that declines',
						},
						{ approvalType: ['double'] },
					),
				],
			},
		],
	},
	{ responseType: ['approval'] },
);

const fieldTypeField: INodeProperties = {
	displayName: 'Type',
	name: 'fieldType',
	type: 'options',
	options: [
		{ name: 'Date', value: 'date' },
		{ name: 'Dropdown', value: 'dropdown' },
		{ name: 'Email', value: 'email' },
		{ name: 'Number', value: 'number' },
		{ name: 'Text', value: 'text' },
		{ name: 'Textarea', value: 'textarea' },
	],
	default: 'text',
	description: 'What the field takes',
};

const formField: INodeProperties = {
	displayName: FORM,
	name: 'formFields',
	type: 'fixedCollection',
	placeholder: 'Add field',
	typeOptions: { multipleValues: true, sortable: true },
	default: { values: [{ fieldLabel: '', fieldType: 'text' }] },
	description: 'What is asked for',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: CHOICES,
					name: 'fieldOptions',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. today, tomorrow, next week',
					displayOptions: { show: { fieldType: ['dropdown'] } },
					description: 'What can be chosen: texts with commas or line breaks between them',
				},
				{
					displayName: 'Label',
					name: 'fieldLabel',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. How many',
					description: 'What stands above the field',
				},
				{
					displayName: 'Name',
					name: 'fieldName',
					type: 'string',
					default: '',
					placeholder: 'e.g. amount',
					description: 'What the field is called in the output; where it is empty, its label',
				},
				{
					displayName: 'Required',
					name: 'requiredField',
					type: 'boolean',
					default: false,
					description: 'Whether the field has to be filled in',
				},
				fieldTypeField,
			],
		},
	],
};

/** The form, with a first field to fill in; without one where another response may be asked for. */
export const formFields: INodeProperties[] = [
	withDisplayOptions({ ...formField, required: true }, { responseType: ['customForm'] }),
	withDisplayOptions({ ...formField, default: {} }, { responseType: [] }),
];

/** What can be answered. */
export interface Response {
	decisions: Decision[];
	fields: FormField[];
}

const TEXT: FormField = {
	name: 'text',
	label: 'Response',
	type: 'textarea',
	required: true,
	choices: [],
};

/**
 * What can be answered, as the fields of the node say.
 * @throws {InputError} where they cannot make a page
 */
export function responseOf(item: Item): Response {
	switch (choiceOf(item, 'responseType', responseTypeField)) {
		case 'freeText':
			return { decisions: [], fields: [TEXT] };
		case 'customForm':
			return { decisions: [], fields: formFieldsOf(item) };
		default:
			return { decisions: decisionsOf(item), fields: [] };
	}
}

function groupsIn(item: Item, name: string, label: string): IDataObject {
	const value = item.parameter(name);
	if (isObject(value)) return value;
	throw inputErrorFor(label, described(value), 'an object with its fields');
}

function decisionsOf(item: Item): Decision[] {
	const { values = {} } = groupsIn(item, 'approvalOptions', APPROVAL);
	if (!isObject(values))
		throw inputErrorFor(APPROVAL, described(values), 'an object with its fields');
	const options = groupOf(item, 'approvalOptions.values', { approvalType: 'single', ...values });
	const label = (name: string, displayName: string, preset: string): string =>
		textOf(options, name, displayName) ?? preset;
	const approve = label('approveLabel', 'Approve Button Label', 'Approve');
	const decisions = [{ label: approve, approved: true }];
	if (choiceOf(options, 'approvalType', approvalTypeField) === 'double') {
		const decline = label('disapproveLabel', 'Decline Button Label', 'Decline');
		decisions.push({ label: decline, approved: false });
	}
	return decisions;
}

function formFieldsOf(item: Item): FormField[] {
	const { values } = groupsIn(item, 'formFields', FORM);
	if (!Array.isArray(values) || values.length === 0) {
		throw inputErrorFor(FORM, described(values), 'at least one field');
	}
	const fields = values.map((one: unknown, place) => {
		if (!isObject(one)) throw inputErrorFor(FORM, described(one), 'an object for each field');
		return fieldOf(groupOf(item, `formFields.values.${place}`, { fieldType: 'text', ...one }));
	});
	checkNames(fields.map(({ name }) => name));
	return fields;
}

function fieldOf(given: Item): FormField {
	needed(givenAt(given, 'fieldLabel', 'Label'));
	const label = textOf(given, 'fieldLabel', 'Label') ?? '';
	const type = choiceOf(given, 'fieldType', fieldTypeField) as FieldType;
	const choices =
		type === 'dropdown' ? textsOf(given, 'fieldOptions', CHOICES, { entries: 'words' }) : [];
	if (type === 'dropdown' && choices.length === 0) {
		throw inputErrorFor(CHOICES, 'empty', 'at least one choice');
	}
	return {
		name: textOf(given, 'fieldName', 'Name')?.trim() ?? label.trim(),
		label,
		type,
		required: booleanOf(given, 'requiredField', 'Required') === true,
		choices,
	};
}

/** Names that the answer has for itself. */
const TAKEN = ['approved', 'respondedAt', 'timedOut'];

function checkNames(names: readonly string[]): void {
	const wrong = names.find(
		(name, place) =>
			TAKEN.includes(name) || !isSafeObjectProperty(name) || names.indexOf(name) !== place,
	);
	if (wrong === undefined) return;
	throw new InputError(
		`'${FORM}' has a field named "${wrong}", which is there already`,
		`Nothing was sent. Give each field a 'Name' of its own, other than ${TAKEN.join(', ')}.`,
	);
}
