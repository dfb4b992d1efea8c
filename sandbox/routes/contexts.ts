import { NO_CONTENT, type Call, type Route } from '../call';
import { addContext } from '../contexts';
import { conflict, notFound } from '../errors';
import { cursorPage, cursorQuery, text } from '../paging';
import { change } from '../store';
import type { Context, Fields } from '../types';
import { Checks, isFields } from '../validation';

function shown(context: Context): Fields {
	const { type, id, data, bridgeUrl, createdAt, updatedAt } = context;
	return { type, id, data, bridgeUrl, createdAt, updatedAt };
}

function find(call: Call): Context {
	const { type, id } = call.params;
	const found = call.store.contexts.first('key', `${type}:${id}`);
	if (!found) throw notFound(`Context with type ${type} and id ${id} not found`);
	return found;
}

function create(call: Call): unknown {
	const checks = new Checks(call.body).requiredString('type').requiredString('id');
	checks.optionalObject('data').enforce();
	const { type, id, data, bridgeUrl } = call.body as { type: string; id: string } & Fields;
	if (call.store.contexts.first('key', `${type}:${id}`)) {
		throw conflict(`Context with type ${type} and id ${id} already exists`);
	}
	const context = addContext(call.store, type, id, isFields(data) ? data : {});
	return shown(Object.assign(context, bridgeUrl === undefined ? {} : { bridgeUrl }));
}

function update(call: Call): unknown {
	new Checks(call.body).requiredObject('data').enforce();
	const { data, bridgeUrl } = call.body;
	const context = find(call);
	return shown(change(context, { data, ...(bridgeUrl === undefined ? {} : { bridgeUrl }) }));
}

function list(call: Call): unknown {
	const query = cursorQuery(call.query);
	const [id, search] = [text(call.query, 'id'), text(call.query, 'search')];
	const found = call.store.contexts.all.filter(
		(one) =>
			(id === undefined || one.id === id) &&
			(search === undefined || `${one.type}:${one.id}`.includes(search)),
	);
	return cursorPage(found, query, shown);
}

const SHARED = { category: 'global', only: '3.19' } as const;

export const contextRoutes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v2/contexts', handle: list },
	{ ...SHARED, method: 'POST', url: '/v2/contexts', handle: create },
	{
		...SHARED,
		method: 'GET',
		url: '/v2/contexts/:type/:id',
		handle: (call) => shown(find(call)),
	},
	{ ...SHARED, method: 'PATCH', url: '/v2/contexts/:type/:id', handle: update },
	{
		...SHARED,
		method: 'DELETE',
		url: '/v2/contexts/:type/:id',
		handle: (call) => {
			call.store.contexts.delete(find(call));
			return NO_CONTENT;
		},
	},
];
