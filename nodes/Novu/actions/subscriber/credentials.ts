import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { optionalChoiceOf } from '../../parameters/choices';
import { filled, givenAt } from '../../parameters/given';
import { textOf, urlOf, wordOf } from '../../parameters/texts';
import { providerLabel, providerOf } from '../providers';
import { modeField, PROPERTIES } from './credentialFields';
import { DEVICE_TOKENS, deviceTokensFrom, TOKENS_PARAMETER } from './deviceTokensField';

/** One entry of a subscriber that is written to, and how. */
export interface Target {
	subscriberId: string;
	providerId: string;
	integrationIdentifier?: string;
	createIfMissing: boolean;
	/** What is written beside tokens, by Novu's names */
	others: IDataObject;
}

/** What an item writes: the tokens, what else, and what happens to the tokens that are there. */
export interface Credentials {
	/** Undefined where none were given */
	tokens?: string[];
	mode: 'append' | 'replace';
	/** The other properties, by Novu's names */
	others: IDataObject;
}

/**
 * Reads the credentials: each property from its field, or from Additional Properties.
 * @throws {InputError} where one cannot be sent, or what the provider needs is missing
 */
export function credentialsOf(item: Item, providerId: string): Credentials {
	const others = Object.fromEntries(
		PROPERTIES.flatMap(({ name, displayName, isUrl, isWord }) => {
			const path = placeOf(item, providerId, name, displayName);
			const read = isUrl ? urlOf : isWord ? wordOf : textOf;
			const value = read(item, path, displayName);
			return value === undefined ? [] : [[name, value]];
		}),
	) as IDataObject;
	const given = givenAt(
		item,
		placeOf(item, providerId, TOKENS_PARAMETER, DEVICE_TOKENS),
		DEVICE_TOKENS,
	);
	const tokens =
		filled(given) !== undefined || needsTokens(providerId, others)
			? deviceTokensFrom(given, providerId)
			: undefined;
	if (tokens === undefined) checkComplete(item, providerId, others);
	else checkRoom(providerId, others);
	return { tokens, mode: modeOf(item), others };
}

/**
 * Where a property was given: its own field, or an entry of Additional Properties.
 * @throws {InputError} where it was given in both
 */
function placeOf(item: Item, providerId: string, name: string, label: string): string {
	const extra = `additionalProperties.${name}`;
	const isGiven = (path: string) => filled(givenAt(item, path, label)) !== undefined;
	if (!isOwn(providerId, name)) return extra;
	if (!isGiven(extra)) return name;
	if (!isGiven(name)) return extra;
	throw new InputError(
		`'${label}' is given twice: in its field and under 'Additional Properties'`,
		'Nothing was sent. Keep one of the two.',
	);
}

/**
 * Whether the field is one for this provider. With an expression as provider all fields are shown, and
 * each item takes what is for its own.
 */
function isOwn(providerId: string, name: string): boolean {
	const provider = providerOf(providerId);
	if (!provider) return true;
	if (provider.channel === 'push') return name === TOKENS_PARAMETER;
	if (name === 'channel') return provider.room !== undefined || provider.unusable !== undefined;
	return name === 'webhookUrl';
}

/** A provider that is not in the list is what its fields say. */
function needsTokens(providerId: string, others: IDataObject): boolean {
	const known = providerOf(providerId);
	if (known) return known.channel === 'push';
	return Object.keys(others).length === 0;
}

/** Append where nothing is said: it takes no token away. */
function modeOf(item: Item): Credentials['mode'] {
	return optionalChoiceOf(item, 'tokenMode', modeField) === 'replace' ? 'replace' : 'append';
}

/** Whoever adds a property knows that Novu has the rest: it keeps what is not written again. */
function checkComplete(item: Item, providerId: string, others: IDataObject): void {
	const provider = providerOf(providerId);
	const label = providerLabel(providerId);
	const isAddition = Object.keys(others).some(
		(name) => placeOf(item, providerId, name, name) === `additionalProperties.${name}`,
	);
	const isEnough = isAddition || (provider?.unusable && others.channel);
	if (!others.webhookUrl && !isEnough) {
		throw provider?.unusable
			? new InputError(
					`There is nothing to write for ${label}: 'Webhook URL' is empty`,
					`Nothing was sent. ${provider.unusable}`,
				)
			: new InputError(
					`'Webhook URL' is empty, and ${label} is reached by it`,
					'Nothing was sent. Give the address that Novu posts to, or use Delete Credentials to take it away.',
				);
	}
	checkRoom(providerId, others);
}

function checkRoom(providerId: string, others: IDataObject): void {
	if (providerOf(providerId)?.room !== 'required' || others.channel || !others.webhookUrl) return;
	throw new InputError(
		`'Channel' is empty, and ${providerLabel(providerId)} needs it beside the webhook URL`,
		"Nothing was sent. Give the room's ID in 'Channel'.",
	);
}
