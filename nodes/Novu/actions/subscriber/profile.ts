import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import { jsonObjectOf, textOf } from '../../parameters/item';
import { sorted } from '../../fields/builders';

const texts: INodeProperties[] = [
	['avatar', 'Avatar', 'e.g. https://example.com/ann.png', 'The address of a picture'],
	['email', 'Email', 'name@email.com', 'Where Novu sends emails to'],
	['firstName', 'First Name', 'e.g. Nathan', 'The first name, for use in messages'],
	['lastName', 'Last Name', 'e.g. Smith', 'The last name, for use in messages'],
	['locale', 'Locale', 'e.g. en-US', 'The language that messages are translated to'],
	['phone', 'Phone', 'e.g. +4512345678', 'Where Novu sends SMS and WhatsApp messages to'],
	['timezone', 'Timezone', 'e.g. Europe/Berlin', 'The time zone that digests and delays go by'],
].map(([name, displayName, placeholder, description]) => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description,
}));

const data: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'data',
	type: 'json',
	default: '{}',
	description:
		'Data of your own about the subscriber, as a JSON object. It replaces all that is there.',
};

const clearFields: INodeProperties = {
	displayName: 'Fields to Clear',
	name: 'clearFields',
	type: 'multiOptions',
	options: sorted(
		[...texts, data].map(({ name, displayName }) => ({
			name: name === 'data' ? 'Data' : displayName,
			value: name,
		})),
	),
	default: [],
	description: 'Fields that Novu should forget. What is not added here or beside it stays.',
};

/** Entries of the collection with a subscriber's profile. */
export const profileEntries: INodeProperties[] = sorted([...texts, data, clearFields]);

/**
 * Whether Novu before 2.1.2 keeps all of this. Its calls pass over a null of any field but the e-mail,
 * and over a time zone, with success.
 */
export function isKeptByOlder(profile: IDataObject): boolean {
	return Object.entries(profile).every(
		([name, value]) => name !== 'timezone' && (value !== null || name === 'email'),
	);
}

/**
 * The body that a profile collection makes: only what was added, `null` for what is to be cleared.
 * @throws {InputError} where a value cannot be sent, or a field is both given and to be cleared
 */
export function profileBody(given: IDataObject): IDataObject {
	const body: IDataObject = {};
	for (const { name, displayName } of texts) {
		if (given[name] === undefined) continue;
		body[name] = given[name] === null ? null : (textOf(given[name], displayName) ?? '');
	}
	if (given.data !== undefined) {
		body.data = given.data === null ? null : (jsonObjectOf(given.data, 'Data (JSON)') ?? {});
	}
	for (const name of (given.clearFields as string[] | undefined) ?? []) {
		if (body[name] !== undefined && body[name] !== null) {
			throw new InputError(
				`'${name}' is both given and in 'Fields to Clear'`,
				'Keep one of the two.',
			);
		}
		body[name] = null;
	}
	return body;
}
