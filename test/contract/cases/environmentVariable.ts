import { byId, casesWithId, ENVIRONMENT_ID, settled, type ContractCase } from '../case';

const one = casesWithId('environmentVariable', 'variableKey');
const KEYS = ['BASE_URL', 'token_9', 'a'];
const MISSING = {
	status: 404,
	body: { statusCode: 404, message: 'Environment variable not found' },
};
const valuesOf = (value: string) => [{ environmentId: ENVIRONMENT_ID, value }];

const get = KEYS.map((key) =>
	one('get', key, key, {}, async (novu) => await novu.environmentVariables.retrieve(key)),
);

const getUsage = KEYS.map((key) =>
	one('getUsage', key, key, {}, async (novu) => await novu.environmentVariables.usage(key)),
);

const getAll: ContractCase[] = [
	['least', {}, undefined],
	['all', { returnAll: true }, undefined],
	['those with a text in the key', { limit: 3, filters: { search: 'Ü & b' } }, 'Ü & b'],
].map(([input, parameters, search]) => ({
	operation: 'environmentVariable.getAll',
	input: input as string,
	parameters: parameters as ContractCase['parameters'],
	sdk: async (novu) => await novu.environmentVariables.list(search as string | undefined),
}));

const set = [
	one('set', 'one that is there', 'BASE_URL', { value: 'https://x.test/ü' }, async (novu) => {
		await settled(novu.environmentVariables.retrieve('BASE_URL'));
		const values = valuesOf('https://x.test/ü');
		return await novu.environmentVariables.update({ values }, 'BASE_URL');
	}),
	one(
		'set',
		'none of this key',
		'BASE_URL',
		{ value: 'x' },
		async (novu) => {
			await settled(novu.environmentVariables.retrieve('BASE_URL'));
			return await novu.environmentVariables.create({ key: 'BASE_URL', values: valuesOf('x') });
		},
		[MISSING],
	),
	one(
		'set',
		'a new secret',
		'TOKEN',
		{ value: 's3cret-value', additionalFields: { isSecret: true } },
		async (novu) => {
			await settled(novu.environmentVariables.retrieve('TOKEN'));
			const values = valuesOf('s3cret-value');
			return await novu.environmentVariables.create({ key: 'TOKEN', isSecret: true, values });
		},
		[MISSING],
	),
];

const remove: ContractCase[] = KEYS.map((key) =>
	one('delete', key, key, {}, async (novu) => {
		await settled(novu.environmentVariables.usage(key));
		return await novu.environmentVariables.delete(key);
	}),
);
remove.push({
	operation: 'environmentVariable.delete',
	input: 'one that is used',
	parameters: { variableKey: byId('TOKEN'), options: { onlyIfUnused: false } },
	answers: [{ body: { data: { workflows: [{ name: 'W', workflowId: 'w' }] } } }],
	sdk: async (novu) => {
		await settled(novu.environmentVariables.usage('TOKEN'));
		return await novu.environmentVariables.delete('TOKEN');
	},
});

export const environmentVariable: readonly ContractCase[] = [
	...get,
	...getUsage,
	...getAll,
	...set,
	...remove,
];
