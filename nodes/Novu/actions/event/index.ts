import type { Resource } from '../../engine/operation';
import { broadcast } from './broadcast';
import { cancel } from './cancel';
import { sendAndWait } from './sendAndWait';
import { trigger } from './trigger';
import { triggerBulk } from './triggerBulk';

/** Something that happened, for which a workflow of Novu notifies people. */
export const event: Resource = {
	value: 'event',
	name: 'Event',
	description: 'Send notifications: run workflows of Novu for subscribers and topics',
	operations: [trigger, triggerBulk, sendAndWait, broadcast, cancel],
	defaultOperation: 'trigger',
};
