import { rethrow } from '../../engine/errors';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { asOutput, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { isOlderServer, olderPreferences } from './older';
import { PREFERENCES_ANSWER, PREFERENCES_SINCE } from './shared';
import { optionalChoiceOf } from '../../parameters/choices';
import { idOf } from '../../parameters/ids';

/** `GET /v2/subscribers/{subscriberId}/preferences`; before Novu 2.1.2 the same under `/v1`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get preferences of a subscriber',
	description: "Get a subscriber's global preferences, and those for each workflow",
	fields: () => [
		subscriberField,
		collection('filters', 'Which preferences to get', [contextKeysFilter, criticalityEntry]),
		optionsField(),
	],
	plan: (item) => {
		const asked: Asked = {
			subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
			criticality: optionalChoiceOf(item, 'filters.criticality', criticalityEntry) ?? 'nonCritical',
			contextKeys: contextKeysOf(item, 'filters.contextKeys'),
		};
		return { run: async (call) => asOutput(await read(call, asked)) };
	},
};

const criticalityEntry: INodeProperties = {
	displayName: 'Criticality',
	name: 'criticality',
	type: 'options',
	options: [
		{ name: 'All', value: 'all' },
		{ name: 'Critical', value: 'critical' },
		{ name: 'Not Critical', value: 'nonCritical' },
	],
	default: 'nonCritical',
	description:
		'Workflows to get: without this filter those that are not critical. Nobody can switch critical ones off.',
};

interface Asked {
	subscriberId: string;
	criticality: string;
	contextKeys?: string[];
}

async function read(call: Call, asked: Asked): Promise<IDataObject> {
	const { subscriberId, ...query } = asked;
	try {
		return (await call({
			method: 'GET',
			path: path`/v2/subscribers/${subscriberId}/preferences`,
			query,
			answer: PREFERENCES_ANSWER,
			rateCategory: 'configuration',
			introducedIn: PREFERENCES_SINCE,
		})) as IDataObject;
	} catch (error) {
		// Servers of v1 know no contexts.
		if (!isOlderServer(error) || asked.contextKeys) return await rethrow(error);
	}
	return await olderPreferences(call, subscriberId, asked.criticality);
}
