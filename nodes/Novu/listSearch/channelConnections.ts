import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import { isObject } from '../engine/errors';
import { path } from '../engine/request';
import { listSearch, type Search } from './shared';
import { namedChoice, scan } from './scan';

/** Channel connections by workspace, subscriber or provider (`GET /v1/channel-connections`). */
const search: Search = async (call, filter, token) => {
	const request = {
		method: 'GET',
		path: path`/v1/channel-connections`,
		query: { limit: 100 },
		answer: listAnswer('a list of channel connections'),
		rateCategory: 'configuration',
	} as const;
	return await scan(call, { kind: 'cursor', request, choice: asChoice }, filter, token);
};

/** `slack, Acme, customer-4711 (chconn_AbC123)` */
function asChoice(connection: IDataObject): INodeListSearchItems {
	const { identifier, providerId, subscriberId, workspace, contextKeys } = connection;
	const named = isObject(workspace) ? (workspace.name ?? workspace.id) : undefined;
	const words = [providerId, named, subscriberId ?? contextKeys].flat();
	return namedChoice(
		words.filter((text) => typeof text === 'string' && text).join(', '),
		identifier,
	);
}

export const searchChannelConnections = listSearch(search);
