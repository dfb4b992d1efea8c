import type { Resource } from '../../engine/operation';
import { get } from './get';
import { update } from './update';
import { updateMany } from './updateMany';

/** By which channels a subscriber wants messages, for all workflows and for single ones. */
export const subscriberPreference: Resource = {
	value: 'subscriberPreference',
	name: 'Subscriber Preference',
	description: 'Which channels and workflows a subscriber wants to hear from',
	operations: [get, update, updateMany],
	defaultOperation: 'get',
};
