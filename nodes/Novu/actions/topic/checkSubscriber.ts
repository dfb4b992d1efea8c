import type { IDataObject } from 'n8n-workflow';
import { rethrow } from '../../engine/errors';
import { aboutAll } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { isAnswer, isMissingRoute } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { pick, simplifierOf, simplifyField } from '../../fields/list';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { TOPIC, topicField } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v1/topics/{topicKey}/subscribers/{subscriberId}`: 404 where the subscriber is not in it. */
export const checkSubscriber: Operation = {
	value: 'checkSubscriber',
	name: 'Check Subscriber',
	action: 'Check whether a subscriber is in a topic',
	description:
		"Find out whether a subscriber is subscribed to a topic: 'subscribed' says so, also where Novu knows neither of them",
	fields: () => [topicField, subscriberField, simplifyField, optionsField()],
	plan: (item) => {
		const topicKey = idOf(item, 'topicKey', TOPIC);
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const shown = simplifierOf(item, simplify);
		return { run: async (call) => shown(await check(call, topicKey, subscriberId)) };
	},
};

const simplify = pick(
	'subscribed',
	'topicKey',
	'subscriberId',
	'createdAt',
	'updatedAt',
	'_topicId',
	'_subscriberId',
);

async function check(call: Call, topicKey: string, subscriberId: string): Promise<IDataObject> {
	try {
		const found = (await call({
			method: 'GET',
			path: path`/v1/topics/${topicKey}/subscribers/${subscriberId}`,
			answer: aboutAll('a subscription', { topicKey, externalSubscriberId: subscriberId }),
			rateCategory: 'configuration',
		})) as IDataObject;
		return { subscribed: true, topicKey, subscriberId, ...found };
	} catch (error) {
		if (!isAnswer(error, 404) || isMissingRoute(error.facts)) {
			return await rethrow(error);
		}
		return { subscribed: false, topicKey, subscriberId };
	}
}
