import type { INodeProperties } from 'n8n-workflow';
import { withInnerFields } from './builders';

/** Kinds of fields that are filled with something of the user's own. */
const FILLED = ['string', 'json', 'number', 'dateTime', 'resourceLocator'];

/** What a field for a time has as its example. */
const TIME = '2026-12-01T09:00:00Z';

/** Words and signs that an example in a description goes with. */
const HAS_EXAMPLE = /\b(as in|for example)\b|[[{]\s?["{]/i;

/** After these an example within the same sentence would be taken for one of something else. */
const PARTS = /[;:]|\bsuch as\b/;

/**
 * The fields, each with an example in its description: that is what an AI model sees of a field, while
 * its placeholder is for people alone. The example is the placeholder's, so that it is written once.
 */
export function withExamples(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.map((field) => withExample(withInnerFields(field, withExamples)));
}

function withExample(field: INodeProperties): INodeProperties {
	const example = exampleOf(field);
	const { description = '' } = field;
	if (!example || HAS_EXAMPLE.test(description) || description.includes(example)) return field;
	return { ...field, description: exemplified(description, example) };
}

/** @param description a sentence without a full stop, or several with one each */
function exemplified(description: string, example: string): string {
	const isJson = /^[[{]/.test(example);
	const isSeveral = /\.['")\]]*$/.test(description);
	if (isSeveral || PARTS.test(description)) {
		// In quotes, so that the full stop is not taken for a part of it.
		const whole = isSeveral ? description : `${description}.`;
		return `${whole} For example: ${isJson ? example : `"${example}"`}.`;
	}
	const isPhrase = /\s/.test(example) && !isJson;
	return `${description}, such as ${isPhrase ? `"${example}"` : example}`;
}

/** Undefined for a field that has none: a secret, a choice, or one whose default shows what to give. */
function exampleOf({ type, typeOptions, placeholder, modes = [] }: INodeProperties) {
	if (!FILLED.includes(type) || typeOptions?.password) return undefined;
	const byId = modes.find((mode) => mode.type === 'string');
	const text = placeholder ?? byId?.placeholder ?? (type === 'dateTime' ? TIME : undefined);
	// The editor shows a description as HTML.
	return text?.includes('<') ? undefined : text?.replace(/^e\.g\. /, '');
}
