import { byId, casesOf, type ContractCase } from '../case';

const of = casesOf('agent');
const CONVERSATION = '6b07aaaaaaaaaaaaaaaa0001';
const WHERE = {
	conversationId: CONVERSATION,
	integrationIdentifier: 'slack-main',
};
const AT = {
	agentId: byId('support'),
	conversationId: CONVERSATION,
	integrationIdentifier: byId('slack-main'),
};
const TEXT = 'Größe *42* is on its way 🙂';

type Parameters = Record<string, string | boolean | object>;

/** An action of Send Reply, and what goes to Novu for it. */
const does = (input: string, parameters: Parameters, body: object) =>
	of(
		'sendReply',
		input,
		{ ...AT, ...parameters } as ContractCase['parameters'],
		async (novu) => await novu.agents.sendReply({ ...WHERE, ...body }, 'support'),
	);

/** The SDK empties values of metadata that are objects, and refuses all others. */
const keeps = (input: string, parameters: Parameters, body: object) =>
	of(
		'sendReply',
		input,
		{ ...AT, ...parameters } as ContractCase['parameters'],
		async (_, send) => await send('POST', '/v1/agents/support/reply', { ...WHERE, ...body }),
	);

const replies: ContractCase[] = [
	does('least', { text: 'Hi' }, { reply: { markdown: 'Hi' } }),
	keeps(
		'message, full',
		{
			replyAction: 'message',
			text: TEXT,
			additionalFields: { metadata: '{"plan":"pro","orders":2}', resolve: true },
		},
		{
			reply: { markdown: TEXT },
			signals: [
				{ type: 'metadata', action: 'set', key: 'plan', value: 'pro' },
				{ type: 'metadata', action: 'set', key: 'orders', value: 2 },
			],
			resolve: {},
		},
	),
	does(
		'edit',
		{ replyAction: 'edit', platformMessageId: '1732600000.000100', text: TEXT },
		{ edit: { messageId: '1732600000.000100', content: { markdown: TEXT } } },
	),
	does(
		'card',
		{ replyAction: 'card', card: '{"type":"card","title":"Refund?","children":[]}' },
		{ reply: { card: { type: 'card', title: 'Refund?', children: [] } } },
	),
	does(
		'reaction',
		{ replyAction: 'reaction', platformMessageId: 'm1', emojiName: ':thumbs_up:' },
		{ addReactions: [{ messageId: 'm1', emojiName: 'thumbs_up' }] },
	),
	does('typing', { replyAction: 'typing' }, { typing: {} }),
	does(
		'typing with a status',
		{ replyAction: 'typing', typingStatus: 'Looking' },
		{ typing: { status: 'Looking' } },
	),
	does('end of typing', { replyAction: 'typing', stopTyping: true }, { typing: 'stop' }),
	does(
		'resolve',
		{ replyAction: 'resolve', summary: 'Refunded' },
		{ resolve: { summary: 'Refunded' } },
	),
	keeps(
		'metadata',
		{
			replyAction: 'metadata',
			clearFirst: true,
			removeKeys: 'old, older',
			metadata: '{"plan":{"name":"pro"}}',
		},
		{
			signals: [
				{ type: 'metadata', action: 'clear' },
				{ type: 'metadata', action: 'delete', key: 'old' },
				{ type: 'metadata', action: 'delete', key: 'older' },
				{ type: 'metadata', action: 'set', key: 'plan', value: { name: 'pro' } },
			],
		},
	),
	does(
		'removal of metadata',
		{ replyAction: 'metadata', clearFirst: true, removeKeys: 'old' },
		{
			signals: [
				{ type: 'metadata', action: 'clear' },
				{ type: 'metadata', action: 'delete', key: 'old' },
			],
		},
	),
	does(
		'deletion',
		{ replyAction: 'delete', platformMessageId: 'm1' },
		{ deleteMessages: [{ messageId: 'm1' }] },
	),
];

const single: ContractCase[] = ['support', 'Support_2.eu-west', 'UPPER'].map((id) =>
	of('get', id, { agentId: byId(id) }, async (novu) => await novu.agents.retrieve(id)),
);

const page = (names: string[], next: string | null) => ({
	body: {
		data: names.map((identifier) => ({ _id: identifier, identifier })),
		next,
		previous: null,
	},
});
const lists: ContractCase[] = [
	of('getAll', 'least', {}, async (novu) => await novu.agents.list({ limit: 50 })),
	of(
		'getAll',
		'by a part of the identifier',
		{ limit: 7, filters: { search: 'sup' } },
		async (novu) => await novu.agents.list({ limit: 7, identifier: 'sup' }),
	),
	of(
		'getAll',
		'two pages',
		{ returnAll: true },
		async (novu) => {
			await Promise.allSettled([novu.agents.list({ limit: 100 })]);
			return await novu.agents.list({ limit: 100, after: 'c1' });
		},
		[page(['a'], 'c1'), page(['b'], null)],
	),
];

export const agent: readonly ContractCase[] = [...replies, ...single, ...lists];
