import { AWKWARD_IDS, byId, settled, type ContractCase } from '../case';

const get: ContractCase[] = AWKWARD_IDS.map((id) => ({
	operation: 'workflowStep.get',
	input: id,
	parameters: { workflowId: byId('welcome'), stepId: byId(id) },
	sdk: async (novu) => await novu.workflows.steps.retrieve('welcome', id),
}));

const STEP = { workflowId: byId('welcome'), stepId: byId('greeting') };
const IDS = { workflowId: 'welcome', stepId: 'greeting' };
const SECRETS = { body: { data: [{ key: 'TOKEN', isSecret: true, values: [] }] } };

const preview: ContractCase[] = [
	{
		operation: 'workflowStep.preview',
		input: 'least',
		parameters: STEP,
		sdk: async (novu) => {
			await settled(novu.environmentVariables.list());
			return await novu.workflows.steps.generatePreview({ ...IDS, generatePreviewRequestDto: {} });
		},
	},
	{
		operation: 'workflowStep.preview',
		input: 'full',
		parameters: {
			...STEP,
			payload: '{"größe": 1}',
			additionalFields: {
				controlValues: '{"body":"x"}',
				context: '{"tenant":{"id":"acme"}}',
				steps: '{"digest":{"eventCount":2}}',
				subscriber: '{"firstName":"Ann"}',
			},
		},
		sdk: async (novu) => {
			await settled(novu.environmentVariables.list());
			return await novu.workflows.steps.generatePreview({
				...IDS,
				generatePreviewRequestDto: {
					controlValues: { body: 'x' },
					previewPayload: {
						payload: { größe: 1 },
						context: { tenant: { id: 'acme' } },
						steps: { digest: { eventCount: 2 } },
						subscriber: { firstName: 'Ann' },
					},
				},
			});
		},
	},
	{
		operation: 'workflowStep.preview',
		input: 'a step that reads a secret',
		parameters: { ...STEP, payload: '{"n":1}' },
		answers: [
			SECRETS,
			{ body: { data: { stepId: 'greeting', controlValues: { body: 'T {{ env.TOKEN }}' } } } },
		],
		sdk: async (novu) => {
			await settled(novu.environmentVariables.list());
			await settled(novu.workflows.steps.retrieve('welcome', 'greeting'));
			return await novu.workflows.steps.generatePreview({
				...IDS,
				generatePreviewRequestDto: {
					controlValues: { body: 'T [secret TOKEN]' },
					previewPayload: { payload: { n: 1 } },
				},
			});
		},
	},
];

export const workflowStep: readonly ContractCase[] = [...get, ...preview];
