import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { withField } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import { requestPlan, type Item, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { booleanOf } from '../../parameters/booleans';
import { givenAt, isEmptied } from '../../parameters/given';
import { idOf } from '../../parameters/ids';
import { LIST_FORMS, textsOf } from '../../parameters/lists';
import { changedTextOf, textOf } from '../../parameters/texts';
import { failIfIssuesOption, savedWorkflow } from './saved';
import { olderWords, WORKFLOW, workflowField, workflowLock } from './shared';

/** `PATCH /v2/workflows/{workflowId}`, which leaves the steps as they are. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a workflow',
	description: 'Switch a workflow on or off, rename it, or change its tags; its steps stay',
	fields: () => [workflowField, updateFields, simplifyField, optionsField([failIfIssuesOption])],
	plan: (item) => {
		const workflowId = idOf(item, 'workflowId', WORKFLOW);
		const changes = changesOf(item);
		return {
			lockKeys: [workflowLock(workflowId)],
			explain: olderWords,
			...requestPlan(
				{
					method: 'PATCH',
					path: path`/v2/workflows/${workflowId}`,
					body: changes,
					answer: withField('a workflow', 'workflowId'),
					confirmsWrite: (body) => shows(body, changes),
					rateCategory: 'configuration',
					idempotent: true,
				},
				savedWorkflow(item),
			),
		};
	},
};

const updateFields: INodeProperties = collection(
	'updateFields',
	'What to change; fields that are not added stay as they are',
	[
		{
			displayName: 'Active',
			name: 'active',
			type: 'boolean',
			default: true,
			description:
				'Whether events may trigger it. Events that name a workflow that is switched off send nothing.',
		},
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			placeholder: 'e.g. Sent when an order leaves the warehouse',
			description: "What the workflow is for, in Novu's dashboard",
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Order shipped',
			description: "The workflow's name in Novu's dashboard",
		},
		{
			displayName: 'Tags',
			name: 'tags',
			type: 'string',
			default: '',
			placeholder: 'e.g. orders, billing',
			description: `All tags of the workflow, at most 16: ${LIST_FORMS}. Empty takes all away.`,
		},
	],
);

const TAGS = ['updateFields.tags', 'Tags'] as const;

function changesOf(item: Item): IDataObject {
	const active = booleanOf(item, 'updateFields.active', 'Active');
	const description = changedTextOf(item, 'updateFields.description', 'Description');
	const name = textOf(item, 'updateFields.name', 'Name');
	const tags = textsOf(item, ...TAGS, { entries: 'words' });
	const changes = {
		...(active !== undefined && { active }),
		...(description !== undefined && { description }),
		...(name !== undefined && { name }),
		...((tags.length > 0 || isEmptied(givenAt(item, ...TAGS))) && { tags }),
	};
	if (Object.keys(changes).length > 0) return changes;
	throw new InputError(
		"There is nothing to update: 'Update Fields' is empty",
		"Add what is to change under 'Update Fields'.",
	);
}

/** A switch is told to be thrown only where the answer says so. */
function shows(body: unknown, { active }: IDataObject): boolean {
	return active === undefined || (isObject(body) && body.active === active);
}
