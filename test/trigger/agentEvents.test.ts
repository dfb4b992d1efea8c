import { agentMessage, EXAMPLE_KEY, post, signedForAgent } from './sender';
import { freshTrigger, useTrigger } from './support';

const PARAMETERS = { triggerOn: 'agentMessage', agentEvents: ['onMessage'] };
const ACK = { status: 200, data: { status: 'ack' } };
const novuApi = { apiKey: EXAMPLE_KEY, region: 'custom', baseUrl: 'http://127.0.0.1:1' };

/** Events that come without a message, as `@novu/framework` 2.13.2 has them. */
const action = agentMessage({
	event: 'onAction',
	message: null,
	action: { id: 'refund', value: '4711', sourceMessageId: 'm1' },
});
const reaction = agentMessage({
	event: 'onReaction',
	message: null,
	reaction: { messageId: 'm1', emoji: { name: 'thumbs_up' }, added: true, message: null },
});
const resolve = agentMessage({ event: 'onResolve', message: null, subscriber: null });
const later = agentMessage({ event: 'onSomethingNew', message: null });

describe('a message to an agent', () => {
	const trigger = useTrigger(PARAMETERS, novuApi, 'novuApi');
	const send = async (
		event: unknown,
		options?: Parameters<typeof signedForAgent>[1],
	): Promise<{ status: number; data: unknown }> =>
		await post(trigger.host.url, signedForAgent(event, options));
	const listenTo = (...agentEvents: string[]) =>
		trigger.host.change({ parameters: { ...PARAMETERS, agentEvents } });

	it('starts the workflow, and Novu is told so at once', async () => {
		let finish = () => {};
		const running = new Promise<void>((resolved) => (finish = resolved));
		trigger.host.change({ then: async () => await running });
		expect(await send(agentMessage())).toEqual(ACK);
		finish();
		expect(trigger.host.executions).toHaveLength(1);
		expect(trigger.host.log).toEqual([]);
	});

	it('comes out simplified', async () => {
		const event = agentMessage();
		await send(event);
		expect(trigger.host.executions[0].items).toEqual([
			{
				event: 'onMessage',
				text: 'Wo ist meine Bestellung? ✓',
				subscriberId: 'crm-1001',
				agentId: 'support',
				conversationId: '6b07aaaaaaaaaaaaaaaa0001',
				integrationIdentifier: 'slack-main',
				platform: 'slack',
				isDirectMessage: true,
				messageId: '1732600000.000100',
				author: event.message.author,
				attachments: event.message.attachments,
				subscriber: { firstName: 'Ada', locale: 'de' },
				conversation: {
					identifier: 'conv_1',
					status: 'active',
					messageCount: 2,
					metadata: { plan: 'pro' },
				},
				history: [
					{
						role: 'user',
						type: 'message',
						content: 'Hallo',
						senderName: 'Ada Byron',
						time: '2026-11-26T08:00:00.000Z',
					},
				],
				time: '2026-11-26T08:00:47.627Z',
				deliveryId: event.deliveryId,
			},
		]);
	});

	it('comes out as it came where the user wants it raw', async () => {
		trigger.host.change({ parameters: { ...PARAMETERS, simplify: false } });
		const event = agentMessage();
		await send(event);
		expect(trigger.host.executions[0].items).toEqual([event]);
	});

	it('starts the workflow once, also where it comes again later or after a restart', async () => {
		const event = agentMessage();
		expect(await send(event)).toEqual(ACK);
		expect(await send(event)).toEqual(ACK);
		trigger.host.restart(await freshTrigger());
		expect(await send(event, { timestamp: Date.now() + 1000 })).toEqual(ACK);
		expect(trigger.host.executions).toHaveLength(1);
		await send(agentMessage());
		expect(trigger.host.executions).toHaveLength(2);
	});

	it('starts the workflow once where it has no delivery ID', async () => {
		const event = agentMessage({ deliveryId: undefined });
		await send(event);
		await send(event);
		expect(trigger.host.executions).toHaveLength(1);
	});

	it('starts the workflow after all where the first start failed', async () => {
		trigger.host.failingStarts = 1;
		const event = agentMessage();
		expect((await send(event)).status).toBe(500);
		expect(await send(event)).toEqual(ACK);
		expect(trigger.host.executions).toHaveLength(1);
	});

	it.each([
		['onAction', action, { action: { id: 'refund', value: '4711', sourceMessageId: 'm1' } }],
		[
			'onReaction',
			reaction,
			{ reaction: { emojiName: 'thumbs_up', added: true, messageId: 'm1' } },
		],
		['onResolve', resolve, { conversationId: resolve.conversationId }],
	])('of another kind starts it where it is asked for: %s', async (type, event, shown) => {
		expect(await send(event)).toEqual(ACK);
		expect(trigger.host.executions).toEqual([]);
		listenTo(type);
		expect(await send({ ...event, deliveryId: `asked-${type}` })).toEqual(ACK);
		const [item] = trigger.host.executions[0].items;
		expect(item).toMatchObject({ event: type, ...shown });
		expect(item).not.toHaveProperty('text');
		expect(item).not.toHaveProperty('attachments');
	});

	it('of a kind that came later starts it with Any Event alone', async () => {
		listenTo('onMessage', 'onAction', 'onReaction', 'onResolve');
		await send(later);
		expect(trigger.host.executions).toEqual([]);
		listenTo('any');
		await send({ ...later, deliveryId: 'another' });
		expect(trigger.host.executions[0].items[0]).toMatchObject({ event: 'onSomethingNew' });
	});

	it.each<[string, Parameters<typeof signedForAgent>[1], string]>([
		['with another key', { key: 'another-secret-key' }, 'its signature does not fit'],
		['that is old', { timestamp: Date.now() - 600_000 }, 'an old request sent again'],
		['of the future', { timestamp: Date.now() + 600_000 }, "n8n's clock is wrong"],
	])('is refused where it is one %s', async (_, options, why) => {
		expect((await send(agentMessage(), options)).status).toBe(401);
		expect(trigger.host.executions).toEqual([]);
		expect(trigger.host.log.join()).toContain(why);
		expect(trigger.host.log.join()).not.toContain(EXAMPLE_KEY);
	});

	it.each<[string, string | undefined]>([
		['none', undefined],
		['no time', `v1=${'a'.repeat(64)}`],
		['a time in words', `t=now,v1=${'a'.repeat(64)}`],
		['no digest', `t=${Date.now()}`],
		['another version', `t=${Date.now()},v2=${'a'.repeat(64)}`],
		['a short digest', `t=${Date.now()},v1=a`],
		['nothing', ''],
	])('is refused with a signature of %s', async (_, header) => {
		const { body, headers } = signedForAgent(agentMessage());
		const request = { body, headers: { ...headers } };
		if (header === undefined) delete request.headers['novu-signature'];
		else request.headers['novu-signature'] = header;
		expect((await post(trigger.host.url, request)).status).toBe(401);
		expect(trigger.host.executions).toEqual([]);
	});

	it('is refused where a byte of it was changed', async () => {
		const { body, headers } = signedForAgent(agentMessage());
		const changed = Buffer.from(body.toString().replace('Bestellung', 'bestellung'));
		expect((await post(trigger.host.url, { headers, body: changed })).status).toBe(401);
	});

	it.each([
		['no event', { conversationId: 'c' }],
		['no conversation', { event: 'onMessage' }],
		['a list', [agentMessage()]],
	])('is refused as unusable where it is signed and holds %s', async (_, body) => {
		expect((await send(body)).status).toBe(400);
		expect(trigger.host.executions).toEqual([]);
	});

	it('is taken again and again in the editor', async () => {
		trigger.host.change({ mode: 'manual' });
		const event = agentMessage();
		await send(event);
		await send(event);
		expect(trigger.host.executions).toHaveLength(2);
	});

	it('is refused while the credential has no key, and publishing says so', async () => {
		trigger.host.change({ credentials: { novuApi: { ...novuApi, apiKey: '' } } });
		expect((await send(agentMessage(), { key: ' ' })).status).toBe(401);
		await expect(trigger.host.publish()).rejects.toThrow("'API Key' is empty");
	});
});
