import type { IDataObject } from 'n8n-workflow';
import { casesOf, type ContractCase } from '../case';

const of = casesOf('translation');
type Of = 'workflow' | 'layout';
const THINGS: Array<[type: Of, id: string, locale: string]> = [
	['workflow', 'order-shipped', 'en_US'],
	['layout', 'größe/ä?x#y', 'de_DE'],
	['workflow', '100%25', 'zh_Hans_CN'],
];
const TEXTS = { greeting: 'Grüße', nested: { farewell: 'Bye' } };
const MASTER = { workflows: { 'order-shipped': TEXTS }, layouts: {} };

const ofThing = (resourceType: Of, resourceId: string) => ({ resourceType, resourceId });

const get = THINGS.map(([type, id, locale]) =>
	of(
		'get',
		`${type} ${id}`,
		{ ...ofThing(type, id), locale },
		async (novu) =>
			await novu.translations.retrieve({ resourceType: type, resourceId: id, locale }),
	),
);

const set = THINGS.map(([type, id, locale]) =>
	of(
		'set',
		`${type} ${id}`,
		{ ...ofThing(type, id), locale, content: JSON.stringify(TEXTS) },
		async (novu) =>
			await novu.translations.create({ ...ofThing(type, id), locale, content: TEXTS }),
	),
);

const getGroup = THINGS.map(([type, id]) =>
	of(
		'getGroup',
		`${type} ${id}`,
		ofThing(type, id),
		async (novu) => await novu.translations.groups.retrieve(type, id),
	),
);

const remove = [
	...THINGS.map(([type, id, locale]) =>
		of(
			'delete',
			`${type} ${id}`,
			{ ...ofThing(type, id), locale },
			async (novu) =>
				await novu.translations.delete({ resourceType: type, resourceId: id, locale }),
		),
	),
	of(
		'delete',
		'all languages',
		{ ...ofThing('layout', 'brand'), languages: 'all' },
		async (novu) => await novu.translations.groups.delete('layout', 'brand'),
	),
];

const exported: ContractCase[] = [
	of('export', 'least', {}, async (novu) => await novu.translations.master.retrieve()),
	of(
		'export',
		'one language',
		{ locale: 'de_DE' },
		async (novu) => await novu.translations.master.retrieve('de_DE'),
	),
	of(
		'export',
		'a file',
		{ locale: 'de_DE', importFrom: 'file', binaryPropertyName: 'texts' },
		async (novu) => await novu.translations.master.retrieve('de_DE'),
	),
];

/** More than Novu takes as JSON. */
const LARGE = { workflows: { 'order-shipped': { long: 'ä'.repeat(60_000) } } };

function uploaded(texts: IDataObject): ContractCase['sdk'] {
	return async (novu) => {
		const content = Buffer.from(JSON.stringify(texts));
		return await novu.translations.master.upload({ file: { fileName: 'de_DE.json', content } });
	};
}

const imported: ContractCase[] = [
	of(
		'import',
		'JSON',
		{ locale: 'de_DE', masterJson: JSON.stringify(MASTER) },
		async (novu) => await novu.translations.master.import({ locale: 'de_DE', masterJson: MASTER }),
	),
	of(
		'import',
		'JSON of which some is refused',
		{
			locale: 'de_DE',
			masterJson: JSON.stringify({ layouts: {} }),
			options: { failIfPartial: false },
		},
		async (novu) =>
			await novu.translations.master.import({ locale: 'de_DE', masterJson: { layouts: {} } }),
		[{ body: { success: true, message: 'some', successful: ['a'], failed: ['b'] } }],
	),
	of(
		'import',
		'too large JSON',
		{ locale: 'de_DE', masterJson: JSON.stringify(LARGE) },
		uploaded(LARGE),
	),
];

export const translation: readonly ContractCase[] = [
	...get,
	...set,
	...getGroup,
	...remove,
	...exported,
	...imported,
];
