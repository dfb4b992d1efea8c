import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { aboutAll } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import { isMissingRoute, type FailureFacts } from '../../engine/failure';
import type { Explanation, Item } from '../../engine/operation';
import { path, type NovuPath } from '../../engine/request';
import { choiceOf } from '../../parameters/choices';
import { idOf, optionalIdOf } from '../../parameters/ids';

const LOCALE = 'Locale';
const RESOURCE_ID = 'Workflow or Layout';

export const resourceTypeField: INodeProperties = {
	displayName: 'Texts Of',
	name: 'resourceType',
	type: 'options',
	options: [
		{ name: 'Layout', value: 'layout' },
		{ name: 'Workflow', value: 'workflow' },
	],
	default: 'workflow',
	description: 'What the texts belong to',
};

export const resourceIdField: INodeProperties = {
	displayName: RESOURCE_ID,
	name: 'resourceId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. order-shipped',
	description: 'The identifier of the workflow or layout, in which translations are switched on',
};

export const localeField: INodeProperties = {
	displayName: LOCALE,
	name: 'locale',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. en_US',
	description:
		'The language with its region, as in en_US. It must be one of the languages that Novu is set up with.',
};

/** What texts belong to. */
export interface Resource {
	resourceType: string;
	resourceId: string;
}

export function resourceOf(item: Item): Resource {
	return {
		resourceType: choiceOf(item, 'resourceType', resourceTypeField),
		resourceId: idOf(item, 'resourceId', RESOURCE_ID),
	};
}

const WITH_REGION = /^[a-z]{2,3}(_[A-Z][a-z]{3})?_([A-Z]{2}|\d{3})$/;

/** @throws {InputError} where it is no language with a region as Novu writes it */
export function localeOf(item: Item): string {
	return checkedLocale(idOf(item, 'locale', LOCALE));
}

/** The same where it may be left out: undefined for Novu's default language. */
export function optionalLocaleOf(item: Item): string | undefined {
	const locale = optionalIdOf(item, 'locale', LOCALE);
	return locale === undefined ? undefined : checkedLocale(locale);
}

function checkedLocale(locale: string): string {
	if (WITH_REGION.test(locale)) return locale;
	throw new InputError(
		`'${LOCALE}' is "${locale}", and Novu takes a language with its region as in en_US`,
		`Nothing was sent. Write '${LOCALE}' with an underscore, the language small and the region in capitals.`,
	);
}

/** Writes to texts never overlap: an import replaces those of many workflows and layouts. */
export const TRANSLATIONS_LOCK = 'translations';

/** Where the texts of one thing in one language are. */
export function translationPath({ resourceType, resourceId }: Resource, locale: string): NovuPath {
	return path`/v2/translations/${resourceType}/${resourceId}/${locale}`;
}

export function aboutTranslation({ resourceId }: Resource, locale: string) {
	return aboutAll('a translation', { resourceId, locale });
}

/** Translations are a module of Novu's paid editions; other servers have none of its routes. */
export function missingWords(facts: FailureFacts): Explanation | undefined {
	if (facts.status !== 402 && !isMissingRoute(facts)) return undefined;
	return {
		advice:
			"Translations belong to Novu's Team and Enterprise plans. Neither smaller plans nor servers of the community edition have them.",
	};
}

/** The texts of many workflows and layouts in one language, as Novu exports them. */
export interface MasterJson extends IDataObject {
	workflows?: IDataObject;
	layouts?: IDataObject;
}
