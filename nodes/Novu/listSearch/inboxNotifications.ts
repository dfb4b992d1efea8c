import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import { path } from '../engine/request';
import { listSearch, neededText, type Search } from './shared';
import { scan } from './scan';

const LONGEST_NAME = 80;

/** The inbox of the subscriber that the node is set to, newest first. */
const search: Search = async (call, filter, token, context) => {
	const subscriberId = neededText(context, 'subscriberId', 'subscriber');
	const request = {
		method: 'GET',
		path: path`/v2/subscribers/${subscriberId}/notifications`,
		query: { limit: 100 },
		answer: listAnswer('a list of notifications'),
		rateCategory: 'configuration',
		introducedIn: '3.15',
	} as const;
	return await scan(
		call,
		{ kind: 'offset', request, choice: asChoice, texts: textsOf },
		filter,
		token,
	);
};

function textsOf({ id, subject, body }: IDataObject): unknown[] {
	return [id, subject, body];
}

/** `Your order is on its way (2030-12-31 09:00 UTC)` */
function asChoice({ id, subject, body, createdAt }: IDataObject): INodeListSearchItems {
	const text = [subject, body].find((one) => typeof one === 'string' && one !== '') ?? id;
	const words = [...String(text).replace(/\s+/g, ' ')].slice(0, LONGEST_NAME).join('');
	const time = String(createdAt).slice(0, 16).replace('T', ' ');
	return { name: `${words} (${time} UTC)`, value: String(id) };
}

export const searchInboxNotifications = listSearch(search);
