import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { calls, useNovu } from './support';

const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'translation',
	operation,
	...parameters,
});
const WELCOME = { resourceType: 'workflow', resourceId: 'welcome' };
const MASTER = {
	workflows: { welcome: { hello: 'Grüße ✓' } },
	layouts: { brand: { foot: 'Ende' } },
};

/** An item with a file, as Read/Write Files from Disk hands it out. */
function withFile(content: string, fileName = 'texts of the agency.txt'): INodeExecutionData {
	const data = Buffer.from(content).toString('base64');
	return { json: {}, binary: { data: { data, fileName, mimeType: 'text/plain' } } };
}

describe('Translation', () => {
	const novu = useNovu();
	const texts = (key: string, locale: string) =>
		novu.sandbox.store.translations.get(key)?.get(locale)?.content;
	const set = async (locale: string, content: unknown, parameters: IDataObject = WELCOME) =>
		await novu.run(of('set', { ...parameters, locale, content: JSON.stringify(content) }));
	const importFile = async (content: string, parameters: IDataObject = {}) =>
		await novu.run(of('import', { locale: 'de_DE', importFrom: 'file', ...parameters }), [
			withFile(content),
		]);

	it('sets, gets and deletes the texts of one language, and says which there are', async () => {
		const { items, error } = await set('de_DE', { hello: 'Hallo' });
		expect(error).toBeUndefined();
		expect(items('Novu')[0]).toMatchObject({
			json: { resourceId: 'welcome', locale: 'de_DE', content: { hello: 'Hallo' } },
			pairedItem: { item: 0 },
		});
		await set('en_US', { hello: 'Hello' });
		const got = await novu.run(of('get', { ...WELCOME, locale: 'de_DE' }));
		expect(got.items('Novu')[0].json.content).toEqual({ hello: 'Hallo' });
		const group = await novu.run(of('getGroup', WELCOME));
		expect(group.items('Novu')[0].json.locales).toEqual(['de_DE', 'en_US']);
		const one = await novu.run(of('delete', { ...WELCOME, locale: 'de_DE' }));
		expect(one.items('Novu')[0].json).toEqual({ deleted: true, ...WELCOME, locale: 'de_DE' });
		expect(texts('workflow:welcome', 'en_US')).toEqual({ hello: 'Hello' });
		const all = await novu.run(of('delete', { ...WELCOME, languages: 'all' }));
		expect(all.items('Novu')[0].json).toEqual({ deleted: true, ...WELCOME });
		expect(novu.sandbox.store.translations.size).toBe(0);
	});

	it.each(['en', 'en-US', 'EN_us', 'german'])('asks for no locale like %s', async (locale) => {
		const { error } = await novu.run(of('get', { ...WELCOME, locale }));
		expect(error?.message).toMatch(/'Locale' is ".*", and Novu takes a language with its region/);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('exports as JSON what it takes back', async () => {
		const first = await novu.run(of('import', { locale: 'de_DE', masterJson: '={{ $json }}' }), [
			MASTER,
		]);
		expect(first.error).toBeUndefined();
		expect(first.items('Novu')[0].json).toMatchObject({ successful: ['welcome', 'brand'] });
		const { items } = await novu.run(of('export', { locale: 'de_DE' }));
		expect(items('Novu')[0].json).toEqual(MASTER);
		const other = await novu.run(of('export'));
		expect(other.items('Novu')[0].json).toEqual({ workflows: {}, layouts: {} });
	});

	it('exports a file and imports it, byte by byte', async () => {
		await novu.run(of('import', { locale: 'de_DE', masterJson: '={{ $json }}' }), [MASTER]);
		const { items, error } = await novu.run(
			of('export', { locale: 'de_DE', exportAs: 'file', binaryPropertyName: 'texts' }),
		);
		expect(error).toBeUndefined();
		const [{ json, binary, pairedItem }] = items('Novu');
		expect(json).toEqual({ fileName: 'de_DE.json', workflows: 1, layouts: 1 });
		expect(pairedItem).toEqual({ item: 0 });
		expect(binary?.texts).toMatchObject({ fileName: 'de_DE.json', mimeType: 'application/json' });
		expect(JSON.parse(Buffer.from(binary!.texts.data, 'base64').toString())).toEqual(MASTER);
		novu.sandbox.store.translations.clear();
		const back = await novu.run(
			of('import', { locale: 'fr_FR', importFrom: 'file', binaryPropertyName: 'texts' }),
			[{ json: {}, binary }],
		);
		expect(back.error).toBeUndefined();
		expect(texts('workflow:welcome', 'fr_FR')).toEqual(MASTER.workflows.welcome);
		expect(texts('layout:brand', 'fr_FR')).toEqual(MASTER.layouts.brand);
	});

	it('sends what is too large for JSON as a file', async () => {
		const large = { workflows: { welcome: { long: 'ä'.repeat(200_000) } } };
		const { error } = await novu.run(
			of('import', { locale: 'de_DE', masterJson: '={{ $json }}' }),
			[large],
		);
		expect(error).toBeUndefined();
		expect(calls(novu.sandbox)).toEqual(['POST /v2/translations/master-json/upload']);
		expect(texts('workflow:welcome', 'de_DE')).toEqual(large.workflows.welcome);
	});

	it('fails where Novu refuses some, unless told otherwise, and where it takes none', async () => {
		const some = { workflows: { welcome: { a: 'b' }, nope: { a: 'b' } } };
		const run = async (master: IDataObject, options: IDataObject = {}) =>
			await novu.run(of('import', { locale: 'de_DE', masterJson: '={{ $json }}', options }), [
				master,
			]);
		const { error } = await run(some);
		expect(error?.message).toMatch(/^Novu has imported 1 and refused 1: nope/);
		const told = await run(some, { failIfPartial: false });
		expect(told.error).toBeUndefined();
		expect(told.items('Novu')[0].json).toMatchObject({ failed: ['nope'] });
		const none = await run({ workflows: { nope: {} } }, { failIfPartial: false });
		expect(none.error?.message).toMatch(/^Novu has imported nothing: nope/);
	});

	it.each<[what: string, content: string, words: RegExp]>([
		['no JSON', '"hello', /'Input Data Field Name: texts of the agency.txt' is not valid JSON/],
		['a list', '[1]', /holds no texts/],
		['other texts', '{"hello":"Hallo"}', /holds no texts/],
	])('sends no file with %s', async (_, content, words) => {
		const { error } = await importFile(content);
		expect(error?.message).toMatch(words);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('reads a file with a byte order mark', async () => {
		const { error } = await importFile(`\uFEFF${JSON.stringify(MASTER)}`);
		expect(error).toBeUndefined();
	});

	it('says that the item has no file there, and sends none that is too large', async () => {
		const none = await importFile('{}', { binaryPropertyName: 'other' });
		expect(none.error?.message).toMatch(/no file in the binary field "other"/);
		const huge = await importFile(' '.repeat(25 * 1024 * 1024 + 1));
		expect(huge.error?.message).toMatch(/has 26214401 bytes, at most 26214400 can be sent/);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('fails one item and imports the others', async () => {
		const { items } = await novu.run(
			of('import', { locale: 'de_DE', importFrom: 'file' }),
			[{ json: {} }, withFile(JSON.stringify(MASTER))],
			{ onError: 'continueErrorOutput' },
		);
		expect(items('Novu', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(items('Novu', 0).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	});
});

describe('Translation, on a server of the community edition', () => {
	const novu = useNovu({ paid: false });

	it('says that the plan has none', async () => {
		const { error } = await novu.run(of('export'));
		expect(error?.message).toContain('Cannot GET /v2/translations/master-json');
		expect(error?.description).toMatch(/Team and Enterprise/);
	});
});
