import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import { path } from '../engine/request';
import { scanCursor } from './cursorScan';
import { listSearch, type Search } from './shared';
import { namedChoice } from './scan';

/** Channel connections by workspace, subscriber or provider (`GET /v1/channel-connections`). */
const search: Search = async (call, filter, token) => {
	const request = {
		method: 'GET',
		path: path`/v1/channel-connections`,
		rateCategory: 'configuration',
	} as const;
	return await scanCursor(call, { request, choice: asChoice }, filter, token);
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
