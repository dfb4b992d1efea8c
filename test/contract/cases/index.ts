import type { ContractCase } from '../case';
import { event } from './event';
import { inboxNotification } from './inboxNotification';
import { subscriber } from './subscriber';
import { subscriberMore } from './subscriberMore';
import { subscriberPreference } from './subscriberPreference';

/** All cases; a new resource is one line here. */
export const cases: readonly ContractCase[] = [
	...event,
	...inboxNotification,
	...subscriber,
	...subscriberMore,
	...subscriberPreference,
];
