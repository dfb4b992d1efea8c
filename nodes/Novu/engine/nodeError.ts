import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { NovuFailure } from './failure';
import type { ErrorReport } from './errorReport';

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
	const options = { message, description, itemIndex };
	if (!(error instanceof NovuFailure)) {
		return inOwnWords(new NodeOperationError(node, message, options), message, description);
	}
	// Made of plain facts: NodeApiError hands an existing one back and drops what it is given.
	const apiError = new NodeApiError(node, { message } as JsonObject, { ...options, httpCode });
	apiError.context.data = details;
	return inOwnWords(apiError, message, description);
}

/**
 * n8n puts sentences of its own in the place of a message that holds a code such as ECONNREFUSED or
 * EPERM anywhere, and keeps Novu's as a detail.
 */
function inOwnWords<T extends NodeApiError | NodeOperationError>(
	error: T,
	message: string,
	description: string,
): T {
	error.message = message;
	error.description = description;
	error.messages = [];
	return error;
}

/**
 * The report of a failure that a model gets as the error's message alone: n8n's AI Agent from version 3
 * on leaves the description out, earlier ones and the MCP Server Trigger put it behind the message.
 */
export function inOneMessage(report: ErrorReport): ErrorReport {
	const { message, description, unsaved = '' } = report;
	const lost = unsaved && 'Entries could not be written back: they stand in the error in n8n.';
	const isEnded = /[.!?…]$/.test(message);
	const next = [lost, description].filter(Boolean).join(' ');
	const whole = next ? `${message}${isEnded ? '' : '.'} ${next}` : message;
	return { ...report, message: whole, description: unsaved };
}
