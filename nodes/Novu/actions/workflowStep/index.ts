import type { Resource } from '../../engine/operation';
import { get } from './get';
import { previewStep } from './preview';

/** One message, delay or digest within a workflow. */
export const workflowStep: Resource = {
	value: 'workflowStep',
	name: 'Workflow Step',
	description: 'A message, delay or digest within a workflow, with its templates',
	operations: [previewStep, get],
	defaultOperation: previewStep.value,
};
