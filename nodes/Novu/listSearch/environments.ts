import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { environmentsOf, ownEnvironmentId } from '../actions/environment/shared';
import { matches } from './scan';
import { listSearch, type Search } from './shared';

/** Environments by name; nothing but name and ID is handed on. */
const search: Search = async (call, filter) => {
	const [environments, own] = [await environmentsOf(call), await ownEnvironmentId(call)];
	const results = environments
		.filter(({ name, _id }) => matches([name, _id], filter))
		.map((environment) => asChoice(environment, own));
	return { results };
};

/** `Production`, or `Development – of this credential` */
function asChoice({ name, _id }: IDataObject, own: string): INodeListSearchItems {
	const value = String(_id);
	const shown = typeof name === 'string' && name !== '' ? name : value;
	return { name: value === own ? `${shown} – of this credential` : shown, value };
}

export const searchEnvironments = listSearch(search);
