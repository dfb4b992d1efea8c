import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { isAnswer } from '../../engine/errors';
import type { Operation } from '../../engine/operation';
import { collectionOf, idOf } from '../../parameters/item';
import { path, type NovuRequest } from '../../engine/request';
import { byIdAtFirst, collection, optionsField } from '../../fields/builders';
import { isKeptByOlder, profileBody, profileEntries } from './profile';
import {
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
} from './shared';

function create(body: IDataObject, failIfExists: boolean): NovuRequest {
	return {
		method: 'POST',
		path: path`/v2/subscribers`,
		...(failIfExists && { query: { failIfExists } }),
		body,
		rateCategory: 'configuration',
		// With the same data it makes the same subscriber; a second try cannot make another one.
		repeatable: true,
		...createOnOlder(body),
	};
}

/** Before Novu 2.1.2: creates or updates, and keeps what is left out. */
function createOnOlder(body: IDataObject): Partial<NovuRequest> {
	const older = { method: 'POST', path: path`/v1/subscribers`, body } as const;
	return {
		introducedIn: '2.1.2',
		...(isKeptByOlder(body) && { fallback: { ...older, rateCategory: 'configuration' } }),
	};
}

function update(subscriberId: string, profile: IDataObject): NovuRequest {
	return {
		method: 'PATCH',
		path: path`/v2/subscribers/${subscriberId}`,
		body: profile,
		rateCategory: 'configuration',
		repeatable: true,
		...createOnOlder({ subscriberId, ...profile }),
	};
}

/**
 * `POST /v2/subscribers` empties `data` of a subscriber that exists where the call leaves it out, so
 * that it is only used as it is where `data` is given. Else: change it, and add it where Novu does
 * not know it.
 */
async function upsertKeepingData(
	call: Call,
	subscriberId: string,
	profile: IDataObject,
): Promise<unknown> {
	if (profile.data !== undefined) return await call(create({ subscriberId, ...profile }, false));
	try {
		return await call(update(subscriberId, profile));
	} catch (error) {
		if (!isAnswer(error, 404)) return await Promise.reject(error as Error);
	}
	try {
		return await call(create({ subscriberId, ...profile }, true));
	} catch (error) {
		if (!isAnswer(error, 409)) return await Promise.reject(error as Error);
	}
	// Somebody else has added it in the meantime.
	return await call(update(subscriberId, profile));
}

/** `PATCH /v2/subscribers/{subscriberId}` or `POST /v2/subscribers`. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a subscriber',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [
		byIdAtFirst(subscriberField),
		collection(
			'additionalFields',
			'What is known of the subscriber; fields that are not added stay as they are',
			profileEntries,
		),
		simplifySubscriberField,
		optionsField(),
	],
	plan: (item) => {
		// Novu trims an ID when it adds a subscriber, and finds it by that alone.
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER).trim();
		const profile = profileBody(collectionOf(item, 'additionalFields'));
		const shown = subscriberOutput(item);
		return {
			lockKeys: [subscriberLock(subscriberId)],
			run: async (call) => shown(await upsertKeepingData(call, subscriberId, profile)),
		};
	},
};
