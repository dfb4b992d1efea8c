const assert = require('node:assert/strict');
const { byId } = require('./step');

/** What `prepare` puts into the sandbox: conversations begin with a message from a chat. */
const CONVERSED = {
	agent: 'tour-support',
	conversation: '6b07aaaaaaaaaaaaaaaa0001',
	integration: 'discord-main',
};
const WHERE = {
	agentId: byId(CONVERSED.agent),
	conversationId: CONVERSED.conversation,
	integrationIdentifier: byId(CONVERSED.integration),
};

/** @type {import('./step').Row} */
const agents = [
	{
		name: 'Find the agent',
		operation: 'agent.getAll',
		parameters: { filters: { search: 'tour' }, returnAll: true },
		check: ([{ identifier, integrations }]) => {
			assert.equal(identifier, CONVERSED.agent);
			assert.equal(integrations[0].identifier, CONVERSED.integration);
		},
	},
	{
		name: 'Read the agent',
		operation: 'agent.get',
		parameters: { agentId: byId('={{ $json.identifier }}') },
		check: ([{ identifier, active }]) =>
			assert.deepEqual([identifier, active], [CONVERSED.agent, true]),
	},
	{
		name: 'Show that somebody is at work',
		operation: 'agent.sendReply',
		parameters: { ...WHERE, replyAction: 'typing', typingStatus: 'Looking' },
		check: ([{ sent, action }]) => assert.deepEqual([sent, action], [false, 'typing']),
	},
	{
		name: 'Write to somebody',
		operation: 'agent.sendReply',
		parameters: { ...WHERE, text: 'Your order is on its *way*.' },
		check: ([{ sent, messageId }]) => {
			assert.equal(sent, true);
			assert.match(messageId, /^message-/);
		},
	},
];

module.exports = { CONVERSED, agents };
