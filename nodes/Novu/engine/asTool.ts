import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether a model called the node: as a tool of an AI Agent or of the MCP Server Trigger. n8n makes a node
 * of its own for that, whose type ends so; `isToolExecution()` says no in every execution of a node.
 */
export function isCalledByModel(context: Pick<IExecuteFunctions, 'getNode'>): boolean {
	return context.getNode().type.endsWith('Tool');
}
