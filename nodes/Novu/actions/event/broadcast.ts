import type { IDataObject } from 'n8n-workflow';
import { acknowledged } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import type { Item, Operation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { idempotencyKeyOf } from '../../fields/builders';
import { eventPlan, failsWhenNothingWasSent, outcomeOf } from './outcome';
import { eventBody, eventFields } from './shared';
import { booleanOf } from '../../parameters/booleans';

/** `POST /v1/events/trigger/broadcast`: to every subscriber of the environment. Costs 100 of the limit. */
export const broadcast: Operation = {
	value: 'broadcast',
	name: 'Broadcast',
	action: 'Broadcast an event to all subscribers',
	description: 'Run a workflow of Novu for every subscriber of the environment, once for each item',
	fields: () =>
		eventFields(
			[
				{
					displayName: CONFIRMATION,
					name: 'sendToAll',
					type: 'boolean',
					default: false,
					required: true,
					description:
						"Whether every subscriber of the API key's environment is to be notified; nothing is sent unless this is switched on",
				},
			],
			{ leftOut: ['bridgeUrl'] },
		),
	plan: (item) => {
		checkConfirmed(item);
		const body = eventBody(item);
		const name = String(body.name);
		const request: NovuRequest = {
			method: 'POST',
			path: path`/v1/events/trigger/broadcast`,
			body,
			answer: acknowledged,
			rateCategory: 'trigger',
			cost: 100,
			idempotencyKey: idempotencyKeyOf(item, 'broadcast', name),
		};
		const fails = failsWhenNothingWasSent(item);
		return eventPlan(name, async (call) =>
			outcomeOf(request, (await call(request)) as IDataObject, fails),
		);
	},
};

const CONFIRMATION = 'Send to All Subscribers';

function checkConfirmed(item: Item): void {
	if (booleanOf(item, 'sendToAll', CONFIRMATION) === true) return;
	throw new InputError(
		`'${CONFIRMATION}' is not switched on`,
		'Nothing was sent. A broadcast notifies every subscriber of the environment and cannot be taken back; switch the field on where that is what you want.',
	);
}
