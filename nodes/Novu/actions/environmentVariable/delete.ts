import { nothing } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { getUsage, missingWords, variableField, variableKeyOf, variableLock } from './shared';
import { isOnlyIfUnused, ONLY_IF_UNUSED, onlyIfUnusedOption, workflowsIn } from '../usage';

/**
 * `GET /v1/environment-variables/{key}/usage`, then `DELETE`, which takes the value of the API key's
 * environment, and the variable with the last value.
 */
export const deleteVariable: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete an environment variable',
	description:
		'Delete the value of a variable in the environment of the credential, and with its last value the variable; only where no workflow names it, unless told otherwise',
	fields: () => [variableField, optionsField([onlyIfUnused])],
	plan: (item) => {
		const key = variableKeyOf(item);
		const isCareful = isOnlyIfUnused(item);
		return {
			lockKeys: [variableLock(key)],
			explain: missingWords,
			run: async (call) => {
				const usedBy = workflowsIn(await call(getUsage(key))).map(({ workflowId }) =>
					String(workflowId),
				);
				if (isCareful && usedBy.length > 0) throw inUse(key, usedBy);
				await call({
					method: 'DELETE',
					path: path`/v1/environment-variables/${key}`,
					answer: nothing,
					rateCategory: 'configuration',
				});
				return { deleted: true, key, usedBy };
			},
		};
	},
};

const onlyIfUnused = onlyIfUnusedOption(
	'Whether the item fails where workflows still name the variable: without it their steps would fail or leave a gap',
);

function inUse(key: string, workflowIds: readonly string[]): InputError {
	return new InputError(
		`The variable "${key}" is not deleted: ${workflowIds.length} ${workflowIds.length === 1 ? 'workflow names' : 'workflows name'} it: ${workflowIds.join(', ')}`,
		`Take it out of their steps first, or switch '${ONLY_IF_UNUSED}' off under Options.`,
	);
}
