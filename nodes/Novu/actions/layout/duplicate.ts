import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { about, withField } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import type { FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import {
	collection,
	idempotencyKeyOf,
	idempotencyKeyOption,
	optionsField,
} from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { LAYOUT, layoutField, layoutLock, simpleLayout, translationEntry } from './shared';
import { booleanOf } from '../../parameters/booleans';
import { idOf, optionalIdOf } from '../../parameters/ids';

/** `POST /v2/layouts/{layoutId}/duplicate`; a 409 where the identifier is taken. */
export const duplicate: Operation = {
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate a layout',
	description: 'Make a copy of a layout, with its content',
	fields: () => [
		layoutField,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Newsletter at Christmas',
			description: 'What the copy is called',
		},
		collection('additionalFields', 'What else is known of the copy', [
			identifierEntry,
			translationEntry,
		]),
		simplifyField,
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const layoutId = idOf(item, 'layoutId', LAYOUT);
		const name = idOf(item, 'name', 'Name');
		const own = optionalIdOf(item, 'additionalFields.identifier', identifierEntry.displayName);
		const isTranslationEnabled = booleanOf(
			item,
			'additionalFields.isTranslationEnabled',
			translationEntry.displayName,
		);
		if (own === layoutId) {
			throw new InputError(
				`The copy would have the identifier "${own}" of the layout itself`,
				"Nothing was sent. Give the copy another 'Identifier'.",
			);
		}
		const shown = simplifierOf(item, simpleLayout);
		return {
			lockKeys: [layoutLock(layoutId), ...(own === undefined ? [] : [layoutLock(own)])],
			explain,
			...requestPlan(
				{
					method: 'POST',
					path: path`/v2/layouts/${layoutId}/duplicate`,
					body: {
						name,
						...(own !== undefined && { layoutId: own }),
						...(isTranslationEnabled !== undefined && { isTranslationEnabled }),
					},
					answer:
						own === undefined
							? withField('a layout', 'layoutId')
							: about('a layout', 'layoutId', own),
					rateCategory: 'configuration',
					idempotencyKey: idempotencyKeyOf(item, 'layout.duplicate', `${layoutId}\n${name}`),
				},
				(layout) => shown(layout as IDataObject),
			),
		};
	},
};

const identifierEntry: INodeProperties = {
	displayName: 'Identifier',
	name: 'identifier',
	type: 'string',
	default: '',
	placeholder: 'e.g. newsletter-christmas',
	description: 'What the copy is called by; Novu makes one of the name where it is left out',
};

function explain({ status }: FailureFacts): Explanation | undefined {
	if (status !== 409) return undefined;
	return {
		advice: "Give the copy another 'Identifier', or write that layout with 'Create or Update'.",
	};
}
