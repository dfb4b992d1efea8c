const assert = require('node:assert/strict');
const { body, byId, fromList } = require('./step');

const COPY = byId(`={{ 'order-shipped-' + ${body('run')} }}`);
const VARIABLE = byId(`={{ 'URL_' + ${body('run')} }}`);

/** @type {import('./step').Row} */
const asCode = [
	{
		name: 'Get the environments',
		operation: 'environment.getAll',
		parameters: { returnAll: true },
		check: (output) => {
			assert.deepEqual(
				output.map(({ name }) => name),
				['Development', 'Production'],
			);
			assert.ok(output.every((one) => !('apiKeys' in one)));
		},
	},
	{
		name: 'Get the tags of each environment',
		operation: 'environment.getTags',
		parameters: { environmentId: byId('={{ $json._id }}') },
		check: (output) => assert.ok(output.some(({ name }) => name === 'orders')),
	},
	{
		name: 'Back a workflow up',
		operation: 'workflow.get',
		once: true,
		parameters: {
			workflowId: fromList('order-shipped', 'Order Shipped (order-shipped)'),
			output: 'definition',
		},
		check: ([{ workflowId, steps }]) => {
			assert.equal(workflowId, 'order-shipped');
			assert.ok(steps.every((/** @type {any} */ step) => step.controlValues && !('_id' in step)));
		},
	},
	{
		name: 'Make a copy of it',
		operation: 'workflow.upsert',
		parameters: {
			definition: '={{ $json }}',
			additionalFields: { identifier: COPY.value, name: 'Copy of the tour', active: true },
		},
		check: ([{ workflowId, active, steps }], { input, outputOf }) => {
			assert.deepEqual([workflowId, active], [`order-shipped-${input.run}`, true]);
			assert.equal(steps.length, outputOf('Back a workflow up')[0].steps.length);
		},
	},
	{
		name: 'Switch the copy off',
		operation: 'workflow.update',
		parameters: { workflowId: COPY, updateFields: { active: false, tags: 'tour' } },
		check: ([{ active, tags }]) => assert.deepEqual([active, tags], [false, ['tour']]),
	},
	{
		name: 'Release the copy',
		operation: 'workflow.sync',
		parameters: {
			workflowId: COPY,
			targetEnvironmentId: byId("={{ $('Get the environments').last().json._id }}"),
		},
		check: ([{ workflowId, active }], { input }) =>
			assert.deepEqual([workflowId, active], [`order-shipped-${input.run}`, false]),
	},
	{
		name: 'Get a step of the copy',
		operation: 'workflowStep.get',
		parameters: { workflowId: COPY, stepId: byId('notice') },
		check: ([{ stepId, type, controlValues }]) => {
			assert.deepEqual([stepId, type], ['notice', 'in_app']);
			assert.match(controlValues.body, /payload\.orderId/);
		},
	},
	{
		name: 'Preview the step',
		operation: 'workflowStep.preview',
		parameters: {
			workflowId: COPY,
			stepId: byId('={{ $json.stepId }}'),
			payload: '={{ { orderId: "4711" } }}',
		},
		check: ([{ type, body: text }]) => {
			assert.equal(type, 'in_app');
			assert.match(text, /4711/);
		},
	},
	{
		name: 'Set a variable',
		operation: 'environmentVariable.set',
		parameters: {
			variableKey: VARIABLE,
			value: 'https://example.com/tour',
		},
		check: ([{ values }]) => assert.equal(values[0].value, 'https://example.com/tour'),
	},
	{
		name: 'Get the variable',
		operation: 'environmentVariable.get',
		parameters: { variableKey: byId('={{ $json.key }}') },
		check: ([{ isSecret }]) => assert.equal(isSecret, false),
	},
	{
		name: 'Find the variable',
		operation: 'environmentVariable.getAll',
		parameters: { returnAll: true, filters: { search: `={{ ${body('run')} }}` } },
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ key }) => key),
				[`URL_${input.run}`],
			),
	},
	{
		name: 'Get the usage of the variable',
		operation: 'environmentVariable.getUsage',
		parameters: { variableKey: VARIABLE },
		check: ([{ workflows }]) => assert.deepEqual(workflows, []),
	},
	{
		name: 'Delete the variable',
		operation: 'environmentVariable.delete',
		parameters: { variableKey: VARIABLE },
		check: ([{ deleted, usedBy }]) => assert.deepEqual([deleted, usedBy], [true, []]),
	},
	{
		name: 'Delete the copy',
		operation: 'workflow.delete',
		parameters: { workflowId: COPY },
		check: ([{ deleted }]) => assert.equal(deleted, true),
	},
];

module.exports = { asCode };
