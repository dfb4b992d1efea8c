import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { simpleNotification } from '../actions/notification/shared';
import { listAnswer } from '../engine/answers';
import { path } from '../engine/request';
import { listSearch } from './shared';
import { scan, type ScannedList } from './scan';

/** Entries of the activity feed, newest first: found by workflow, subscriber, transaction ID or ID. */
const list: ScannedList = {
	kind: 'page',
	request: {
		method: 'GET',
		path: path`/v1/notifications`,
		query: { limit: 50 },
		answer: listAnswer('a list of notifications'),
		rateCategory: 'global',
	},
	choice: asChoice,
	texts: (entry) => {
		const { _id, transactionId, subscriberId, workflowId, workflow } = simpleNotification(entry);
		return [_id, transactionId, subscriberId, workflowId, workflow];
	},
};

/** `Order Shipped to customer-4711 (2026-11-23 07:23)`; times are UTC, as Novu gives them. */
function asChoice(entry: IDataObject): INodeListSearchItems {
	const { _id, workflow, subscriberId, createdAt } = simpleNotification(entry);
	const at = String(createdAt).slice(0, 16).replace('T', ' ');
	const what = String(workflow ?? 'A deleted workflow');
	const to = String(subscriberId ?? 'a deleted subscriber');
	return { name: `${what} to ${to} (${at} UTC)`, value: String(_id) };
}

export const searchNotifications = listSearch(
	async (call, filter, token) => await scan(call, list, filter, token),
);
