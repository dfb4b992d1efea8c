import type { INodeProperties } from 'n8n-workflow';
import { nothing } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField, withDisplayOptions } from '../../fields/builders';
import { choiceOf } from '../../parameters/choices';
import {
	localeField,
	localeOf,
	missingWords,
	resourceIdField,
	resourceOf,
	resourceTypeField,
	TRANSLATIONS_LOCK,
	translationPath,
} from './shared';

/** `DELETE /v2/translations/{type}/{id}/{locale}`; of all languages without the locale. */
export const deleteTranslation: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a translation',
	description: 'Delete the texts of a workflow or layout in one language, or in all',
	fields: () => [
		resourceTypeField,
		resourceIdField,
		scopeField,
		withDisplayOptions(localeField, { languages: ['one'] }),
		optionsField(),
	],
	plan: (item) => {
		const resource = resourceOf(item);
		const { resourceType, resourceId } = resource;
		const isAll = choiceOf(item, 'languages', scopeField) === 'all';
		const locale = isAll ? undefined : localeOf(item);
		return {
			lockKeys: [TRANSLATIONS_LOCK],
			explain: missingWords,
			...requestPlan(
				{
					method: 'DELETE',
					path:
						locale === undefined
							? path`/v2/translations/${resourceType}/${resourceId}`
							: translationPath(resource, locale),
					answer: nothing,
					rateCategory: 'global',
				},
				() => ({ deleted: true, ...resource, ...(locale !== undefined && { locale }) }),
			),
		};
	},
};

const scopeField: INodeProperties = {
	displayName: 'Languages',
	name: 'languages',
	type: 'options',
	options: [
		{ name: 'All Languages', value: 'all' },
		{ name: 'One Language', value: 'one' },
	],
	default: 'one',
	description: 'Which texts to delete',
};
