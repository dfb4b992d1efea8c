import { AWKWARD_IDS, casesWithId, settled, type ContractCase } from '../case';

const of = casesWithId('layout', 'layoutId');
const unknown = {
	status: 404,
	body: { message: 'Layout not found for id newsletter', statusCode: 404 },
};
const found = (layoutId: string, rest: object = {}) => ({
	body: { data: { layoutId, name: 'News', controls: { values: {} }, ...rest } },
});

const HTML = '<html><body><h1>Größe 🙂</h1>{{content}}</body></html>';
const BLOCKS = {
	type: 'doc',
	content: [{ type: 'paragraph', content: [{ type: 'variable', attrs: { id: 'content' } }] }],
};
const html = { email: { body: HTML, editorType: 'html' as const } };
const blocks = { email: { body: JSON.stringify(BLOCKS), editorType: 'block' as const } };

const upsert: ContractCase[] = [
	of(
		'upsert',
		'HTML for one that exists: its name stays',
		'newsletter',
		{ contentMode: 'html', html: HTML },
		async (novu) => {
			await settled(novu.layouts.retrieve('newsletter'));
			return await novu.layouts.update({ name: 'News', controlValues: html }, 'newsletter');
		},
		[found('newsletter')],
	),
	of(
		'upsert',
		'blocks for a new one',
		'newsletter',
		{
			contentMode: 'blocks',
			blocks: JSON.stringify(BLOCKS),
			additionalFields: { name: 'Größe 🙂' },
		},
		async (novu) => {
			await settled(novu.layouts.retrieve('newsletter'));
			await settled(novu.layouts.create({ layoutId: 'newsletter', name: 'Größe 🙂' }));
			return await novu.layouts.update({ name: 'Größe 🙂', controlValues: blocks }, 'newsletter');
		},
		[unknown],
	),
	of(
		'upsert',
		'a new one without content',
		'größe/ä ö?x=1&y#z',
		{ contentMode: 'keep', additionalFields: { isTranslationEnabled: true } },
		async (novu) => {
			await settled(novu.layouts.retrieve('größe/ä ö?x=1&y#z'));
			return await novu.layouts.create({
				layoutId: 'größe/ä ö?x=1&y#z',
				name: 'größe/ä ö?x=1&y#z',
				isTranslationEnabled: true,
			});
		},
		[unknown],
	),
	of(
		'upsert',
		'what Get hands out, into one that is translated',
		'newsletter',
		{
			contentMode: 'json',
			controlValues: JSON.stringify({ layoutId: 'other', controlValues: html }),
			additionalFields: { name: 'Newsletter' },
		},
		async (novu) => {
			await settled(novu.layouts.retrieve('newsletter'));
			return await novu.layouts.update(
				{ name: 'Newsletter', isTranslationEnabled: true, controlValues: html },
				'newsletter',
			);
		},
		[found('newsletter', { isTranslationEnabled: true })],
	),
];

const single: ContractCase[] = AWKWARD_IDS.flatMap((id) => [
	of('get', id, id, {}, async (novu) => await novu.layouts.retrieve(id)),
	of('getUsage', id, id, {}, async (novu) => await novu.layouts.usage(id)),
	of('delete', id, id, {}, async (novu) => {
		await settled(novu.layouts.usage(id));
		return await novu.layouts.delete(id);
	}),
]);

const preview: ContractCase[] = [
	of('preview', 'least', 'newsletter', {}, async (novu) => {
		await settled(novu.layouts.retrieve('newsletter'));
		return await novu.layouts.generatePreview({}, 'newsletter');
	}),
	of(
		'preview',
		'another content, for a subscriber',
		'größe/ä',
		{
			additionalFields: {
				controlValues: JSON.stringify(html),
				subscriber: '{ "firstName": "Ädä" }',
			},
		},
		async (novu) =>
			await novu.layouts.generatePreview(
				{ controlValues: html, previewPayload: { subscriber: { firstName: 'Ädä' } } },
				'größe/ä',
			),
	),
	of(
		'preview',
		'what it holds, for a subscriber',
		'newsletter',
		{ additionalFields: { subscriber: '{ "firstName": "Ada", "data": { "plan": "pro" } }' } },
		async (novu) => {
			await settled(novu.layouts.retrieve('newsletter'));
			return await novu.layouts.generatePreview(
				{ previewPayload: { subscriber: { firstName: 'Ada', data: { plan: 'pro' } } } },
				'newsletter',
			);
		},
	),
];

const duplicate: ContractCase[] = [
	of(
		'duplicate',
		'a copy',
		'newsletter',
		{ name: 'Copy' },
		async (novu) => await novu.layouts.duplicate({ name: 'Copy' }, 'newsletter'),
	),
	of(
		'duplicate',
		'a copy with an identifier',
		'größe/ä',
		{ name: 'Größe 🙂', additionalFields: { identifier: 'ä/b' } },
		async (novu) => await novu.layouts.duplicate({ name: 'Größe 🙂', layoutId: 'ä/b' }, 'größe/ä'),
	),
	of(
		'duplicate',
		'full',
		'newsletter',
		{ name: 'Copy', additionalFields: { identifier: 'copy-2', isTranslationEnabled: true } },
		async (novu) =>
			await novu.layouts.duplicate(
				{ name: 'Copy', layoutId: 'copy-2', isTranslationEnabled: true },
				'newsletter',
			),
	),
];

const page = (ids: string[], totalCount: number) => ({
	body: { data: { layouts: ids.map((layoutId) => ({ _id: layoutId, layoutId })), totalCount } },
});
const getAll: ContractCase[] = [
	{
		operation: 'layout.getAll',
		input: 'least',
		parameters: {},
		sdk: async (novu) => await novu.layouts.list({ limit: 50, offset: 0 }),
	},
	{
		operation: 'layout.getAll',
		input: 'a text, in another order',
		parameters: {
			limit: 7,
			filters: { search: 'größe & co' },
			sort: { orderBy: 'name', orderDirection: 'ASC' },
		},
		sdk: async (novu) =>
			await novu.layouts.list({
				limit: 7,
				offset: 0,
				query: 'größe & co',
				orderBy: 'name',
				orderDirection: 'ASC',
			}),
	},
	{
		operation: 'layout.getAll',
		input: 'two pages',
		parameters: { returnAll: true },
		answers: [page(['a', 'b'], 3), page(['c'], 3)],
		sdk: async (novu) => {
			await settled(novu.layouts.list({ limit: 100, offset: 0 }));
			return await novu.layouts.list({ limit: 100, offset: 2 });
		},
	},
];

/** What the SDK adds, by operation and input. */
const FILLED_IN: Record<string, string[]> = {
	'HTML for one that exists: its name stays': ['isTranslationEnabled'],
	'blocks for a new one': ['__source', 'isTranslationEnabled'],
	'a new one without content': ['__source'],
	'a copy': ['isTranslationEnabled'],
	'a copy with an identifier': ['isTranslationEnabled'],
};

export const layout: readonly ContractCase[] = [
	...upsert,
	...single,
	...preview,
	...duplicate,
	...getAll,
].map((one) => ({ ...one, filledInBySdk: FILLED_IN[one.input] }));
