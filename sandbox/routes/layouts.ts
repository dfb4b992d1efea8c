import { NO_CONTENT, type Call, type Route } from '../call';
import { CommandError, conflict } from '../errors';
import { PREVIEW_SCHEMA } from '../layoutShape';
import {
	addLayout,
	checkContent,
	findLayout,
	listedLayout,
	rendered,
	shownLayout,
	usersOf,
} from '../layouts';
import { integer, text } from '../paging';
import { change } from '../store';
import type { Fields, Layout } from '../types';
import { Checks, isFields } from '../validation';

const isText = (value: unknown) => typeof value === 'string';

function find({ store, params }: Call): Layout {
	return findLayout(store, params.layoutId);
}

function create(call: Call): unknown {
	const { body, store } = call;
	new Checks(body)
		.such('layoutId', isText, 'must be a string')
		.such('name', isText, 'must be a string')
		.enforce();
	const { layoutId, name } = body as { layoutId: string; name: string };
	if (name === '') {
		const messages = [
			'name must be longer than or equal to 1 characters',
			'name should not be empty',
		];
		throw new CommandError('UpsertLayoutCommand', { 'layoutDto.name': { messages, value: name } });
	}
	return shownLayout(store, addLayout(store, { layoutId, name }));
}

function update(call: Call): unknown {
	const { body, store } = call;
	new Checks(body).such('name', isText, 'must be a string').enforce();
	const layout = find(call);
	const { name, controlValues } = body;
	checkContent(controlValues);
	const values = isFields(controlValues) ? controlValues : {};
	return shownLayout(
		store,
		change(layout, {
			name,
			isChanged: true,
			...(controlValues !== undefined && { values }),
		}),
	);
}

function duplicate(call: Call): unknown {
	const { body, store } = call;
	new Checks(body).such('name', isText, 'must be a string').enforce();
	const { name, layoutId } = body as { name: string; layoutId?: string };
	const { values } = find(call);
	return shownLayout(store, addLayout(store, { layoutId, name, values: structuredClone(values) }));
}

const ORDERS = ['createdAt', 'updatedAt', 'name'] as const;

function sorted(call: Call, layouts: Layout[]): Layout[] {
	const orderBy = ORDERS.find((one) => one === text(call.query, 'orderBy')) ?? 'createdAt';
	const rising = layouts
		.map((one) => ({ one, key: one[orderBy] }))
		.sort((left, right) => (left.key === right.key ? 0 : left.key < right.key ? -1 : 1))
		.map(({ one }) => one);
	return text(call.query, 'orderDirection') === 'ASC' ? rising : rising.reverse();
}

function list(call: Call): unknown {
	const { query, store } = call;
	new Checks(query).optionalOneOf('orderBy', ORDERS).enforce();
	const limit = integer(query, 'limit', { fallback: 50, min: 1, max: 100 });
	const offset = integer(query, 'offset', { fallback: 0, min: 0 });
	const search = text(query, 'query')?.toLowerCase() ?? '';
	const found = store.layouts.all.filter(({ name, layoutId }) =>
		`${name} ${layoutId}`.toLowerCase().includes(search),
	);
	const layouts = sorted(call, found).slice(offset, offset + limit);
	return { layouts: layouts.map(listedLayout), totalCount: found.length };
}

function usage(call: Call): unknown {
	const workflows = usersOf(call.store, find(call));
	return { workflows: workflows.map(({ name, identifier }) => ({ name, workflowId: identifier })) };
}

function preview(call: Call): unknown {
	const layout = find(call);
	const { controlValues, previewPayload } = call.body;
	const values = isFields(controlValues) ? controlValues : layout.values;
	const subscriber = isFields(previewPayload) ? previewPayload.subscriber : undefined;
	const made = rendered(values, subscriber);
	if (!made) return { result: { type: 'email' }, previewPayloadExample: {}, schema: null };
	return {
		result: { preview: { body: made.body }, type: 'email' },
		previewPayloadExample: made.example,
		schema: PREVIEW_SCHEMA,
	} satisfies Fields;
}

function remove(call: Call): unknown {
	const layout = find(call);
	if (layout.isDefault) {
		const why = 'is being used as a default layout, it can not be deleted';
		throw conflict(`Layout with id ${layout.layoutId} ${why}`);
	}
	for (const { steps } of usersOf(call.store, layout)) {
		for (const step of steps) {
			if (step.layoutId !== layout.layoutId) continue;
			delete step.layoutId;
			delete step.controlValues?.layoutId;
		}
	}
	call.store.layouts.delete(layout);
	return NO_CONTENT;
}

const SHARED = { category: 'configuration', only: '3.19' } as const;
const ONE = '/v2/layouts/:layoutId';

/** Frames around emails. */
export const layoutRoutes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v2/layouts', handle: list },
	{ ...SHARED, method: 'POST', url: '/v2/layouts', handle: create },
	{
		...SHARED,
		method: 'GET',
		url: ONE,
		handle: (call) => shownLayout(call.store, find(call)),
	},
	{ ...SHARED, method: 'PUT', url: ONE, handle: update },
	{ ...SHARED, method: 'DELETE', url: ONE, handle: remove },
	{ ...SHARED, method: 'POST', url: `${ONE}/duplicate`, handle: duplicate },
	{ ...SHARED, method: 'GET', url: `${ONE}/usage`, handle: usage },
	{ ...SHARED, method: 'POST', url: `${ONE}/preview`, handle: preview },
];
