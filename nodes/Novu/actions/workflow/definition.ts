import type { IDataObject } from 'n8n-workflow';
import { InputError, isObject } from '../../engine/errors';
import { pick } from '../../fields/list';

/** What `POST` and `PUT /v2/workflows` take beside identifier, preferences, agent and steps. */
const PLAIN = [
	'name',
	'description',
	'tags',
	'active',
	'validatePayload',
	'payloadSchema',
	'isTranslationEnabled',
	'severity',
];

/**
 * A workflow in the form that Novu takes back, in any environment: without the IDs of the environment
 * that it comes from. A step whose `_id` is unknown would lose its control values (Novu 3.19.0).
 * @param workflow as Novu shows it, or in this form already
 */
export function asDefinition(workflow: IDataObject): IDataObject {
	const { agent, preferences, steps } = workflow;
	return {
		...pick('workflowId', ...PLAIN)(workflow),
		...(agent !== undefined && { agent: asAgent(agent) }),
		...(isObject(preferences) && { preferences: asPreferences(preferences) }),
		...(Array.isArray(steps) && { steps: steps.map(asStep) }),
	};
}

function asAgent(agent: unknown): IDataObject | null {
	return isObject(agent) ? pick('identifier', 'providers')(agent) : null;
}

/** Novu shows as `default` what it takes as `workflow`. */
function asPreferences({ user, workflow, default: shown }: IDataObject): IDataObject {
	const own = workflow ?? shown;
	return { user: user ?? null, ...(own !== undefined && { workflow: own }) };
}

function asStep(step: unknown): IDataObject {
	if (!isObject(step)) return {};
	const { controls } = step;
	const values = step.controlValues ?? (isObject(controls) ? controls.values : undefined);
	return {
		...pick('stepId', 'name', 'type')(step),
		...(isObject(values) && { controlValues: values }),
		...(isObject(step.providerOverrides) && { providerOverrides: step.providerOverrides }),
	};
}

/** A workflow as somebody wants to have it. */
export interface Definition extends IDataObject {
	workflowId: string;
	steps: IDataObject[];
}

const WHOLE =
	"Nothing was sent. Give what Workflow: Get hands out with the Output 'For Create or Update'.";

/**
 * The definition that a user gave, with all that would be lost where it is left out.
 * @param given what Workflow: Get hands out, in either of its full forms
 * @param label the field's name as the user sees it
 * @throws {InputError} where identifier, name, steps, or something of a step is missing, or two steps
 * have the same identifier
 */
export function definitionOf(given: IDataObject, label: string): Definition {
	const definition = asDefinition(given);
	for (const name of ['workflowId', 'name']) {
		if (!isText(definition[name])) throw new InputError(`'${label}' has no "${name}"`, WHOLE);
	}
	const { steps } = definition;
	if (!Array.isArray(steps)) throw new InputError(`'${label}' has no list of "steps"`, WHOLE);
	checkSteps(steps as IDataObject[], label);
	return definition as Definition;
}

function checkSteps(steps: readonly IDataObject[], label: string): void {
	const known = new Set<unknown>();
	steps.forEach((step, place) => {
		for (const name of ['stepId', 'name', 'type', 'controlValues']) {
			if (step[name] !== undefined && step[name] !== '') continue;
			const isValues = name === 'controlValues';
			const advice = isValues
				? `${WHOLE} Novu would empty the step without them; for an empty step give {}.`
				: WHOLE;
			throw new InputError(`Step ${place + 1} of '${label}' has no "${name}"`, advice);
		}
		if (known.has(step.stepId)) {
			throw new InputError(
				`'${label}' has two steps with the "stepId" ${JSON.stringify(step.stepId)}`,
				'Nothing was sent: Novu would keep both, and nobody could tell them apart. Rename one.',
			);
		}
		known.add(step.stepId);
	});
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value.trim() !== '';
}

/**
 * The body of a `PUT` that makes a workflow what its definition says. What is left out stays as it is,
 * also where Novu would change it: it switches on, takes the default preferences, makes steps anew.
 * @param existing the workflow as Novu shows it
 */
export function replacementOf(existing: IDataObject, definition: Definition): IDataObject {
	const { steps, preferences } = definition;
	const ids = new Map(
		((existing.steps ?? []) as IDataObject[]).map(({ stepId, _id }) => [stepId, _id]),
	);
	const kept = asDefinition(existing);
	return {
		...pick('active', 'isTranslationEnabled')(kept),
		...pick(...PLAIN, 'agent')(definition),
		preferences: { ...(kept.preferences as IDataObject), ...(preferences as IDataObject) },
		steps: steps.map((step) => {
			const id = ids.get(step.stepId);
			return { ...(id !== undefined && { _id: id }), ...step };
		}),
	};
}

/** What Novu finds wrong with a workflow, a sentence for each; none where it is fit to be used. */
export function issuesOf({ steps, issues }: IDataObject): string[] {
	const ofSteps = ((steps ?? []) as IDataObject[]).flatMap((step) =>
		sentencesIn(step.issues).map((text) => `step "${String(step.stepId ?? step.name)}": ${text}`),
	);
	return [...sentencesIn(issues), ...ofSteps];
}

/** Issues stand under the names of controls and channels, each with its sentence. */
function sentencesIn(issues: unknown): string[] {
	if (Array.isArray(issues)) return issues.flatMap(sentencesIn);
	if (!isObject(issues)) return [];
	const { message } = issues;
	return typeof message === 'string' ? [message] : Object.values(issues).flatMap(sentencesIn);
}
