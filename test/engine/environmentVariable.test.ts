import type { IDataObject } from 'n8n-workflow';
import { addWorkflow } from '../../sandbox';
import { novuWorkflow, runListSearch, runWorkflow } from '../../sandbox/runner';
import { byId, calls, useNovu } from './support';

const MASK = '••••••••';
const of = (operation: string, key?: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'environmentVariable',
	operation,
	...(key !== undefined && { variableKey: byId(key) }),
	...parameters,
});

describe('Environment Variable', () => {
	const novu = useNovu();
	const variables = () => novu.sandbox.store.organization.variables;
	const set = async (key: string, value: string, parameters: IDataObject = {}) =>
		await novu.run(of('set', key, { value, ...parameters }));
	const secret = { additionalFields: { isSecret: true } };
	const asProduction = async (parameters: IDataObject) => {
		const { apiKey } = novu.sandbox.store.organization.production.environment;
		const credentials = { novuApi: { ...novu.credentials.novuApi, apiKey } };
		return await runWorkflow({ workflow: novuWorkflow(parameters), credentials });
	};

	it('makes a variable, then changes its value in the own environment alone', async () => {
		const { items, error } = await set('BASE_URL', 'https://x.test/ü');
		expect(error).toBeUndefined();
		expect(items('Novu')[0]).toMatchObject({
			json: { key: 'BASE_URL', isSecret: false, values: [{ value: 'https://x.test/ü' }] },
			pairedItem: { item: 0 },
		});
		await asProduction(of('set', 'BASE_URL', { value: 'https://prod.test' }));
		await set('BASE_URL', 'https://y.test');
		expect(
			variables()
				.get('BASE_URL')
				?.values.map(({ value }) => value),
		).toEqual(['https://prod.test', 'https://y.test']);
	});

	it('makes a secret, which never comes back', async () => {
		const made = await set('TOKEN', 's3cret-value', secret);
		const rotated = await set('TOKEN', 'rotated-value', secret);
		const got = await novu.run(of('get', 'TOKEN'));
		for (const { items, error, run } of [made, rotated, got]) {
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toMatchObject({ isSecret: true, values: [{ value: MASK }] });
			expect(JSON.stringify(run.data.resultData.runData)).not.toMatch(/s3cret|rotated/);
		}
		expect(variables().get('TOKEN')?.values[0].value).toBe('rotated-value');
	});

	it('puts no secret into a variable that everybody can read', async () => {
		await set('PLAIN', 'x');
		const { error } = await set('PLAIN', 's3cret-value', secret);
		expect(error?.message).toMatch(/"PLAIN" is no secret in Novu/);
		expect(`${error?.message} ${error?.description}`).not.toContain('s3cret');
		expect(variables().get('PLAIN')?.values[0].value).toBe('x');
	});

	it.each<[what: string, value: string, words: RegExp]>([
		['the mask', MASK, /is the mask/],
		["this node's mask", '***', /is the mask/],
		['too long a value', 'v'.repeat(257), /has 257 characters/],
		['nothing', '={{ $json.missing }}', /'Value' is empty/],
	])('writes no value that is %s', async (_, value, words) => {
		const { error } = await set('TOKEN', value);
		expect(error?.message).toMatch(words);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it.each(['1A', 'A-B', 'GRÖSSE', 'K'.repeat(257)])('asks for no key like %s', async (key) => {
		const { error } = await novu.run(of('get', key));
		expect(error?.message).toMatch(/no key that Novu takes/);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('repeats no value where Novu refuses it', async () => {
		await set('TOKEN', 's3cret-value', secret);
		variables().get('TOKEN')!.key = 'OTHER';
		const { error } = await set('TOKEN', 'rotated-value');
		expect(JSON.stringify([error?.message, error?.description])).not.toMatch(/s3cret|rotated/);
	});

	it('gets many, those with a text in the key, and no more than asked for', async () => {
		for (const key of ['BASE_URL', 'TOKEN', 'base_path']) await set(key, 'x');
		const keys = async (parameters: IDataObject) => {
			const { items } = await novu.run(of('getAll', undefined, parameters));
			return items('Novu').map(({ json }) => json.key);
		};
		expect(await keys({ returnAll: true })).toEqual(['base_path', 'TOKEN', 'BASE_URL']);
		expect(await keys({ limit: 1 })).toEqual(['base_path']);
		expect(await keys({ filters: { search: 'BASE' } })).toEqual(['base_path', 'BASE_URL']);
	});

	it('says which workflows use it, and deletes it only where none does', async () => {
		await set('TOKEN', 'x');
		addWorkflow(novu.sandbox.store, {
			name: 'Uses it',
			steps: [{ type: 'in_app', content: 'T {{env.TOKEN}}' }],
		});
		const usage = await novu.run(of('getUsage', 'TOKEN'));
		expect(usage.items('Novu')[0].json).toEqual({
			key: 'TOKEN',
			workflows: [{ name: 'Uses it', workflowId: 'uses-it' }],
		});
		const { error } = await novu.run(of('delete', 'TOKEN'));
		expect(error?.message).toMatch(/"TOKEN" is not deleted: 1 workflow names it: uses-it/);
		expect(variables().has('TOKEN')).toBe(true);
		const told = await novu.run(of('delete', 'TOKEN', { options: { onlyIfUnused: false } }));
		expect(told.items('Novu')[0].json).toEqual({
			deleted: true,
			key: 'TOKEN',
			usedBy: ['uses-it'],
		});
		expect(variables().has('TOKEN')).toBe(false);
	});

	it("leaves another environment's value alone", async () => {
		await set('TOKEN', 'x');
		const { error } = await asProduction(of('delete', 'TOKEN'));
		expect(error?.message).toContain('has no value for the authenticated environment');
		expect(variables().get('TOKEN')?.values).toHaveLength(1);
	});

	it('lists the keys in the editor, and no value', async () => {
		await set('TOKEN', 'plain-value');
		const found = await runListSearch({
			method: 'searchEnvironmentVariables',
			credentials: novu.credentials,
		});
		expect(found.results).toEqual([{ name: 'TOKEN', value: 'TOKEN' }]);
	});
});

describe('Environment', () => {
	const novu = useNovu();
	const run = async (parameters: IDataObject) =>
		await novu.run({ resource: 'environment', ...parameters });

	it('gets the environments without a key', async () => {
		const { items, error, run: whole } = await run({ operation: 'getAll' });
		expect(error).toBeUndefined();
		expect(items('Novu').map(({ json }) => json.name)).toEqual(['Development', 'Production']);
		expect(JSON.stringify(whole.data.resultData.runData)).not.toMatch(
			new RegExp(`apiKeys|${novu.sandbox.apiKey}`),
		);
		const one = await run({ operation: 'getAll', limit: 1 });
		expect(one.items('Novu')).toHaveLength(1);
	});

	it('gets the tags of its own environment and of another one', async () => {
		const { development, production } = novu.sandbox.store.organization;
		const tags = async (environmentId: string) => {
			const { items } = await run({ operation: 'getTags', environmentId: byId(environmentId) });
			return items('Novu').map(({ json }) => json.name);
		};
		expect(await tags(development.environment._id)).toEqual(['onboarding', 'orders', 'operations']);
		expect(await tags(production.environment._id)).toEqual([]);
		const { error } = await run({ operation: 'getTags', environmentId: byId('nope') });
		expect(error?.message).toContain('Environment nope not found (HTTP 404)');
	});

	it('lists the environments in the editor, and says which is its own', async () => {
		const { results } = await runListSearch({
			method: 'searchEnvironments',
			credentials: novu.credentials,
		});
		expect(results.map(({ name }) => name)).toEqual([
			'Development – of this credential',
			'Production',
		]);
	});
});
