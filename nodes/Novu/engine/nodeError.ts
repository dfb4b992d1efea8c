import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { NovuFailure } from './errors';
import type { ErrorReport } from './messages';

/**
 * n8n's error of a failure, in the words that the user is told.
 * @param itemIndex the item's place, from 0; undefined where it is about no item
 */
export function nodeErrorOf(
	node: INode,
	error: Error,
	{ message, description, details, httpCode }: ErrorReport,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (!(error instanceof NovuFailure)) {
		return new NodeOperationError(node, message, { description, itemIndex });
	}
	// Made of plain facts: NodeApiError hands an existing one back and drops what it is given. A code
	// among them would have n8n put its own sentence in the place of the message.
	const options = { message, description, httpCode, itemIndex };
	const apiError = new NodeApiError(node, { message } as JsonObject, options);
	apiError.context.data = details;
	return apiError;
}
