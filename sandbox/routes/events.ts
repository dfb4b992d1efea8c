import type { Call, Route } from '../call';
import { broadcast, trigger, triggerBulk } from '../events';
import { cancel } from '../worker';

const EVENT_BODY = 26 * 1024 * 1024;

function cancelOne(call: Call): boolean {
	return cancel(call.store, call.params.transactionId);
}

export const eventRoutes: Route[] = [
	{
		method: 'POST',
		url: '/v1/events/trigger',
		category: 'trigger',
		bodyLimit: EVENT_BODY,
		handle: trigger,
	},
	{
		method: 'POST',
		url: '/v1/events/trigger/bulk',
		category: 'trigger',
		cost: 100,
		bodyLimit: EVENT_BODY,
		handle: triggerBulk,
	},
	{
		method: 'POST',
		url: '/v1/events/trigger/broadcast',
		category: 'trigger',
		cost: 100,
		bodyLimit: EVENT_BODY,
		handle: broadcast,
	},
	{
		method: 'DELETE',
		url: '/v1/events/trigger/:transactionId',
		category: 'trigger',
		handle: cancelOne,
	},
];
