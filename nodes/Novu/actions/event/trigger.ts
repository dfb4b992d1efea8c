import type { IDataObject } from 'n8n-workflow';
import { acknowledged } from '../../engine/answers';
import { isObject } from '../../engine/errors';
import type { Operation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { idempotencyKeyOf } from '../../fields/builders';
import { subscriberLock } from '../subscriber/shared';
import { eventPlan, failsWhenNothingWasSent, outcomeOf } from './outcome';
import { recipientFields, recipientsOf } from './recipients';
import { eventBody, eventFields } from './shared';
import { unknownSubscribersOf, unknownSubscribersOption } from './unknownSubscribers';

/**
 * `POST /v1/events/trigger`. Novu works the event off later: its answer says that it was taken, not that
 * anything arrived.
 */
export const trigger: Operation = {
	value: 'trigger',
	name: 'Trigger',
	action: 'Trigger a workflow for a subscriber',
	description:
		'Run a workflow of Novu for a subscriber, several, a topic or a mix of them: one request for each item',
	fields: () => eventFields(recipientFields, { ownOptions: [unknownSubscribersOption] }),
	plan: (item) => {
		const to = recipientsOf(item);
		const body: IDataObject = { ...eventBody(item), to };
		const name = String(body.name);
		const request: NovuRequest = {
			method: 'POST',
			path: path`/v1/events/trigger`,
			body,
			answer: acknowledged,
			rateCategory: 'trigger',
			idempotencyKey: idempotencyKeyOf(item, 'trigger', JSON.stringify([name, to])),
		};
		const fails = failsWhenNothingWasSent(item);
		const unknown = unknownSubscribersOf(item, to);
		return {
			// Events for one subscriber reach Novu in the order of the items, also after the one that adds it.
			lockKeys: subscribersIn(to).map(subscriberLock),
			...eventPlan(
				name,
				async (call) => {
					await unknown?.check(call);
					return outcomeOf(request, (await call(request)) as IDataObject, fails);
				},
				unknown,
			),
		};
	},
};

/** The subscribers that are named among the recipients, by ID or as a whole; not those of a topic. */
function subscribersIn(to: IDataObject[string]): string[] {
	return [to as unknown].flat().flatMap((one) => {
		const id = isObject(one) ? one.subscriberId : one;
		return typeof id === 'string' ? [id] : [];
	});
}
