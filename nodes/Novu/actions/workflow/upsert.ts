import type { IDataObject } from 'n8n-workflow';
import { about } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { isObject, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute, NovuFailure, type FailureFacts } from '../../engine/failure';
import type { Explanation, Item, Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { isUncertain } from '../../engine/retry';
import { collection, optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { booleanOf } from '../../parameters/booleans';
import { givenAt, needed } from '../../parameters/given';
import { optionalIdOf } from '../../parameters/ids';
import { jsonObjectFrom } from '../../parameters/json';
import { textOf } from '../../parameters/texts';
import { definitionOf, replacementOf, type Definition } from './definition';
import { failIfIssuesOption, savedWorkflow } from './saved';
import { getWorkflow, olderWords, workflowLock } from './shared';

/** `GET /v2/workflows/{workflowId}`, and `PUT` where there is one, `POST /v2/workflows` where not. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a workflow',
	description: 'Create a new workflow, or update the current one if it already exists (upsert)',
	fields: () => [
		{
			displayName: DEFINITION,
			name: 'definition',
			type: 'json',
			default: '={{ $json }}',
			required: true,
			description:
				"The workflow with its steps, as Workflow: Get hands it out with the Output 'For Create or Update', of this environment or another one. Steps of the workflow that are not in it are deleted.",
		},
		collection('additionalFields', 'What stands in the place of what the definition says', [
			{
				displayName: 'Active',
				name: 'active',
				type: 'boolean',
				default: true,
				description: 'Whether events may trigger it',
			},
			{
				displayName: 'Identifier',
				name: 'identifier',
				type: 'string',
				default: '',
				placeholder: 'e.g. order-shipped',
				description: 'What events call the workflow by; another one makes a copy',
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Order shipped',
				description: "The workflow's name in Novu's dashboard",
			},
		]),
		simplifyField,
		optionsField([failIfIssuesOption]),
	],
	plan: (item) => {
		const wanted = wantedBy(item);
		const saved = savedWorkflow(item);
		return {
			lockKeys: [workflowLock(wanted.workflowId)],
			run: async (call) => {
				const found = await existing(call, wanted.workflowId);
				const write = found ? replace(call, found, wanted) : create(call, wanted);
				return saved(await write);
			},
			explain: (facts) => explain(facts, wanted),
		};
	},
};

const DEFINITION = 'Definition (JSON)';
const EXPECTED = 'the workflow that was written';

/** What the item wants, its own fields over those of the definition. */
function wantedBy(item: Item): Definition {
	const given = givenAt(item, 'definition', DEFINITION);
	needed(given);
	const workflowId = optionalIdOf(item, 'additionalFields.identifier', 'Identifier');
	const name = textOf(item, 'additionalFields.name', 'Name');
	const active = booleanOf(item, 'additionalFields.active', 'Active');
	return definitionOf(
		{
			...jsonObjectFrom(given),
			...(workflowId !== undefined && { workflowId }),
			...(name !== undefined && { name }),
			...(active !== undefined && { active }),
		},
		DEFINITION,
	);
}

/** The workflow of this identifier; undefined where there is none. Novu finds others by slug and `_id`. */
async function existing(call: Call, workflowId: string): Promise<IDataObject | undefined> {
	try {
		const found = (await call(getWorkflow(workflowId))) as IDataObject;
		return found.workflowId === workflowId ? found : undefined;
	} catch (error) {
		if (!isAnswer(error, 404) || isMissingRoute(error.facts)) return await rethrow(error);
		return undefined;
	}
}

async function replace(call: Call, found: IDataObject, wanted: Definition): Promise<unknown> {
	const { workflowId } = wanted;
	return await call({
		method: 'PUT',
		path: path`/v2/workflows/${workflowId}`,
		body: replacementOf(found, wanted),
		answer: about(EXPECTED, 'workflowId', workflowId),
		rateCategory: 'configuration',
	});
}

/** Where the answer is lost, a look tells whether it was made: a second `POST` would make a second one. */
async function create(call: Call, wanted: Definition): Promise<unknown> {
	try {
		return await call({
			method: 'POST',
			path: path`/v2/workflows`,
			body: { active: true, isTranslationEnabled: false, ...wanted, __source: 'editor' },
			answer: about(EXPECTED, 'workflowId', wanted.workflowId),
			rateCategory: 'configuration',
		});
	} catch (error) {
		if (!(error instanceof NovuFailure) || error.facts.kind === 'unexpected')
			return await rethrow(error);
		const found = isUncertain(error.facts) && (await foundAfter(call, wanted.workflowId));
		return found ? await replace(call, found, wanted) : await rethrow(error);
	}
}

async function foundAfter(call: Call, workflowId: string): Promise<IDataObject | undefined> {
	try {
		return await existing(call, workflowId);
	} catch {
		return undefined;
	}
}

function explain(facts: FailureFacts, { workflowId }: Definition): Explanation | undefined {
	const { kind, body, status } = facts;
	const made = isObject(body) && isObject(body.data) ? body.data.workflowId : undefined;
	if (kind === 'unexpected' && String(made).startsWith(`${workflowId}-`)) {
		return {
			message: `Novu has made a second workflow, "${String(made)}": something else made "${workflowId}" at the same moment`,
			advice: `Delete "${String(made)}" with Workflow: Delete, and run the item again.`,
		};
	}
	if (kind === 'answer' && status === 404 && facts.request.method !== 'GET') {
		return {
			advice:
				'Something that the workflow names, such as a layout or an agent, is missing in this environment. Bring it there first, or take its name out of the definition.',
		};
	}
	return olderWords(facts);
}
