import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { getVariable, missingWords, variableField, variableKeyOf } from './shared';

/** `GET /v1/environment-variables/{key}`; the value of a secret is masked by Novu. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an environment variable',
	description:
		'Get a variable with its value in the environment of the credential; that of a secret is masked',
	fields: () => [variableField, optionsField()],
	plan: (item) => ({ ...requestPlan(getVariable(variableKeyOf(item))), explain: missingWords }),
};
