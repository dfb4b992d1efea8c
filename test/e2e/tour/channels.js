const assert = require('node:assert/strict');
const { body, byId, fromList } = require('./step');

const SLACK = fromList('slack-main', 'Slack (slack-main)');
const CONTACT = byId(`={{ ${body('contacts[0].id')} }}`);
const CONNECTION = byId("={{ $('Connect a workspace').first().json.identifier }}");
const ENDPOINT = byId('={{ $json.identifier }}');

/** @param {import('./step').Tour} tour @returns {string} */
const connectionOf = ({ input }) => `acme-${input.run}`;

/** The endpoint that all of the row is about. @param {any[]} output @param {string} userId @param {import('./step').Tour} tour */
function checkEndpoint([one, ...more], userId, tour) {
	assert.deepEqual(more, []);
	assert.deepEqual(
		{
			identifier: one.identifier,
			subscriberId: one.subscriberId,
			connectionIdentifier: one.connectionIdentifier,
			endpoint: one.endpoint,
		},
		{
			identifier: tour.outputOf('Add a Slack user')[0].identifier,
			subscriberId: tour.input.contacts[0].id,
			connectionIdentifier: connectionOf(tour),
			endpoint: { userId },
		},
	);
}

/** @type {import('./step').Row} */
const channels = [
	{
		name: 'Connect a workspace',
		operation: 'channelConnection.create',
		parameters: {
			integrationIdentifier: SLACK,
			connectionMode: 'subscriber',
			subscriberId: CONTACT,
			workspaceId: 'T0123456789',
			accessToken: `={{ ${body('secrets.workspace')} }}`,
			additionalFields: {
				identifier: `={{ 'acme-' + ${body('run')} }}`,
				workspaceName: 'Acme',
			},
		},
		check: ([{ identifier, workspace, auth }], tour) =>
			assert.deepEqual(
				{ identifier, workspace, auth },
				{
					identifier: connectionOf(tour),
					workspace: { id: 'T0123456789', name: 'Acme' },
					auth: { accessToken: '***' },
				},
			),
	},
	{
		name: 'Read the connection',
		operation: 'channelConnection.get',
		parameters: { connectionIdentifier: byId('={{ $json.identifier }}') },
		check: (output, { outputOf }) => assert.deepEqual(output, outputOf('Connect a workspace')),
	},
	{
		name: 'Give the connection another token',
		operation: 'channelConnection.update',
		parameters: {
			connectionIdentifier: byId('={{ $json.identifier }}'),
			workspaceId: '={{ $json.workspace.id }}',
			accessToken: `={{ ${body('secrets.renewed')} }}`,
			updateFields: { workspaceName: 'Acme Ltd' },
		},
		check: ([{ workspace, auth }]) => {
			assert.deepEqual(workspace, { id: 'T0123456789', name: 'Acme Ltd' });
			assert.deepEqual(auth, { accessToken: '***' });
		},
	},
	{
		name: 'List the connections',
		operation: 'channelConnection.getAll',
		parameters: {
			returnAll: true,
			filters: { subscriberId: '={{ $json.subscriberId }}', connectionMode: 'subscriber' },
		},
		check: (output, { outputOf }) =>
			assert.deepEqual(output, outputOf('Give the connection another token')),
	},
	{
		name: 'Add a Slack user',
		operation: 'channelEndpoint.create',
		parameters: {
			subscriberId: byId('={{ $json.subscriberId }}'),
			integrationIdentifier: SLACK,
			type: 'slack_user',
			userId: 'U0000000001',
			additionalFields: { connectionIdentifier: byId('={{ $json.identifier }}') },
		},
		check: (output, tour) => checkEndpoint(output, 'U0000000001', tour),
	},
	{
		name: 'Correct the Slack user',
		operation: 'channelEndpoint.upsert',
		parameters: {
			subscriberId: byId('={{ $json.subscriberId }}'),
			integrationIdentifier: byId('={{ $json.integrationIdentifier }}'),
			type: '={{ $json.type }}',
			userId: 'U0000000002',
			additionalFields: { connectionIdentifier: CONNECTION },
		},
		check: (output, tour) => checkEndpoint(output, 'U0000000002', tour),
	},
	{
		name: 'Read the endpoint',
		operation: 'channelEndpoint.get',
		parameters: { endpointIdentifier: ENDPOINT },
		check: (output, tour) => checkEndpoint(output, 'U0000000002', tour),
	},
	{
		name: 'Change the endpoint',
		operation: 'channelEndpoint.update',
		parameters: { endpointIdentifier: ENDPOINT, type: 'slack_user', userId: 'U0000000003' },
		check: (output, tour) => checkEndpoint(output, 'U0000000003', tour),
	},
	{
		name: 'List the endpoints',
		operation: 'channelEndpoint.getAll',
		parameters: { returnAll: true, filters: { subscriberId: '={{ $json.subscriberId }}' } },
		check: (output, tour) => checkEndpoint(output, 'U0000000003', tour),
	},
	{
		name: 'Delete the endpoint',
		operation: 'channelEndpoint.delete',
		parameters: { endpointIdentifier: ENDPOINT },
		check: (output, { outputOf }) =>
			assert.deepEqual(output, [
				{ deleted: true, endpointIdentifier: outputOf('Add a Slack user')[0].identifier },
			]),
	},
	{
		name: 'Disconnect the workspace',
		operation: 'channelConnection.delete',
		parameters: { connectionIdentifier: CONNECTION },
		check: (output, tour) =>
			assert.deepEqual(output, [{ deleted: true, connectionIdentifier: connectionOf(tour) }]),
	},
];

module.exports = { channels };
