import type { INodeProperties } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { InputError, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute } from '../../engine/failure';
import type { Item } from '../../engine/operation';
import { optionalChoiceOf } from '../../parameters/choices';
import { getSubscriber } from '../subscriber/shared';

/** What becomes of an event whose recipients Novu does not know; it adds them and does not say so. */
export const unknownSubscribersOption: INodeProperties = {
	displayName: 'Unknown Subscribers',
	name: 'unknownSubscribers',
	type: 'options',
	options: [
		{
			name: 'Add Them',
			value: 'add',
			description: 'Novu adds them with nothing but their IDs, and does not say so',
		},
		{
			name: 'Add Them and Say So',
			value: 'hint',
			description: 'The same, with a hint under the output and the number of items',
		},
		{ name: 'Fail', value: 'error', description: 'The item fails, and nothing is sent for it' },
	],
	default: 'add',
	description:
		'What to do with recipients, given by their ID alone, that Novu does not know. Other choices than the first cost one more request for each recipient of a run, which is read before the event.',
};

/** Finds out before an item's event which of its recipients Novu does not know. */
export interface UnknownSubscribers {
	/**
	 * Reads the recipients.
	 * @throws {InputError} where one is unknown and the user wants the item to fail
	 * @throws {NovuFailure} where the item is to fail for an unknown one and a recipient cannot be read
	 */
	check(call: Call): Promise<void>;
	/** What the user should know once the event was sent. */
	hint(): string | undefined;
}

/**
 * What the item's user wants to know of recipients that Novu does not know.
 * @param to the `to` of the event; a recipient with a profile is meant to be added, a topic adds nobody
 */
export function unknownSubscribersOf(item: Item, to: unknown): UnknownSubscribers | undefined {
	const mode = optionalChoiceOf(item, 'options.unknownSubscribers', unknownSubscribersOption);
	const ids = [to].flat().filter((one): one is string => typeof one === 'string');
	if (mode !== 'hint' && mode !== 'error') return undefined;
	return mode === 'error' ? failing(ids) : saying(ids);
}

function failing(ids: readonly string[]): UnknownSubscribers {
	return {
		check: async (call) => {
			const known = await Promise.all(ids.map(async (id) => await isKnown(call, id)));
			const unknown = ids.filter((_, place) => !known[place]);
			if (unknown.length > 0) return await rethrow(refusalOf(unknown));
		},
		hint: () => undefined,
	};
}

function saying(ids: readonly string[]): UnknownSubscribers {
	let isOneUnknown = false;
	return {
		check: async (call) => {
			// The event does not depend on it: what cannot be read is taken as known.
			const known = await Promise.all(ids.map(async (id) => await isKnown(call, id).catch(yes)));
			isOneUnknown = known.includes(false);
		},
		hint: () => (isOneUnknown ? ADDED : undefined),
	};
}

const yes = () => true;

const ADDED =
	'Novu did not know a subscriber, and the event adds it with nothing but its ID: no address, no device. Where it should have been there, check the ID.';

function refusalOf([first, ...more]: readonly string[]): InputError {
	const others = more.length > 0 ? ` and ${more.length} more of the recipients` : '';
	return new InputError(
		`Novu does not know the subscriber "${first}"${others}`,
		"Nothing was sent. Check the ID, or add the subscriber with Subscriber → Create or Update. 'Unknown Subscribers' under Options can also let Novu add it.",
	);
}

async function isKnown(call: Call, id: string): Promise<boolean> {
	try {
		await call({ ...getSubscriber(id), memoize: true });
		return true;
	} catch (error) {
		if (isAnswer(error, 404) && !isMissingRoute(error.facts)) return false;
		return await rethrow(error);
	}
}
