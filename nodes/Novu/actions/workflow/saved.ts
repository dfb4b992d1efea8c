import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { simplifierOf } from '../../fields/list';
import { booleanOf } from '../../parameters/booleans';
import { issuesOf } from './definition';
import { simpleWorkflow } from './shared';

const FAIL_IF_ISSUES = 'Fail if It Has Issues';

/** Novu saves a workflow that it cannot send with, and answers with success. */
export const failIfIssuesOption: INodeProperties = {
	displayName: FAIL_IF_ISSUES,
	name: 'failIfIssues',
	type: 'boolean',
	default: false,
	description:
		'Whether the item fails where Novu has saved the workflow and finds something in it that must be mended, such as an email without a subject or a channel without a provider. Without it the issues stand in the output.',
};

/**
 * Makes the output of a workflow that was written, as Simplify says.
 * @throws {InputError} where it has issues and the user wants to fail then
 */
export function savedWorkflow(item: Item): (workflow: unknown) => IDataObject {
	const shown = simplifierOf(item, simpleWorkflow);
	const failIfIssues = booleanOf(item, 'options.failIfIssues', FAIL_IF_ISSUES) ?? false;
	return (body) => {
		const workflow = body as IDataObject;
		const issues = failIfIssues ? issuesOf(workflow) : [];
		if (issues.length === 0) return shown(workflow);
		throw new InputError(
			`The workflow "${String(workflow.workflowId)}" is saved, but has issues: ${issues.join('; ')}`,
			`Mend them and write it again, or switch '${FAIL_IF_ISSUES}' off.`,
		);
	};
}
