import type { IDataObject } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import { isMissingRoute, novuSentences, type FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Operation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { isKeptByOlder, profileBody, profileEntries } from './profile';
import {
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
} from './shared';
import { idOf } from '../../parameters/ids';

/** `PATCH /v2/subscribers/{subscriberId}`. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a subscriber',
	description: 'Change fields of a subscriber that exists; one that is missing is not created',
	fields: () => [
		subscriberField,
		collection(
			'updateFields',
			'What to change; fields that are not added stay as they are',
			profileEntries,
		),
		simplifySubscriberField,
		optionsField(),
	],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const profile = profileBody(item, 'updateFields');
		if (Object.keys(profile).length === 0) {
			throw new InputError(
				"There is nothing to update: 'Update Fields' is empty",
				"Add the fields that should change under 'Update Fields'. Those whose expression finds nothing are left as they are; 'Fields to Clear' empties them.",
			);
		}
		return {
			lockKeys: [subscriberLock(subscriberId)],
			...requestPlan(
				{
					method: 'PATCH',
					path: path`/v2/subscribers/${subscriberId}`,
					body: profile,
					answer: about('a subscriber', 'subscriberId', subscriberId),
					rateCategory: 'configuration',
					idempotent: true,
					introducedIn: '2.1.2',
					...olderRequest(subscriberId, profile),
				},
				subscriberOutput(item),
			),
			explain,
		};
	},
};

const UNKNOWN = /^SubscriberId: .* not found/s;

/** Before Novu 2.1.2: `PUT /v1/subscribers/{subscriberId}`, which keeps what is left out as well. */
function olderRequest(subscriberId: string, profile: IDataObject): Partial<NovuRequest> {
	if (!isKeptByOlder(profile)) return {};
	return {
		fallback: {
			method: 'PUT',
			path: path`/v1/subscribers/${subscriberId}`,
			body: profile,
			answer: about('a subscriber', 'subscriberId', subscriberId),
			rateCategory: 'configuration',
		},
	};
}

/** A 404; on servers before 2.1.2 a 400 with a text of its own. */
function explain(facts: FailureFacts): Explanation | undefined {
	const isUnknown = novuSentences(facts.body).some((text) => UNKNOWN.test(text));
	if (!isUnknown && (facts.status !== 404 || isMissingRoute(facts))) return undefined;
	return {
		advice:
			'Use Create or Update where it may be missing. Check that the API key belongs to the environment that the subscriber is in.',
	};
}
