import type { CreateWorkflowDto, UpdateWorkflowDto } from '@novu/api/models/components';
import { AWKWARD_IDS, byId, settled, type ContractCase } from '../case';

const empty = [{ body: { data: { workflows: [], totalCount: 0 } } }];

const get: ContractCase[] = AWKWARD_IDS.map((id) => ({
	operation: 'workflow.get',
	input: id,
	parameters: { workflowId: byId(id) },
	answers: [{ body: { data: { workflowId: id, steps: [] } } }],
	sdk: async (novu) => await novu.workflows.get(id),
}));

get.push({
	operation: 'workflow.get',
	input: 'for Create or Update',
	parameters: { workflowId: byId('welcome'), output: 'definition' },
	sdk: async (novu) => await novu.workflows.get('welcome'),
});

const getAll: ContractCase[] = [
	{
		operation: 'workflow.getAll',
		input: 'least',
		parameters: {},
		answers: empty,
		sdk: async (novu) => await novu.workflows.list({ limit: 50, offset: 0 }),
	},
	{
		operation: 'workflow.getAll',
		input: 'filters',
		parameters: { limit: 3, filters: { search: 'größe & co', tags: 'orders', status: ['ACTIVE'] } },
		answers: empty,
		sdk: async (novu) =>
			await novu.workflows.list({
				limit: 3,
				offset: 0,
				query: 'größe & co',
				tags: ['orders'],
				status: ['ACTIVE'],
			}),
	},
	{
		operation: 'workflow.getAll',
		input: 'two pages',
		parameters: { returnAll: true },
		answers: [
			{
				body: {
					data: {
						workflows: Array.from({ length: 100 }, (_, i) => ({ workflowId: `w${i}` })),
						totalCount: 101,
					},
				},
			},
			{ body: { data: { workflows: [{ workflowId: 'w100' }], totalCount: 101 } } },
		],
		sdk: async (novu) => {
			await settled(novu.workflows.list({ limit: 100, offset: 0 }));
			return await novu.workflows.list({ limit: 100, offset: 100 });
		},
	},
];

const MISSING = { status: 404, body: { statusCode: 404, message: 'Workflow cannot be found' } };
/** The SDK adds the switch where it is left out; Novu takes it for off. */
const CONTROLS = { body: 'Hi', disableOutputSanitization: false };
const STEP = { stepId: 'notice', name: 'Notice', type: 'in_app', controlValues: CONTROLS };
const LEAST = { workflowId: 'order-shipped', name: 'Order shipped', steps: [STEP] };
const PREFERENCES = {
	all: { enabled: true, readOnly: true },
	channels: { sms: { enabled: false } },
};
const FULL = {
	...LEAST,
	description: 'Größe ✓',
	tags: ['orders'],
	active: false,
	validatePayload: true,
	payloadSchema: { type: 'object', properties: { n: { type: 'number' } } },
	isTranslationEnabled: true,
	severity: 'high',
	preferences: { user: PREFERENCES, workflow: PREFERENCES },
};
const ID = '66e1f0c0ffee0000000000aa';
/** As Novu shows one. */
const EXISTING = {
	_id: '66e1f0c0ffee0000000000bb',
	slug: 'order-shipped_wf_x',
	workflowId: 'order-shipped',
	name: 'Old name',
	active: false,
	isTranslationEnabled: false,
	preferences: { user: null, default: PREFERENCES },
	steps: [{ ...STEP, _id: ID, slug: 'notice_st_x', issues: {}, controls: { values: {} } }],
};

const upsert: ContractCase[] = [
	{
		operation: 'workflow.upsert',
		input: 'none of this identifier',
		parameters: { definition: JSON.stringify(LEAST) },
		answers: [MISSING],
		sdk: async (novu) => {
			await settled(novu.workflows.get('order-shipped'));
			return await novu.workflows.create({ ...LEAST, active: true } as CreateWorkflowDto);
		},
	},
	{
		operation: 'workflow.upsert',
		input: 'none of this identifier, with all there is',
		parameters: { definition: JSON.stringify(FULL) },
		answers: [MISSING],
		sdk: async (novu) => {
			await settled(novu.workflows.get('order-shipped'));
			return await novu.workflows.create(FULL as CreateWorkflowDto);
		},
	},
	{
		operation: 'workflow.upsert',
		input: 'one that is there',
		parameters: { definition: JSON.stringify(LEAST) },
		answers: [{ body: { data: EXISTING } }],
		sdk: async (novu) => {
			await settled(novu.workflows.get('order-shipped'));
			const update = {
				name: 'Order shipped',
				active: false,
				preferences: { user: null, workflow: PREFERENCES },
				steps: [{ ...STEP, id: ID }],
			};
			return await novu.workflows.update(update as UpdateWorkflowDto, 'order-shipped');
		},
	},
	{
		operation: 'workflow.upsert',
		input: 'the answer of Get, to another identifier',
		parameters: {
			definition: JSON.stringify(EXISTING),
			additionalFields: { identifier: 'copy.of_it', active: true, name: 'Copy' },
		},
		answers: [MISSING],
		sdk: async (novu) => {
			await settled(novu.workflows.get('copy.of_it'));
			const preferences = { user: null, workflow: PREFERENCES };
			const copy = { ...LEAST, workflowId: 'copy.of_it', name: 'Copy', active: true, preferences };
			return await novu.workflows.create(copy as CreateWorkflowDto);
		},
	},
];

const update: ContractCase[] = [
	{
		operation: 'workflow.update',
		input: 'switched off',
		parameters: { workflowId: byId('incident'), updateFields: { active: false } },
		sdk: async (novu) => await novu.workflows.patch({ active: false }, 'incident'),
	},
	{
		operation: 'workflow.update',
		input: 'texts',
		parameters: {
			workflowId: byId(AWKWARD_IDS[1]),
			updateFields: { description: '', name: 'Größe', tags: 'a, b c' },
		},
		sdk: async (novu) =>
			await novu.workflows.patch(
				{ description: '', name: 'Größe', tags: ['a', 'b c'] },
				AWKWARD_IDS[1],
			),
	},
	{
		operation: 'workflow.update',
		input: 'no tags',
		parameters: { workflowId: byId('incident'), updateFields: { tags: '' } },
		sdk: async (novu) => await novu.workflows.patch({ tags: [] }, 'incident'),
	},
];

const remove: ContractCase[] = AWKWARD_IDS.map((id) => ({
	operation: 'workflow.delete',
	input: id,
	parameters: { workflowId: byId(id) },
	sdk: async (novu) => await novu.workflows.delete(id),
}));

const sync: ContractCase[] = AWKWARD_IDS.map((id) => ({
	operation: 'workflow.sync',
	input: id,
	parameters: { workflowId: byId(id), targetEnvironmentId: byId(ID) },
	sdk: async (novu) => await novu.workflows.sync({ targetEnvironmentId: ID }, id),
}));

export const workflow: readonly ContractCase[] = [
	...get,
	...getAll,
	...upsert,
	...update,
	...remove,
	...sync,
];
