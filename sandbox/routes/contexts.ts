import { NO_CONTENT, type Call, type Route } from '../call';
import { addContext } from '../contexts';
import { conflict, notFound } from '../errors';
import { cursorPage, cursorQuery, text } from '../paging';
import { change } from '../store';
import type { Context, Fields } from '../types';
import { Checks, isFields } from '../validation';

const LONGEST_NAME = 100;
const LARGEST_DATA = 64 * 1024;

function shown({ type, id, data, createdAt, updatedAt }: Context): Fields {
	return { type, id, data, createdAt, updatedAt };
}

function find(call: Call): Context {
	const { type, id } = call.params;
	const found = call.store.contexts.first('key', `${type}:${id}`);
	if (found) return found;
	throw notFound(
		`Context with id '${id}' and type '${type}' not found in environment ${call.environment._id}`,
	);
}

/** What Novu says about the type or the ID of a new context. */
function nameErrors(body: Fields, field: 'type' | 'id', word: string): string[] {
	const value = body[field];
	const { messages } = new Checks(body).defined(field);
	const pattern = `${word} must be lowercase alphanumeric with optional ., _, or - separators`;
	const tooLong = typeof value !== 'string' || value.length > LONGEST_NAME;
	const tooShort = typeof value !== 'string' || value === '';
	const plain = typeof value === 'string' && /^[A-Za-z0-9_-]+$/.test(value);
	return [
		...messages,
		...(plain ? [] : [pattern]),
		...(tooLong ? [`${field} must be shorter than or equal to ${LONGEST_NAME} characters`] : []),
		...(tooShort ? [`${field} must be longer than or equal to 1 characters`] : []),
		...(typeof value === 'string' ? [] : [`${field} must be a string`]),
	];
}

function dataErrors({ data }: Fields): string[] {
	if (data === undefined || data === null) return [];
	if (!isFields(data)) return ['Context data must be an object'];
	const size = JSON.stringify(data).length;
	if (size <= LARGEST_DATA) return [];
	return [`Data is too large: ${Math.floor(size / 1024)}KB exceeds 64KB limit`];
}

function create(call: Call): unknown {
	const { body } = call;
	new Checks(body)
		.add(nameErrors(body, 'type', 'Type'))
		.add(nameErrors(body, 'id', 'ID'))
		.add(dataErrors(body))
		.enforce();
	const { type, id, data } = body as { type: string; id: string } & Fields;
	if (call.store.contexts.first('key', `${type}:${id}`)) {
		throw conflict(`Context with type '${type}' and id '${id}' already exists`);
	}
	return shown(addContext(call.store, type, id, isFields(data) ? data : {}));
}

function update(call: Call): unknown {
	new Checks(call.body).defined('data').add(dataErrors(call.body)).enforce();
	const { type, id } = call.params;
	const context = call.store.contexts.first('key', `${type}:${id}`);
	if (!context) throw notFound(`Context with type '${type}' and id '${id}' not found`);
	return shown(change(context, { data: call.body.data }));
}

function list(call: Call): unknown {
	const rules = { command: 'ListContextsCommand', lenient: true, strictCursor: true };
	const query = cursorQuery(call.query, rules);
	const [id, type, search] = ['id', 'type', 'search'].map((name) => text(call.query, name));
	const found = call.store.contexts.all.filter(
		(one) =>
			(id === undefined || one.id === id) &&
			(type === undefined || one.type === type) &&
			(search === undefined ||
				`${one.type}:${one.id}`.toLowerCase().includes(search.toLowerCase())),
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
