import { isAnswer, NovuFailure, type FailureFacts } from '../../engine/failure';
import { send, type Explanation, type Operation } from '../../engine/operation';
import { idOf } from '../../engine/parameters';
import { path } from '../../engine/request';
import { optionsField } from '../fields';
import { TOPIC, topicField, topicLane } from './shared';

/** Servers before 2.1.13 delete only a topic that nobody is subscribed to. */
function explain(facts: FailureFacts): Explanation | undefined {
	if (!isAnswer(new NovuFailure(facts), 409, /still has subscribers/)) return undefined;
	return {
		advice:
			'This Novu deletes only topics without subscribers. Take them out first: Topic Subscription, Get Many and Remove.',
	};
}

/** `DELETE /v2/topics/{topicKey}`; before Novu 2.1.13 the same under `/v1`. */
export const deleteTopic: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a topic',
	description: 'Delete a topic with all its subscriptions; the subscribers themselves stay',
	fields: [topicField, optionsField()],
	plan: (item) => {
		const topicKey = idOf(item, 'topicKey', TOPIC);
		return {
			order: [topicLane(topicKey)],
			explain,
			...send(
				{
					method: 'DELETE',
					path: path`/v2/topics/${topicKey}`,
					limit: 'configuration',
					older: {
						method: 'DELETE',
						path: path`/v1/topics/${topicKey}`,
						limit: 'configuration',
					},
				},
				() => ({ deleted: true, topicKey }),
			),
		};
	},
};
