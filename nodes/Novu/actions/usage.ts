import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object, type AnswerShape } from '../engine/answers';
import { isObject } from '../engine/errors';
import type { Item } from '../engine/operation';
import { booleanOf } from '../parameters/booleans';

/** What a `GET …/usage` is answered with: the workflows that use something. */
export function usageAnswer(expected: string): AnswerShape {
	return object(expected, ({ workflows }) => Array.isArray(workflows) && workflows.every(isObject));
}

/** The workflows in such an answer, each with `name` and `workflowId`. */
export function workflowsIn(usage: unknown): IDataObject[] {
	return (usage as { workflows: IDataObject[] }).workflows;
}

export const ONLY_IF_UNUSED = 'Only if Unused';

/** An option of deletions, for which Novu does not say what still uses the thing. */
export function onlyIfUnusedOption(description: string): INodeProperties {
	return {
		displayName: ONLY_IF_UNUSED,
		name: 'onlyIfUnused',
		type: 'boolean',
		default: true,
		description,
	};
}

/** Whether the item's thing is to be deleted only where no workflow uses it. */
export function isOnlyIfUnused(item: Item): boolean {
	return booleanOf(item, 'options.onlyIfUnused', ONLY_IF_UNUSED) ?? true;
}
