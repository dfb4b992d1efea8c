import { about } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { missingWords, resourceIdField, resourceOf, resourceTypeField } from './shared';

/** `GET /v2/translations/group/{type}/{id}`. */
export const getGroup: Operation = {
	value: 'getGroup',
	name: 'Get Group',
	action: 'Get the languages of a translation group',
	description:
		'Get the languages that a workflow or layout is translated to, and which are out of date',
	fields: () => [resourceTypeField, resourceIdField, optionsField()],
	plan: (item) => {
		const { resourceType, resourceId } = resourceOf(item);
		return {
			explain: missingWords,
			...requestPlan({
				method: 'GET',
				path: path`/v2/translations/group/${resourceType}/${resourceId}`,
				answer: about('a translation group', 'resourceId', resourceId),
				rateCategory: 'global',
			}),
		};
	},
};
