const assert = require('node:assert/strict');
const { body, byId } = require('./step');

const CONTEXT = byId("={{ $json.type + ':' + $json.id }}");

/** @param {any[]} output what is said of each context, without its times */
const said = (output) => output.map(({ type, id, data }) => ({ type, id, data }));

/** @type {import('./step').Row} */
const contexts = [
	{
		name: 'Create a tenant',
		operation: 'context.create',
		parameters: {
			contextType: 'tenant',
			contextId: `={{ ${body('run')} }}`,
			additionalFields: { data: '{ "plan": "pro" }' },
		},
		check: (output, { input }) =>
			assert.deepEqual(said(output), [{ type: 'tenant', id: input.run, data: { plan: 'pro' } }]),
	},
	{
		name: 'Read the tenant',
		operation: 'context.get',
		parameters: { contextKey: CONTEXT },
		check: (output, { outputOf }) => assert.deepEqual(output, outputOf('Create a tenant')),
	},
	{
		name: 'Add seats to the tenant',
		operation: 'context.update',
		parameters: {
			contextKey: CONTEXT,
			updateFields: { data: '={{ { ...$json.data, seats: 5 } }}' },
		},
		check: (output, { input }) =>
			assert.deepEqual(said(output), [
				{ type: 'tenant', id: input.run, data: { plan: 'pro', seats: 5 } },
			]),
	},
	{
		name: 'Find the tenant',
		operation: 'context.getAll',
		parameters: { returnAll: true, filters: { search: '={{ $json.id }}' } },
		check: (output, { outputOf }) => assert.deepEqual(output, outputOf('Add seats to the tenant')),
	},
];

/** @type {import('./step').Row} */
const teardown = [
	{
		name: 'Delete the tenant',
		operation: 'context.delete',
		parameters: { contextKey: byId(`={{ 'tenant:' + ${body('run')} }}`) },
		check: (output, { input }) =>
			assert.deepEqual(output, [{ deleted: true, type: 'tenant', id: input.run }]),
	},
];

module.exports = { contexts, teardown };
