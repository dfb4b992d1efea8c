import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { sorted } from '../../fields/builders';
import { choicesOf } from '../../parameters/choices';
import { givenAt, isEmptied } from '../../parameters/given';
import { jsonObjectOf } from '../../parameters/json';
import { textOf, wordOf } from '../../parameters/texts';

const texts: INodeProperties[] = [
	{
		displayName: 'Avatar',
		name: 'avatar',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/ann.png',
		description: 'The address of a picture',
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'name@email.com',
		description: 'Where Novu sends emails to',
	},
	{
		displayName: 'First Name',
		name: 'firstName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan',
		description: 'The first name, for use in messages',
	},
	{
		displayName: 'Last Name',
		name: 'lastName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Smith',
		description: 'The last name, for use in messages',
	},
	{
		displayName: 'Locale',
		name: 'locale',
		type: 'string',
		default: '',
		placeholder: 'e.g. en-US',
		description: 'The language that messages are translated to',
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +4512345678',
		description: 'Where Novu sends SMS and WhatsApp messages to',
	},
	{
		displayName: 'Timezone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description: 'The time zone that digests and delays go by',
	},
];

/** Texts that stand for something: spaces around them are none of theirs. */
const ADDRESSES = ['avatar', 'email'];

const data: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'data',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "plan": "pro" }',
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
 * The body that a profile collection makes: only what was given, `null` for what is to be cleared.
 * @param collection its name
 * @throws {InputError} where a value cannot be sent, or a field is both given and to be cleared
 */
export function profileBody(item: Item, collection: string): IDataObject {
	const at = (name: string) => `${collection}.${name}`;
	const given = texts.map(({ name, displayName }) => {
		if (isEmptied(givenAt(item, at(name), displayName))) return [name, ''] as const;
		const read = ADDRESSES.includes(name) ? wordOf : textOf;
		return [name, read(item, at(name), displayName)] as const;
	});
	const body: IDataObject = Object.fromEntries(given.filter(([, text]) => text !== undefined));
	const data = jsonObjectOf(item, at('data'), 'Data (JSON)');
	if (data) body.data = data;
	else if (isEmptied(givenAt(item, at('data'), 'Data (JSON)'))) body.data = {};
	for (const name of choicesOf(item, at('clearFields'), clearFields)) {
		if (body[name] !== undefined) {
			throw new InputError(
				`'${name}' is both given and in 'Fields to Clear'`,
				'Keep one of the two.',
			);
		}
		body[name] = null;
	}
	return body;
}
