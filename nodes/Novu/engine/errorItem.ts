import type { INodeExecutionData } from 'n8n-workflow';
import type { ErrorReport } from './errorReport';

/**
 * The item that goes to the error branch in the place of one that failed. These two keys alone send it
 * there on every n8n, and let n8n put the input's data beside them (n8n-core, `handleNodeErrorOutput`;
 * since 2.34.4 and 2.35.2 also `details`).
 * @param index of the input item, from 0
 */
export function errorItemOf(
	{ message, description, unsaved }: ErrorReport,
	index: number,
): INodeExecutionData {
	const next = [unsaved, description].filter(Boolean).join(' ');
	return { json: { error: message, message: next }, pairedItem: { item: index } };
}
