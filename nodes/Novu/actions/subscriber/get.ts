import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { optionsField } from '../../fields/builders';
import {
	getSubscriber,
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
} from './shared';

/** `GET /v2/subscribers/{subscriberId}`; before Novu 2.1.2 the same under `/v1`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a subscriber',
	description: 'Get a subscriber with its profile, data and the credentials of its channels',
	fields: [subscriberField, simplifySubscriberField, optionsField()],
	plan: (item) =>
		requestPlan(getSubscriber(idOf(item, 'subscriberId', SUBSCRIBER)), subscriberOutput(item)),
};
