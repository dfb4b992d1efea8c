import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import {
	aboutTranslation,
	localeField,
	localeOf,
	missingWords,
	resourceIdField,
	resourceOf,
	resourceTypeField,
	translationPath,
} from './shared';

/** `GET /v2/translations/{type}/{id}/{locale}`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a translation',
	description: 'Get the texts of a workflow or layout in one language',
	fields: () => [resourceTypeField, resourceIdField, localeField, optionsField()],
	plan: (item) => {
		const resource = resourceOf(item);
		const locale = localeOf(item);
		return {
			explain: missingWords,
			...requestPlan({
				method: 'GET',
				path: translationPath(resource, locale),
				answer: aboutTranslation(resource, locale),
				rateCategory: 'global',
			}),
		};
	},
};
