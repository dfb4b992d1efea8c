const assert = require('node:assert/strict');
const { body, byId } = require('./step');

/** Of the contact that is in no topic, so that no event of the tour depends on it. */
const LAST_CONTACT = byId(`={{ ${body('contacts[2].id')} }}`);

/** @type {import('./step').Row} */
const workflows = [
	{
		name: 'Find workflows',
		operation: 'workflow.getAll',
		parameters: {
			returnAll: true,
			filters: { tags: 'onboarding, orders', status: ['ACTIVE'] },
			sort: { orderBy: 'name', orderDirection: 'ASC' },
		},
		check: (output) =>
			assert.deepEqual(
				output.map(({ workflowId, status }) => [workflowId, status]),
				[
					['order-shipped', 'ACTIVE'],
					['welcome', 'ACTIVE'],
				],
			),
	},
	{
		name: 'Read each workflow',
		operation: 'workflow.get',
		parameters: { workflowId: byId('={{ $json.workflowId }}') },
		check: (output) =>
			assert.deepEqual(
				output.map(({ workflowId, payloadSchema }) => [
					workflowId,
					Object.keys(payloadSchema.properties),
				]),
				[
					['order-shipped', ['orderId', 'items', 'express']],
					['welcome', ['firstName']],
				],
			),
	},
	{
		name: 'Switch push off for each workflow',
		operation: 'subscriberPreference.updateMany',
		parameters: {
			subscriberId: LAST_CONTACT,
			workflowId: byId('={{ $json.workflowId }}'),
			updateFields: { push: false },
		},
		check: (output) =>
			assert.deepEqual(
				output.map(({ workflow, channels }) => [workflow.identifier, channels]),
				[
					['order-shipped', { in_app: true, push: false }],
					['welcome', { in_app: true }],
				],
			),
	},
	{
		name: 'Switch push off for all',
		operation: 'subscriberPreference.update',
		once: true,
		parameters: {
			subscriberId: LAST_CONTACT,
			preferencesFor: 'global',
			updateFields: { push: false, schedule: '{ "isEnabled": false }' },
		},
		check: (output) => {
			assert.equal(output.length, 1);
			assert.equal(output[0].global.channels.push, false);
			assert.equal(output[0].global.channels.in_app, true);
			assert.deepEqual(output[0].global.schedule, { isEnabled: false });
		},
	},
	{
		name: 'Read the preferences',
		operation: 'subscriberPreference.get',
		parameters: { subscriberId: LAST_CONTACT, filters: { criticality: 'all' } },
		check: ([{ global, workflows: listed }]) => {
			assert.equal(global.channels.push, false);
			/** @type {Record<string, any>} */
			const channels = Object.fromEntries(
				listed.map((/** @type {any} */ one) => [one.workflow.identifier, one.channels]),
			);
			assert.equal(channels['order-shipped'].push, false);
			assert.ok('incident' in channels);
		},
	},
];

module.exports = { workflows };
