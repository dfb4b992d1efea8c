import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { choicesOf, entriesOf, type Found } from './walk';

/**
 * A rule of n8n's for descriptions of nodes (its UX guide, and its lint rules, which see only what
 * stands literally in the code and not what is put together).
 * @returns what is wrong with a parameter, a sentence for each
 */
export type Rule = (found: Found) => string[];

/** Words that stay small within a title (the `title-case` package that n8n's lint goes by). */
const SMALL_WORDS =
	/^(a|an|and|as|at|because|but|by|en|for|if|in|neither|nor|of|on|only|or|over|per|so|some|than|that|the|to|up|upon|v|versus|via|vs|when|with|without|yet)$/;

/** Whether a label is in Title Case. */
export function isTitleCase(label: string): boolean {
	const parts = label.split(/\s+/);
	const words = parts.map((part) => part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
	return words.every((word, i) => {
		if (!/^\p{L}/u.test(word)) return true;
		const inside = i > 0 && i < words.length - 1 && !parts[i + 1].startsWith('(');
		if (inside && SMALL_WORDS.test(word.toLowerCase())) return word === word.toLowerCase();
		return /\p{Lu}/u.test(word);
	});
}

/** Whether a text has no full stop after its only sentence, or one after each of several. */
export function isPunctuated(text: string): boolean {
	const plain = text
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const ends = [...plain.matchAll(/[.!?…]['")\]]*(?=\s+(["'(]\p{L}|\p{Lu}))/gu)].filter(
		({ index }) => !/\b(e\.g|i\.e|etc|vs|\d)\.$/.test(plain.slice(0, index + 1)),
	);
	const isSeveral = ends.length > 0;
	return isSeveral ? /[.!?…]['")\]]*$/.test(plain) : !/\.['")\]]*$/.test(plain);
}

/** Whether abbreviations are written in capitals. */
export function hasCapitals(text: string): boolean {
	return !/(?<![\w.\-/@])(ids?|Ids?|urls?|Urls?|json|Json|api|Api)(?![\w.\-/@])/.test(text);
}

/** Whether a text is free of markup that the editor shows as it is, and of pictures. */
function isPlain(text: string): boolean {
	return !/`|<(?!\/?(a|b|br|code|i|strong|em)\b)|\p{Extended_Pictographic}/u.test(text);
}

/** Whether a notice has no markup but what the editor (n8n 2.41) leaves in one. */
function isPlainNotice(text: string): boolean {
	return isPlain(text.replace(/<\/?(ul|li)>/g, '')) && !/<(?!\/?(a|ul|li)\b)/.test(text);
}

const isNotice = ({ type }: INodeProperties) => type === 'notice' || type === 'callout';

function textProblems(what: string, text: string, isFree = isPlain): string[] {
	return [
		...(isPunctuated(text) ? [] : [`${what} has a full stop too many or too few: ${text}`]),
		...(hasCapitals(text) ? [] : [`${what} has ID, URL, JSON or API in small letters: ${text}`]),
		...(isFree(text) ? [] : [`${what} holds markup or pictures: ${text}`]),
		...(/^[\p{Lu}\d<'"]/u.test(text) ? [] : [`${what} begins small: ${text}`]),
		...(text === text.trim() ? [] : [`${what} has spaces around it: ${text}`]),
	];
}

function labelProblems(what: string, label: string): string[] {
	return [
		...(isTitleCase(label) ? [] : [`${what} is not in Title Case: ${label}`]),
		...(hasCapitals(label) ? [] : [`${what} has ID, URL, JSON or API in small letters: ${label}`]),
		...(isPlain(label) && label === label.trim() ? [] : [`${what} is not plain: ${label}`]),
	];
}

/** The labels of a fixed collection's groups. */
function groupLabels({ type, options = [] }: INodeProperties): string[] {
	if (type !== 'fixedCollection') return [];
	return options.map((group) => ('displayName' in group ? group.displayName : group.name));
}

/** Lists whose values are names of products, written as their makers write them. */
const PRODUCT_NAMES = ['providerId'];

const labels: Rule = ({ property }) => {
	if (isNotice(property)) return [];
	const choices = PRODUCT_NAMES.includes(property.name) ? [] : choicesOf(property);
	return [
		...labelProblems('its label', property.displayName),
		...groupLabels(property).flatMap((label) => labelProblems('the label of a group', label)),
		...choices.flatMap(({ name }) => labelProblems('a value', name)),
	];
};

/** Lists that choose what the node does; what they offer is described one by one. */
const SELECTIONS = ['resource', 'operation', 'triggerOn'];

const descriptions: Rule = ({ property, nested }) => {
	if (isNotice(property)) return textProblems('the notice', property.displayName, isPlainNotice);
	const { name, displayName, description, hint } = property;
	const texts = [
		...(description ? textProblems('its description', description) : []),
		...(hint ? textProblems('its hint', hint) : []),
	];
	if (!nested && SELECTIONS.includes(name)) return texts;
	if (!description) return ['it has no description'];
	const repeats = description.toLowerCase() === displayName.toLowerCase();
	return [...texts, ...(repeats ? ['its description repeats its label'] : [])];
};

/** So much of a value's description fits into the two lines that the editor shows of it. */
const TWO_LINES = 110;

/** Those of operations are longer: an AI Agent reads them in full. */
const valueDescriptions: Rule = ({ property, nested }) =>
	choicesOf(property).flatMap(({ name, description = '' }) => [
		...(SELECTIONS.includes(property.name) && !nested && !description
			? [`"${name}" has no description`]
			: []),
		...(property.name !== 'operation' && description.length > TWO_LINES
			? [`the description of "${name}" is cut off in the list: ${description}`]
			: []),
		...(description ? textProblems(`the description of "${name}"`, description) : []),
		...(description.toLowerCase() === name.toLowerCase()
			? [`the description of "${name}" repeats it`]
			: []),
	]);

const booleans: Rule = ({ property: { type, description } }) =>
	type === 'boolean' && !description?.startsWith('Whether ')
		? [`its description does not begin with "Whether": ${description}`]
		: [];

const inOrder = (a: string, b: string) => a.localeCompare(b, 'en');

/** In the order of use, what is used most first; of providers those that cannot deliver come last. */
const IN_ORDER_OF_USE = ['resource', 'operation', 'providerId'];

const sortedLists: Rule = ({ property }) => {
	if (IN_ORDER_OF_USE.includes(property.name)) return [];
	const entries = property.type === 'collection' ? entriesOf(property) : [];
	const lists = [
		choicesOf(property).map(({ name }) => name),
		groupLabels(property),
		...entries.map(({ values }) => values.map(({ displayName }) => displayName)),
	];
	return lists
		.filter((list) => list.length >= 5)
		.filter((list) => list.join('\n') !== [...list].sort(inOrder).join('\n'))
		.map((list) => `its list is not sorted: ${list.join(', ')}`);
};

/** Defaults have the parameter's type, and are among its values. */
const defaults: Rule = ({ property }) => {
	const { type, default: value } = property;
	const values: unknown[] = choicesOf(property).map((choice) => choice.value);
	const fits: Partial<Record<INodeProperties['type'], () => boolean>> = {
		boolean: () => typeof value === 'boolean',
		collection: () => JSON.stringify(value) === '{}',
		fixedCollection: () => typeof value === 'object' && value !== null,
		multiOptions: () => Array.isArray(value) && value.every((one) => values.includes(one)),
		number: () => typeof value === 'number' || value === '',
		options: () => values.length === 0 || values.includes(value),
		string: () => typeof value === 'string',
	};
	return (fits[type]?.() ?? value !== undefined)
		? []
		: [`its default does not fit: ${JSON.stringify(value)}`];
};

function twice(list: readonly unknown[]): unknown[] {
	return list.filter((one, i) => list.indexOf(one) !== i);
}

const repetitions: Rule = ({ property }) => {
	const choices = choicesOf(property);
	const entries = entriesOf(property).flatMap(({ values }) =>
		twice(values.filter((entry) => !entry.displayOptions).map(({ name }) => name)),
	);
	return [
		...twice(choices.map(({ name }) => name)),
		...twice(choices.map(({ value }) => value)),
		...entries,
	].map((name) => `"${String(name)}" is there twice`);
};

/** What n8n calls collections of fields that need not be filled. */
const COLLECTIONS = [
	'Additional Fields',
	'Additional Properties',
	'Filters',
	'Options',
	'Sort',
	'Update Fields',
];

/** A row that somebody added, of which something has to be filled. */
const isInRow = (where: string) => where.includes('.values.');

const optionalFields: Rule = ({ property, nested, where }) => [
	...(nested && property.required && !isInRow(where)
		? ['it is required inside of a collection']
		: []),
	...(property.required === false ? ['"required: false" has to be left out'] : []),
	...(property.type === 'collection' && !nested && !COLLECTIONS.includes(property.displayName)
		? [`a collection is called one of ${COLLECTIONS.join(', ')}: ${property.displayName}`]
		: []),
];

const expressions: Rule = ({ property: { name, type, noDataExpression }, nested }) => {
	if (!nested && SELECTIONS.includes(name)) {
		return noDataExpression ? [] : ['it can be an expression'];
	}
	// a resource mapper takes expressions in its fields
	const mayRefuse = ['notice', 'resourceMapper'].includes(type);
	return noDataExpression && !mayRefuse ? ['it cannot be an expression'] : [];
};

const placeholders: Rule = ({ property: { type, name, placeholder, modes = [] } }) => {
	const examples = modes.filter((mode) => mode.type === 'string').map((mode) => mode.placeholder);
	if (['string', 'number', 'json', 'dateTime'].includes(type)) examples.push(placeholder);
	const isEmail = name === 'email' && type === 'string';
	const isList = ['collection', 'fixedCollection'].includes(type);
	return [
		...examples
			.filter((text) => text && !text.startsWith('e.g. ') && text !== 'name@email.com')
			.map((text) => `its placeholder does not begin with "e.g.": ${text}`),
		...(isEmail && !placeholder ? ['an email needs a placeholder'] : []),
		...(isList && !placeholder?.startsWith('Add ')
			? [`its placeholder does not say what is added: ${placeholder}`]
			: []),
	];
};

/** Fields that are filled with something of the user's own: what a person or an AI model makes up. */
const FILLED = ['string', 'json', 'dateTime', 'resourceLocator'];

const EXAMPLE = /\b(such as|as in|for example)\b|[[{]\s?["{]/i;

/** Fields of which an AI model sees nothing, so that a placeholder is enough. */
const FOR_PEOPLE = /^novu(Api|WebhookSecretApi) /;

/** Of a field an AI model sees the description, and of its placeholder nothing. */
const examples: Rule = ({ property, where }) => {
	const { type, typeOptions, default: value, description = '', placeholder = '' } = property;
	if (!FILLED.includes(type) || typeOptions?.password) return [];
	const showsItself = type !== 'resourceLocator' && !['', '{}', '[]'].includes(String(value));
	const example = placeholder.replace(/^e\.g\. /, '');
	const isIn = EXAMPLE.test(description) || (example && description.includes(example));
	// A description is shown as HTML, in which an example of HTML would be lost.
	const isEnough = example && (example.includes('<') || FOR_PEOPLE.test(where));
	if (showsItself || isIn || isEnough) return [];
	return [
		`its description has no example: give the field a placeholder, which fields/examples.ts adds to the description: ${description}`,
	];
};

/** A JSON field says so. Where the node is a tool a text may stand in its place: n8n tells a model no type of JSON. */
const json: Rule = ({ property: { displayName, type, displayOptions } }) => {
	const isForModels = type === 'string' && displayOptions?.show?.['@tool']?.includes(true);
	return displayName.endsWith('(JSON)') === (type === 'json' || isForModels === true)
		? []
		: [`a field of type "json" is called "… (JSON)", and no other: ${displayName}, ${type}`];
};

/** Wordings that n8n fixes, by the parameter's name. */
const FIXED: Record<string, Partial<INodeProperties>> = {
	returnAll: {
		displayName: 'Return All',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	limit: {
		displayName: 'Limit',
		type: 'number',
		description: 'Max number of results to return',
	},
	simplify: {
		displayName: 'Simplify',
		type: 'boolean',
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
};

/**
 * n8n wants Simplify on. Off it is where the output is promised to be Novu's subscriber with every
 * field as it came.
 */
function simplifyDefault({ displayOptions: { show = {} } = {} }: INodeProperties): boolean {
	const isSubscriber = show.resource?.includes('subscriber') === true;
	return !isSubscriber || show.operation?.includes('getAll') === true;
}

/** n8n wants 50. A model is handed ten: see the field that is shown in tools alone. */
function limitDefault({ displayOptions: { show = {} } = {} }: INodeProperties): number {
	return show['@tool']?.includes(true) ? 10 : 50;
}

/** The defaults that depend on where the field is shown. */
const DEFAULTS: Record<string, (property: INodeProperties) => unknown> = {
	simplify: simplifyDefault,
	limit: limitDefault,
};

const fixedWordings: Rule = ({ property, nested }) => {
	const wanted = nested ? undefined : FIXED[property.name];
	if (!wanted) return [];
	const given = DEFAULTS[property.name];
	const wrong = Object.entries({ ...wanted, ...(given && { default: given(property) }) })
		.filter(([key, value]) => property[key as keyof INodeProperties] !== value)
		.map(([key]) => `its ${key} is not n8n's`);
	const least = property.typeOptions?.minValue;
	const noLeast = property.name === 'limit' && !(typeof least === 'number' && least >= 1);
	return [...wrong, ...(noLeast ? ['a limit begins with 1'] : [])];
};

/** Names that operations have where they do what most services do. */
const OPERATION_NAMES: Record<string, string> = {
	create: 'Create',
	delete: 'Delete',
	get: 'Get',
	getAll: 'Get Many',
	update: 'Update',
	upsert: 'Create or Update',
};

const UPSERT = /^Create a new [a-z ]+, or update the current one if it already exists \(upsert\)$/;

const operations: Rule = ({ property, nested }) =>
	property.name === 'operation' && !nested
		? [...choicesOf(property).flatMap(operationProblems), ...repeatedActions(property)]
		: [];

function operationProblems({ name, value, action, description }: INodePropertyOptions): string[] {
	const wanted = OPERATION_NAMES[String(value)];
	const isCamelCase = /^[a-z][a-zA-Z]*$/.test(String(value));
	return [
		...(name && isCamelCase ? [] : [`"${value}" is no camelCase, or has no name`]),
		...(wanted && wanted !== name ? [`"${value}" is called "${wanted}", not "${name}"`] : []),
		...(description && description !== action ? [] : [`"${value}" has no description of its own`]),
		...(action ? actionProblems(String(value), action) : [`"${value}" has no action`]),
		...(value === 'upsert' && !UPSERT.test(description ?? '')
			? [`"upsert" is not described in n8n's words: ${description}`]
			: []),
	];
}

/** The list of actions holds those of all resources, so that each has to tell its own. */
function repeatedActions(property: INodeProperties): string[] {
	const actions = choicesOf(property).map(({ action }) => action);
	return twice(actions).map((action) => `the action "${String(action)}" is there twice`);
}

/** Names that keep their capitals in a sentence. */
const PROPER = /^(\p{Lu}{2,}s?|OAuth|Novu|Slack|Teams|Telegram)$/u;

function actionProblems(value: string, action: string): string[] {
	const [first, ...others] = action.split(/\s+/);
	const isSentence =
		/^\p{Lu}/u.test(first) &&
		others.length > 0 &&
		others.every((word) => !/^\p{Lu}/u.test(word) || PROPER.test(word)) &&
		!action.endsWith('.');
	return [
		...(isSentence ? [] : [`the action of "${value}" is no sentence: ${action}`]),
		...(value === 'getAll' && !action.startsWith('Get many ')
			? [`the action of "getAll" does not begin with "Get many": ${action}`]
			: []),
	];
}

/** All rules, by what they are about. */
export const RULES: Record<string, Rule> = {
	labels,
	descriptions,
	'descriptions of values': valueDescriptions,
	booleans,
	'sorted lists': sortedLists,
	defaults,
	repetitions,
	'optional fields': optionalFields,
	expressions,
	placeholders,
	examples,
	json,
	'fixed wordings': fixedWordings,
	operations,
};
