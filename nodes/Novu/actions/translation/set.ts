import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { givenAt, needed } from '../../parameters/given';
import { jsonObjectFrom } from '../../parameters/json';
import {
	aboutTranslation,
	localeField,
	localeOf,
	missingWords,
	resourceIdField,
	resourceOf,
	resourceTypeField,
	TRANSLATIONS_LOCK,
} from './shared';

/** `POST /v2/translations`, which replaces what is there. */
export const setTranslation: Operation = {
	value: 'set',
	name: 'Set',
	action: 'Set a translation',
	description:
		'Write the texts of a workflow or layout in one language. They replace those that are there: keys left out are gone.',
	fields: () => [
		resourceTypeField,
		resourceIdField,
		localeField,
		{
			displayName: CONTENT,
			name: 'content',
			type: 'json',
			default: '{}',
			required: true,
			placeholder: 'e.g. { "greeting": "Hello" }',
			description: 'All texts by their keys, which templates read as {{t.KEY}}',
		},
		optionsField(),
	],
	plan: (item) => {
		const resource = resourceOf(item);
		const locale = localeOf(item);
		const given = givenAt(item, 'content', CONTENT);
		needed(given);
		return {
			lockKeys: [TRANSLATIONS_LOCK],
			explain: missingWords,
			...requestPlan({
				method: 'POST',
				path: path`/v2/translations`,
				body: { ...resource, locale, content: jsonObjectFrom(given) },
				answer: aboutTranslation(resource, locale),
				rateCategory: 'global',
				idempotent: true,
			}),
		};
	},
};

const CONTENT = 'Content (JSON)';
