import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { addAgent, addConversation, linkAgent } from '../../sandbox/agents';
import { runListSearch } from '../../sandbox/runner';
import { byId, calls, useNovu } from './support';

const CONVERSATION = '6b07aaaaaaaaaaaaaaaa0001';
const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'agent',
	operation,
	...parameters,
});
const reply = (parameters: IDataObject = {}): IDataObject =>
	of('sendReply', {
		agentId: byId('support'),
		conversationId: CONVERSATION,
		integrationIdentifier: byId('discord-main'),
		...parameters,
	});

describe('Agent', () => {
	const novu = useNovu();
	const conversation = () => novu.sandbox.store.conversations.get(CONVERSATION)!;

	beforeEach(() => {
		const { store } = novu.sandbox;
		const integration = store.integrations.all.find((one) => one.identifier === 'discord-main')!;
		linkAgent(store, addAgent(store, 'support', { name: 'Support' }), integration);
		addAgent(store, 'sales');
		addConversation(store, 'support', CONVERSATION);
		novu.sandbox.requests.length = 0;
	});

	it('writes in a conversation, once for each item and in their order', async () => {
		const sent = await novu.output(reply({ text: '={{ $json.text }}' }), [
			{ text: 'Hi *Ada*' },
			{ text: 'Größe 42 🙂' },
		]);
		expect(sent).toMatchObject([
			{ sent: true, action: 'message', conversationId: CONVERSATION, agentId: 'support' },
			{ sent: true },
		]);
		expect(conversation().messages.map(({ content }) => content.markdown)).toEqual([
			'Hi *Ada*',
			'Größe 42 🙂',
		]);
		expect(sent.map(({ messageId }) => messageId)).toEqual(
			conversation().messages.map(({ messageId }) => messageId),
		);
	});

	it('edits and deletes what it wrote', async () => {
		const [{ messageId }] = await novu.output(reply({ text: 'wrong' }));
		const platformMessageId = String(messageId);
		await novu.output(reply({ replyAction: 'edit', platformMessageId, text: 'right' }));
		expect(conversation().messages).toMatchObject([{ content: { markdown: 'right' } }]);
		await novu.output(reply({ replyAction: 'delete', platformMessageId }));
		expect(conversation().messages).toEqual([]);
	});

	it('says of what is not posted that it is not', async () => {
		for (const [action, more] of [
			['typing', { typingStatus: 'Looking' }],
			['reaction', { platformMessageId: 'm1', emojiName: 'eyes' }],
			['metadata', { metadata: '{"plan":"pro"}' }],
			['resolve', { summary: 'Done' }],
		] as const) {
			expect(await novu.output(reply({ replyAction: action, ...more }))).toEqual([
				{ sent: false, action, conversationId: CONVERSATION, agentId: 'support' },
			]);
		}
		expect(conversation()).toMatchObject({
			typing: { status: 'Looking' },
			reactions: [{ messageId: 'm1', emojiName: 'eyes' }],
			metadata: { plan: 'pro' },
			status: 'resolved',
		});
	});

	it('keeps values with the conversation, and takes them away', async () => {
		await novu.output(reply({ text: 'x', additionalFields: { metadata: '{"a":1,"b":2}' } }));
		expect(conversation().metadata).toEqual({ a: 1, b: 2 });
		await novu.output(reply({ replyAction: 'metadata', removeKeys: 'a', metadata: '{"c":[3]}' }));
		expect(conversation().metadata).toEqual({ b: 2, c: [3] });
		await novu.output(reply({ replyAction: 'metadata', clearFirst: true, metadata: '{"d":null}' }));
		expect(conversation().metadata).toEqual({ d: null });
	});

	it.each<[string, IDataObject, string]>([
		['no text', { text: '={{ $json.missing }}' }, "'Text' is empty"],
		['the public name of a conversation', { conversationId: 'conv_1' }, '24 hexadecimal digits'],
		['nothing to change', { replyAction: 'metadata' }, 'There is no metadata to change'],
		['an odd key', { replyAction: 'metadata', metadata: '{"$a.b":1}' }, 'has the key "$a.b"'],
		['no card', { replyAction: 'card', card: '{"type":"x"}' }, 'its "type" is not "card"'],
		[
			'a file that is not there',
			{ text: 'x', additionalFields: { binaryPropertyNames: 'data' } },
			'no file in the binary field "data"',
		],
		[
			'too many files',
			{
				text: 'x',
				additionalFields: {
					binaryPropertyNames: Array.from({ length: 16 }, (_, i) => `f${i}`).join(),
				},
			},
			'names 16 files',
		],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		expect(await novu.failure(reply({ text: 'x', ...parameters }))).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		[
			'a conversation that is not there',
			{ conversationId: '66e1f0c0ffee0000000000aa' },
			'Conversation not found (HTTP 404)',
		],
		['an agent that is not there', { agentId: byId('nobody') }, 'Agent not found (HTTP 404)'],
		["another agent's conversation", { agentId: byId('sales') }, 'one of another agent. Take'],
		[
			'an integration that is not there',
			{ integrationIdentifier: byId('nope') },
			'Integration nope not found',
		],
		[
			'an integration of somebody else',
			{ integrationIdentifier: byId('msteams-main') },
			'link the integration to the agent',
		],
	])('tells of %s', async (_, parameters, message) => {
		const told = await novu.failure(reply({ text: 'x', ...parameters }));
		expect(told).toContain(message);
		expect(told).not.toContain('not enabled');
	});

	const withFiles = (...contents: Buffer[]): INodeExecutionData => ({
		json: {},
		binary: Object.fromEntries(
			contents.map((content, i) => [
				`file${i}`,
				{
					data: content.toString('base64'),
					fileName: `rechnung-ü${i}.pdf`,
					mimeType: 'application/pdf',
				},
			]),
		),
	});
	const bothFiles = { text: 'Here', additionalFields: { binaryPropertyNames: 'file0, file1' } };

	it('sends the files of the item along, byte for byte', async () => {
		const contents = [Buffer.from([0, 255, 128, 10]), Buffer.alloc(300_000, 7)];
		const run = await novu.run(reply(bothFiles), [withFiles(...contents)]);
		expect(run.error).toBeUndefined();
		const [{ content }] = conversation().messages;
		expect(content).toEqual({
			markdown: 'Here',
			files: contents.map((data, i) => ({
				filename: `rechnung-ü${i}.pdf`,
				mimeType: 'application/pdf',
				data: data.toString('base64'),
			})),
		});
	});

	it('refuses a file that Novu would not take', async () => {
		const large = withFiles(Buffer.from('x'), Buffer.alloc(5 * 1024 * 1024 + 1));
		const { error } = await novu.run(reply(bothFiles), [large]);
		expect(error?.message).toMatch(/"rechnung-ü1.pdf" has 5242881 bytes/);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('repeats why Novu cannot post with an integration', async () => {
		const slack = novu.sandbox.store.integrations.all.find(
			({ identifier }) => identifier === 'slack-main',
		)!;
		linkAgent(novu.sandbox.store, novu.sandbox.store.agents.first('identifier', 'support')!, slack);
		const told = await novu.failure(
			reply({ text: 'x', integrationIdentifier: byId('slack-main') }),
		);
		expect(told).toContain('requires a signing secret');
	});

	it('is found in the list by a part of name or identifier', async () => {
		const { results } = await runListSearch({
			method: 'searchAgents',
			credentials: novu.credentials,
			filter: 'SUPP',
		});
		expect(results).toEqual([{ name: 'Support (support)', value: 'support' }]);
	});

	it('is got with what most workflows need, and listed with its integrations', async () => {
		const [one] = await novu.output(of('get', { agentId: byId('support') }));
		expect(one).toMatchObject({ identifier: 'support', name: 'Support', active: true });
		expect(one).not.toHaveProperty('behavior');
		const [raw] = await novu.output(of('get', { agentId: byId('support'), simplify: false }));
		expect(raw).toMatchObject({ behavior: { subscriberAccess: 'restricted' } });
		const listed = await novu.output(of('getAll', { filters: { search: 'SUP' } }));
		expect(listed).toMatchObject([
			{ identifier: 'support', integrations: [{ identifier: 'discord-main' }] },
		]);
		expect(await novu.failure(of('get', { agentId: byId('nobody') }))).toContain(
			'Agent with identifier "nobody" was not found. (HTTP 404)',
		);
	});
});

describe('a server without agents', () => {
	const novu = useNovu({ novu: '2.0' });

	it.each([
		['sendReply', reply({ text: 'x' })],
		['get', of('get', { agentId: byId('support') })],
		['getAll', of('getAll')],
	])('is told to be one: %s', async (_, parameters) => {
		const { error } = await novu.run(parameters);
		expect(error?.message).toMatch(/^Agents are not enabled here \(HTTP 404\)/);
	});

	it('is told to be one in the list of agents, too', async () => {
		const { credentials } = novu;
		await expect(runListSearch({ method: 'searchAgents', credentials })).rejects.toThrow(
			/^Agents are not enabled here$/,
		);
	});
});
