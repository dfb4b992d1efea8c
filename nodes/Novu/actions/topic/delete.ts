import { acknowledged, nothing } from '../../engine/answers';
import { isAnswer, NovuFailure, type FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { TOPIC, topicField, topicLock } from './shared';
import { idOf } from '../../parameters/ids';

/** `DELETE /v2/topics/{topicKey}`; before Novu 2.1.13 the same under `/v1`. */
export const deleteTopic: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a topic',
	description: 'Delete a topic with all its subscriptions; the subscribers themselves stay',
	fields: () => [topicField, optionsField()],
	plan: (item) => {
		const topicKey = idOf(item, 'topicKey', TOPIC);
		return {
			lockKeys: [topicLock(topicKey)],
			explain,
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v2/topics/${topicKey}`,
					answer: acknowledged,
					rateCategory: 'configuration',
					fallback: {
						method: 'DELETE',
						path: path`/v1/topics/${topicKey}`,
						answer: nothing,
						rateCategory: 'configuration',
					},
				},
				() => ({ deleted: true, topicKey }),
			),
		};
	},
};

/** Servers before 2.1.13 delete only a topic that nobody is subscribed to. */
function explain(facts: FailureFacts): Explanation | undefined {
	if (!isAnswer(new NovuFailure(facts), 409, /still has subscribers/)) return undefined;
	return {
		advice:
			'This Novu deletes only topics without subscribers. Take them out first: Topic Subscription, Get Many and Remove.',
	};
}
