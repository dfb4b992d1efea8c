import { nothing } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import type { FailureFacts } from '../../engine/failure';
import type { Explanation, Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { getLayoutUsage, LAYOUT, layoutField, layoutLock } from './shared';
import { idOf } from '../../parameters/ids';
import { isOnlyIfUnused, ONLY_IF_UNUSED, onlyIfUnusedOption, workflowsIn } from '../usage';

/** `GET /v2/layouts/{layoutId}/usage`, then `DELETE`. */
export const deleteLayout: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a layout',
	description: 'Delete a layout that no workflow uses, or any',
	fields: () => [layoutField, optionsField([onlyIfUnused])],
	plan: (item) => {
		const layoutId = idOf(item, 'layoutId', LAYOUT);
		const isCareful = isOnlyIfUnused(item);
		return {
			lockKeys: [layoutLock(layoutId)],
			explain,
			run: async (call) => {
				const workflows = workflowsIn(await call(getLayoutUsage(layoutId)));
				if (isCareful && workflows.length > 0) {
					const names = workflows.map((workflow) => String(workflow.workflowId)).join(', ');
					throw new InputError(
						`The layout "${layoutId}" is used by ${workflows.length} workflow${workflows.length > 1 ? 's' : ''}: ${names}`,
						`Nothing was deleted. Give the emails of these workflows another layout first, or switch off '${ONLY_IF_UNUSED}' under Options: Novu then takes the layout out of them.`,
					);
				}
				await call({
					method: 'DELETE',
					path: path`/v2/layouts/${layoutId}`,
					answer: nothing,
					rateCategory: 'configuration',
				});
				return { deleted: true, layoutId, workflows };
			},
		};
	},
};

const onlyIfUnused = onlyIfUnusedOption(
	'Whether to delete the layout only where no workflow uses it. Novu takes a layout that is used out of all emails without a word; switched off, the output names their workflows.',
);

function explain({ status }: FailureFacts): Explanation | undefined {
	if (status !== 409) return undefined;
	return { advice: 'Make another layout the default in Novu first.' };
}
