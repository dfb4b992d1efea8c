import { either, nothing } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { TOPIC, topicField } from '../topic/shared';
import { IDENTIFIERS_SINCE, SUBSCRIPTION, subscriptionAnswer, subscriptionField } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v2/topics/{topicKey}/subscriptions/{identifier}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a topic subscription',
	description: 'Get a subscription with its name, preferences and contexts',
	fields: () => [topicField, subscriptionField, optionsField()],
	plan: (item) => {
		const topicKey = idOf(item, 'topicKey', TOPIC);
		const identifier = idOf(item, 'subscriptionIdentifier', SUBSCRIPTION);
		return requestPlan(
			{
				method: 'GET',
				path: path`/v2/topics/${topicKey}/subscriptions/${identifier}`,
				answer: either(subscriptionAnswer(identifier), nothing),
				rateCategory: 'configuration',
				introducedIn: IDENTIFIERS_SINCE,
			},
			(body) => {
				// Novu answers with a success that holds nothing (204).
				if (!isObject(body)) throw missing(topicKey, identifier);
				return body;
			},
		);
	},
};

function missing(topicKey: string, identifier: string): InputError {
	return new InputError(
		`Novu knows no subscription "${identifier}" to the topic "${topicKey}"`,
		"Give the subscription's own identifier: that of its subscriber is none. Get Many shows the identifiers of a topic. Check that the API key belongs to the environment that the topic is in.",
	);
}
