import type { INodeProperties } from 'n8n-workflow';

/** Filters a list by the severity that workflows have in Novu, the highest first. */
export const severityFilter: INodeProperties = {
	displayName: 'Severities',
	name: 'severity',
	type: 'multiOptions',
	options: [
		{ name: 'High', value: 'high' },
		{ name: 'Medium', value: 'medium' },
		{ name: 'Low', value: 'low' },
		{ name: 'None', value: 'none' },
	],
	default: [],
	description: 'Only those of workflows with one of these severities',
};
