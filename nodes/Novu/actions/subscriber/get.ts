import { withField } from '../../engine/answers';
import { requestPlan, type Operation, type Output } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import {
	getSubscriber,
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
} from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v2/subscribers/{subscriberId}`; before Novu 2.1.2 the same under `/v1`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a subscriber',
	description: 'Get a subscriber with its profile, data and the credentials of its channels',
	fields: () => [subscriberField, simplifySubscriberField, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const request = getSubscriber(subscriberId, withField('a subscriber', 'subscriberId'));
		return {
			...requestPlan(request, subscriberOutput(item)),
			hint: (output) => anotherOne(output, subscriberId),
		};
	},
};

/** Nothing was written, so that it is shown; the output says whose it is. */
function anotherOne(output: Output, asked: string): string | undefined {
	const { subscriberId } = [output].flat()[0] ?? {};
	if (subscriberId === asked || subscriberId === asked.trim()) return undefined;
	return "Novu's answer is about another subscriber than the one that was asked for. Check the ID, and what stands between n8n and Novu.";
}
