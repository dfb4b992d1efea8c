import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import { path } from '../engine/request';
import { listSearch, type Search } from './shared';
import { namedChoice, scan } from './scan';

/** Channel endpoints by subscriber, type or integration (`GET /v1/channel-endpoints`). */
const search: Search = async (call, filter, token) => {
	const request = {
		method: 'GET',
		path: path`/v1/channel-endpoints`,
		query: { limit: 100 },
		answer: listAnswer('a list of channel endpoints'),
		rateCategory: 'configuration',
	} as const;
	return await scan(call, { kind: 'cursor', request, choice: asChoice }, filter, token);
};

/** `customer-4711, slack_user, slack-main (chendp_AbC123)`; addresses can be secret. */
function asChoice(endpoint: IDataObject): INodeListSearchItems {
	const { identifier, subscriberId, type, integrationIdentifier } = endpoint;
	const words = [subscriberId, type, integrationIdentifier];
	return namedChoice(
		words.filter((text) => typeof text === 'string' && text).join(', '),
		identifier,
	);
}

export const searchChannelEndpoints = listSearch(search);
