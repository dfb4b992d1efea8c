import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { getUsage as usageOf, missingWords, variableField, variableKeyOf } from './shared';
import { workflowsIn } from '../usage';

/** `GET /v1/environment-variables/{key}/usage`. */
export const getUsage: Operation = {
	value: 'getUsage',
	name: 'Get Usage',
	action: 'Get the usage of an environment variable',
	description: 'Get the workflows that name a variable',
	fields: () => [variableField, optionsField()],
	plan: (item) => {
		const key = variableKeyOf(item);
		return {
			explain: missingWords,
			...requestPlan(usageOf(key), (usage) => ({ key, workflows: workflowsIn(usage) })),
		};
	},
};
