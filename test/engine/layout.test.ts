import type { IDataObject } from 'n8n-workflow';
import { addWorkflow } from '../../sandbox';
import { runListSearch } from '../../sandbox/runner';
import { startPlainServer } from './plainServer';
import { byId, calls, useNovu } from './support';

const HTML = '<html><body><h1>Größe</h1>{{content}}</body></html>';
const PLACE = { type: 'variable', attrs: { id: 'content' } };
const BLOCKS = { type: 'doc', content: [{ type: 'paragraph', content: [PLACE] }] };

const of = (operation: string, layoutId: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'layout',
	operation,
	layoutId: byId(layoutId),
	...parameters,
});
const withHtml = (html: string) => ({ contentMode: 'html', html });

describe('Layout', () => {
	const novu = useNovu();
	const stored = (layoutId: string) => novu.sandbox.store.layouts.first('layoutId', layoutId);
	/** Two layouts, of which the first is the default one. */
	const addTwo = async () => {
		await novu.output(of('upsert', 'main', withHtml(HTML)));
		await novu.output(of('upsert', 'news', withHtml(HTML)));
		novu.sandbox.requests.length = 0;
	};
	const use = (layoutId: string, name: string) =>
		addWorkflow(novu.sandbox.store, { name, steps: [{ type: 'email', layoutId }] });

	it('is made with its content, and called by its identifier where no name is given', async () => {
		const [made] = await novu.output(of('upsert', 'news', withHtml(HTML)));
		expect(made).toMatchObject({
			layoutId: 'news',
			name: 'news',
			controlValues: { email: { body: HTML, editorType: 'html' } },
		});
		expect(calls(novu.sandbox)).toEqual([
			'GET /v2/layouts/news',
			'POST /v2/layouts',
			'PUT /v2/layouts/news',
		]);
	});

	it('is changed where it exists, and keeps its name', async () => {
		await novu.output(
			of('upsert', 'news', { ...withHtml(HTML), additionalFields: { name: 'News' } }),
		);
		novu.sandbox.requests.length = 0;
		const blocks = { contentMode: 'blocks', blocks: JSON.stringify(BLOCKS) };
		const [changed] = await novu.output(of('upsert', 'news', blocks));
		expect(changed).toMatchObject({ name: 'News' });
		expect(stored('news')?.values).toEqual({
			email: { body: JSON.stringify(BLOCKS), editorType: 'block' },
		});
		expect(calls(novu.sandbox)).toEqual(['GET /v2/layouts/news', 'PUT /v2/layouts/news']);
		expect(novu.sandbox.store.layouts.size).toBe(1);
	});

	it('keeps its content where another name is all that is given', async () => {
		await addTwo();
		const additionalFields = { name: 'Newsletter' };
		await novu.output(of('upsert', 'news', { contentMode: 'keep', additionalFields }));
		expect(stored('news')).toMatchObject({ name: 'Newsletter', values: { email: { body: HTML } } });
	});

	it('is not written where nothing is given for one that exists', async () => {
		await addTwo();
		expect(await novu.output(of('upsert', 'news', { contentMode: 'keep' }))).toMatchObject([
			{ layoutId: 'news' },
		]);
		expect(calls(novu.sandbox)).toEqual(['GET /v2/layouts/news']);
	});

	it.each([true, false])('comes back from what Get hands out (Simplify: %s)', async (simplify) => {
		await addTwo();
		const [backup] = await novu.output(of('get', 'news', { simplify }));
		await novu.output(of('upsert', 'news', withHtml('<html><body>{{content}}</body></html>')));
		const restore = { contentMode: 'json', controlValues: '={{ $json }}' };
		await novu.output(of('upsert', 'news', restore), [backup]);
		expect(stored('news')?.values).toEqual({ email: { body: HTML, editorType: 'html' } });
	});

	it('is not emptied with what Get Many hands out', async () => {
		await addTwo();
		const [listed] = await novu.output({
			resource: 'layout',
			operation: 'getAll',
			simplify: false,
		});
		const restore = of('upsert', 'news', { contentMode: 'json', controlValues: '={{ $json }}' });
		const { error } = await novu.run(restore, [listed]);
		expect(error?.message).toContain("'Control Values (JSON)' is an object without a content");
		expect(stored('news')?.values).toEqual({ email: { body: HTML, editorType: 'html' } });
	});

	it('gets the editor type that its content has, where Get has handed out none', async () => {
		const content = JSON.stringify({ email: { body: HTML } });
		await novu.output(of('upsert', 'news', { contentMode: 'json', controlValues: content }));
		expect(stored('news')?.values).toEqual({ email: { body: HTML, editorType: 'html' } });
	});

	it('is made once where two items make it', async () => {
		const items = [{ title: 'One' }, { title: 'Two' }];
		const html = '<html><body>{{ $json.title }} ';
		const parameters = withHtml(`=${html}{{ '{' + '{content}' + '}' }}</body></html>`);
		await novu.output(of('upsert', 'news', parameters), items);
		expect(novu.sandbox.store.layouts.size).toBe(1);
		expect(stored('news')?.values).toMatchObject({
			email: { body: '<html><body>Two {{content}}</body></html>' },
		});
	});

	it.each<[string, IDataObject, string]>([
		['HTML without a place', withHtml('<html><body>x</body></html>'), 'no {{content}}'],
		['a fragment', withHtml('<p>{{content}}</p>'), 'no <html>, no <body>'],
		['nothing', withHtml('={{ $json.missing }}'), "'HTML' is empty"],
		['blocks without a place', { contentMode: 'blocks', blocks: '{"type":"doc"}' }, 'no place'],
		[
			'another editor',
			{ contentMode: 'json', controlValues: '{"email":{"body":"x","editorType":"nope"}}' },
			'html or block',
		],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		expect(await novu.failure(of('upsert', 'news', parameters))).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it.each(['66e1f0c0ffee0000000000aa', 'news_lt_h4uIJ0V5zXLLIDvy'])(
		'is not made where %s is an ID of another environment',
		async (id) => {
			expect(await novu.failure(of('upsert', id, withHtml(HTML)))).toContain('Nothing was created');
			expect(novu.sandbox.store.layouts.size).toBe(0);
		},
	);

	it('says what Novu finds wrong with the content, and that the layout is there by then', async () => {
		const broken = withHtml('<html><body>{{content}} {{payload.x}}</body></html>');
		const told = await novu.failure(of('upsert', 'news', broken));
		expect(told).toContain('Variable "payload.x" is not supported (HTTP 400)');
		expect(told).toContain('nothing of the payload');
		expect(told).toContain('Calls before this one have written to Novu');
	});

	it('takes no more than Novu does', async () => {
		const html = HTML.replace('Größe', 'y'.repeat(110_000));
		expect(await novu.failure(of('upsert', 'news', withHtml(html)))).toContain('at most 102400');
	});

	it('is not deleted while workflows use it, and says which', async () => {
		await addTwo();
		use('news', 'Order Shipped');
		use('news', 'Welcome Mail');
		const told = await novu.failure(of('delete', 'news'));
		expect(told).toContain('used by 2 workflows: order-shipped, welcome-mail');
		expect(told).toContain('Nothing was deleted');
		expect(calls(novu.sandbox)).toEqual(['GET /v2/layouts/news/usage']);
		expect(await novu.output(of('getUsage', 'news'))).toMatchObject([
			{ layoutId: 'news', workflows: [{ workflowId: 'order-shipped' }, {}] },
		]);
	});

	it('is deleted with what uses it where that is asked for, and the output says what', async () => {
		await addTwo();
		use('news', 'Order Shipped');
		expect(await novu.output(of('delete', 'news', { options: { onlyIfUnused: false } }))).toEqual([
			{
				deleted: true,
				layoutId: 'news',
				workflows: [{ name: 'Order Shipped', workflowId: 'order-shipped' }],
			},
		]);
		expect(stored('news')).toBeUndefined();
	});

	it('is not deleted where it is the default one', async () => {
		await addTwo();
		expect(await novu.failure(of('delete', 'main'))).toContain('Make another layout the default');
	});

	it('is copied with its content', async () => {
		await addTwo();
		const copy = { name: 'Copy', additionalFields: { identifier: 'news' } };
		expect(await novu.failure(of('duplicate', 'news', copy))).toContain('of the layout itself');
		const [made] = await novu.output(of('duplicate', 'news', { name: 'At Christmas' }));
		expect(made).toMatchObject({ layoutId: 'at-christmas', name: 'At Christmas' });
		expect(stored('at-christmas')?.values).toEqual(stored('news')?.values);
		const taken = { name: 'x', additionalFields: { identifier: 'main' } };
		expect(await novu.failure(of('duplicate', 'news', taken))).toContain("another 'Identifier'");
	});

	it('is listed in full, up to a limit, by text and in an order', async () => {
		const many = Array.from({ length: 120 }, (_, i) => ({ id: `l-${String(i).padStart(3, '0')}` }));
		await novu.output({ ...of('upsert', '={{ $json.id }}'), contentMode: 'keep' }, many);
		const list = async (parameters: IDataObject) =>
			(await novu.output({ resource: 'layout', operation: 'getAll', ...parameters })).map(
				({ layoutId }) => layoutId,
			);
		expect(await list({ returnAll: true })).toHaveLength(120);
		expect(await list({ limit: 7 })).toHaveLength(7);
		expect(await list({ filters: { search: 'l-11' } })).toHaveLength(10);
		const sort = { orderBy: 'name', orderDirection: 'ASC' };
		expect(await list({ limit: 2, sort })).toEqual(['l-000', 'l-001']);
	});

	it('is found in the pick list, which marks the default one', async () => {
		await addTwo();
		const { results } = await runListSearch({
			method: 'searchLayouts',
			filter: '',
			credentials: novu.credentials,
		});
		expect(results.map(({ name }) => name).sort()).toEqual(['main – default', 'news']);
	});

	it('is rendered for a subscriber, with its own content or another one', async () => {
		const hello = HTML.replace('Größe', 'Hello {{subscriber.firstName}}');
		await novu.output(of('upsert', 'news', withHtml(hello)));
		const subscriber = '{ "firstName": "Ädä" }';
		const [own] = await novu.output(of('preview', 'news', { additionalFields: { subscriber } }));
		expect(own).toMatchObject({ layoutId: 'news', type: 'email' });
		expect(own.body).toContain('<h1>Hello Ädä</h1>');
		const content = JSON.stringify({ email: { body: HTML, editorType: 'html' } });
		const [other] = await novu.output(
			of('preview', 'news', { additionalFields: { controlValues: content } }),
		);
		expect(other.body).toContain('<h1>Größe</h1>');
		const [raw] = await novu.output(of('preview', 'news', { simplify: false }));
		expect(raw).toMatchObject({ result: { type: 'email' } });
		expect(raw).toHaveProperty('previewPayloadExample.subscriber');
	});

	it('fails where Novu renders nothing, which it answers with success', async () => {
		await novu.output(of('upsert', 'news', withHtml(HTML)));
		stored('news')!.values = { email: { body: HTML } };
		for (const simplify of [true, false]) {
			const told = await novu.failure(of('preview', 'news', { simplify }));
			expect(told).toContain('Novu renders nothing for the layout "news"');
		}
	});
});

describe('the preview of a layout that names environment variables', () => {
	const SECRET = 'canary-of-a-variable';
	let server: Awaited<ReturnType<typeof startPlainServer>>;
	let asked: string[] = [];
	let body = '';
	let sent = '';
	let hasVariables = true;

	beforeAll(async () => {
		server = await startPlainServer(({ method, url, text }) => {
			asked.push(`${method} ${url.pathname}`);
			sent = text;
			if (url.pathname === '/v1/environment-variables') {
				const variable = {
					_id: 'v',
					key: 'TOKEN',
					isSecret: true,
					values: [{ value: '••••••••' }],
				};
				return hasVariables
					? {
							status: 200,
							body: { data: [variable, { ...variable, key: 'BASE_URL', isSecret: false }] },
						}
					: { status: 404, body: { message: 'Cannot GET /v1/environment-variables' } };
			}
			if (method === 'GET') {
				const controls = { values: { email: { body, editorType: 'html' } } };
				return { status: 200, body: { data: { layoutId: 'news', controls } } };
			}
			return {
				status: 201,
				body: { data: { result: { type: 'email', preview: { body: SECRET } } } },
			};
		});
	});
	beforeEach(() => {
		asked = [];
		hasVariables = true;
	});
	afterAll(async () => await server.close());

	const novu = useNovu();
	const preview = async (html: string) => {
		body = `<html><body>${html}{{content}}</body></html>`;
		novu.credentials.novuApi.baseUrl = server.url;
		return await novu.run(of('preview', 'news'));
	};

	it('shows a placeholder for a secret one', async () => {
		const { error } = await preview('{{env.TOKEN}} {{env.BASE_URL}}');
		expect(error).toBeUndefined();
		expect(asked.at(-1)).toBe('POST /v2/layouts/news/preview');
		expect(JSON.parse(sent)).toMatchObject({
			controlValues: {
				email: {
					body: '<html><body>[secret TOKEN] {{env.BASE_URL}}{{content}}</body></html>',
					editorType: 'html',
				},
			},
		});
	});

	it.each(['{{ env.TOKEN | upcase }}', '{{ env["TOKEN"] }}', '{% for e in env %}'])(
		'is not asked for where no placeholder can stand for a secret one: %s',
		async (html) => {
			const { error, run } = await preview(html);
			expect(error?.message).toContain('No preview was asked for: the layout "news" reads');
			expect(asked).toEqual(['GET /v2/layouts/news', 'GET /v1/environment-variables']);
			expect(JSON.stringify(run)).not.toContain(SECRET);
		},
	);

	it.each(['{{env.BASE_URL}}', '{{ env.TOKENS }}', 'an env of words'])(
		'is rendered where none is secret: %s',
		async (html) => {
			const { error, items } = await preview(html);
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toMatchObject({ type: 'email' });
		},
	);

	it('is rendered on a server without variables', async () => {
		hasVariables = false;
		expect((await preview('{{env.TOKEN}}')).error).toBeUndefined();
	});

	it('does not ask for variables where none is named', async () => {
		await preview('Hello');
		expect(asked).toEqual(['GET /v2/layouts/news', 'POST /v2/layouts/news/preview']);
	});
});
