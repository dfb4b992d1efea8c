import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import type { FormField, Question } from './question';

/** What was answered, or what is wrong with it, in a sentence for who answers. */
export type Answer = { data: IDataObject } | { problem: string };

/** So long a text may be, in characters. */
const LONGEST_TEXT = 10_000;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The name of a field's input on the page; labels may be alike. */
export function inputName(place: number): string {
	return `field-${place}`;
}

/**
 * The fields of a form as n8n hands them out: inside of `data` where they came as `multipart/form-data`.
 * @param body as the browser has sent it; anyone can send anything
 */
export function formIn(body: unknown): IDataObject {
	const form = isObject(body) ? body : {};
	return isObject(form.data) ? form.data : form;
}

/**
 * What the sent page says.
 * @param form see {@link formIn}
 */
export function answerIn(question: Question, form: IDataObject): Answer {
	const given = question.decisions.length > 0 ? decided(question, form) : filledIn(question, form);
	if ('problem' in given) return given;
	return { data: { ...given.data, respondedAt: new Date().toISOString(), timedOut: false } };
}

function decided({ decisions }: Question, { approved }: IDataObject): Answer {
	const decision = decisions.find((one) => String(one.approved) === approved);
	if (decision) return { data: { approved: decision.approved } };
	return { problem: 'Choose one of the buttons.' };
}

function filledIn({ fields }: Question, form: IDataObject): Answer {
	const entries: Array<[string, string | number | null]> = [];
	for (const [place, field] of fields.entries()) {
		const value = valueOf(field, form[inputName(place)]);
		if (typeof value === 'object' && value !== null) return value;
		entries.push([field.name, value]);
	}
	return { data: Object.fromEntries(entries) };
}

/** Null where an optional field was left empty. */
function valueOf(field: FormField, given: unknown): string | number | null | { problem: string } {
	const text = typeof given === 'string' ? given.replace(/\r\n/g, '\n').trim() : '';
	const { label, type, required, choices } = field;
	if (text === '') return required ? { problem: `Fill in "${label}".` } : null;
	if (text.length > LONGEST_TEXT) {
		return { problem: `"${label}" is longer than ${LONGEST_TEXT} characters.` };
	}
	const number = Number(text);
	switch (type) {
		case 'number':
			return Number.isFinite(number) ? number : { problem: `"${label}" has to be a number.` };
		case 'email':
			return EMAIL.test(text) ? text : { problem: `"${label}" has to be an email address.` };
		case 'date':
			return DAY.test(text) ? text : { problem: `"${label}" has to be a date.` };
		case 'dropdown':
			return choices.includes(text) ? text : { problem: `Choose "${label}" from its list.` };
		default:
			return text;
	}
}
