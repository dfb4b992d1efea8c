import type { IDataObject } from 'n8n-workflow';
import { about, type AnswerShape } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { rethrow } from '../../engine/errors';
import { isAnswer } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
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
import { idOf } from '../../parameters/ids';

/** `PATCH /v2/subscribers/{subscriberId}` or `POST /v2/subscribers`. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a subscriber',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: () => [
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
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const profile = profileBody(item, 'additionalFields');
		const shown = subscriberOutput(item);
		return {
			lockKeys: [subscriberLock(subscriberId)],
			run: async (call) => shown(await upsertKeepingData(call, subscriberId, profile)),
		};
	},
};

function create(body: IDataObject, failIfExists: boolean): NovuRequest {
	return {
		method: 'POST',
		path: path`/v2/subscribers`,
		...(failIfExists && { query: { failIfExists } }),
		body,
		answer: subscriberAnswer(body),
		rateCategory: 'configuration',
		// With the same data it makes the same subscriber; a second try cannot make another one.
		idempotent: true,
		...createOnOlder(body),
	};
}

function subscriberAnswer({ subscriberId }: IDataObject): AnswerShape {
	return about('a subscriber', 'subscriberId', String(subscriberId));
}

/** Before Novu 2.1.2: creates or updates, and keeps what is left out. */
function createOnOlder(body: IDataObject): Partial<NovuRequest> {
	const older = { method: 'POST', path: path`/v1/subscribers`, body } as const;
	return {
		introducedIn: '2.1.2',
		...(isKeptByOlder(body) && {
			fallback: { ...older, answer: subscriberAnswer(body), rateCategory: 'configuration' },
		}),
	};
}

function update(subscriberId: string, profile: IDataObject): NovuRequest {
	return {
		method: 'PATCH',
		path: path`/v2/subscribers/${subscriberId}`,
		body: profile,
		answer: about('a subscriber', 'subscriberId', subscriberId),
		rateCategory: 'configuration',
		idempotent: true,
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
		if (!isAnswer(error, 404)) return await rethrow(error);
	}
	try {
		return await call(create({ subscriberId, ...profile }, true));
	} catch (error) {
		if (!isAnswer(error, 409)) return await rethrow(error);
	}
	// Somebody else has added it in the meantime.
	return await call(update(subscriberId, profile));
}
