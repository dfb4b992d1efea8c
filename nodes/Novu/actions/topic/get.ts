import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { getTopic, TOPIC, topicField } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v2/topics/{topicKey}`; before Novu 2.1.13 the same under `/v1`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a topic',
	description: 'Get a topic with its name and data',
	fields: () => [topicField, optionsField()],
	plan: (item) => requestPlan(getTopic(idOf(item, 'topicKey', TOPIC))),
};
