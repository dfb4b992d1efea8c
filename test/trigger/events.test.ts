import { eventOptions } from '../../nodes/Novu/trigger/events';
import {
	EXAMPLE_SECRET,
	OTHER_SECRET,
	failedPush,
	message,
	post,
	signed,
	type SigningOptions,
} from './sender';
import { eventSecret, freshTrigger, useTrigger } from './support';

const PARAMETERS = { triggerOn: 'event', events: ['message.failed'] };

/** What Novu 3.19 sends. */
const TYPES = eventOptions.map(({ value }) => String(value)).filter((value) => value !== 'any');

const failedChat = {
	id: 'evt_6b03f2af703fb8d249ee2cb9',
	type: 'message.sent',
	object: 'message',
	data: { object: message('chat', 'slack'), error: { message: 'channel_not_found' } },
	timestamp: '2026-11-23T08:00:47.627Z',
	environmentId: 'Ex4mpl3Env',
};

it('there are 17 types of events', () => {
	expect(new Set(TYPES).size).toBe(17);
});

describe('a signed event', () => {
	const trigger = useTrigger(PARAMETERS);
	const send = async (event: unknown, options?: SigningOptions) =>
		await post(trigger.host.url, signed(event, options));

	it('starts the workflow, and is answered with the execution', async () => {
		const { status, data } = await send(failedPush());
		expect(status).toBe(200);
		expect(data).toMatchObject({ id: '1' });
		expect(trigger.host.executions).toHaveLength(1);
		expect(trigger.host.log).toEqual([]);
	});

	it('comes out simplified', async () => {
		const event = failedPush('token-7');
		await send(event);
		expect(trigger.host.executions[0].items).toEqual([
			{
				id: event.id,
				type: 'message.failed',
				time: '2026-11-23T08:00:47.627Z',
				subscriberId: 'customer-1',
				workflowId: 'order-shipped',
				channel: 'push',
				providerId: 'fcm',
				transactionId: '7af92d57-0edd-410d-8c95-059319d3fef8',
				messageId: '6b03f2af703fb8d249ee2cb9',
				error: {
					message: 'Requested entity was not found.',
					reason: 'token_invalid',
					deviceToken: 'token-7',
				},
			},
		]);
	});

	it('comes out as it came where the user wants it raw', async () => {
		trigger.host.change({ parameters: { ...PARAMETERS, simplify: false } });
		const event = failedPush('ü ✓');
		await send(event);
		expect(trigger.host.executions[0].items).toEqual([event]);
	});

	it("has the delivery's id where it has none of its own", async () => {
		await send(failedPush('token-1', { id: undefined }), { id: 'msg_only' });
		expect(trigger.host.executions[0].items[0]).toMatchObject({ id: 'msg_only' });
	});

	it('is understood with the subscriber as versions of 2025 word it', async () => {
		const event = failedPush();
		const { subscriberId, ...rest } = event.data.object;
		const object = {
			...rest,
			_subscriberId: '6b03f2ae693f23314bae4000',
			subscriber: { subscriberId },
		};
		trigger.host.change({
			parameters: { ...PARAMETERS, filters: { subscriberIds: 'customer-1' } },
		});
		await send({ ...event, data: { ...event.data, object } });
		expect(trigger.host.executions[0].items[0]).toMatchObject({ subscriberId: 'customer-1' });
	});

	it("is understood as Novu's published schema words a failed push, too", async () => {
		const event = failedPush('token-9');
		const error = { message: 'Gone', push: { isInvalidToken: true, deviceToken: 'token-9' } };
		trigger.host.change({ parameters: { ...PARAMETERS, filters: { reasons: 'token_invalid' } } });
		await send({ ...event, data: { ...event.data, error } });
		expect(trigger.host.executions[0].items[0]).toMatchObject({
			error: { reason: 'token_invalid', deviceToken: 'token-9' },
		});
	});

	it('is answered while the workflow still runs', async () => {
		let finish = () => {};
		const running = new Promise<void>((resolve) => (finish = resolve));
		trigger.host.change({ then: async () => await running });
		expect((await send(failedPush())).status).toBe(200);
		finish();
	});

	it('starts nothing where it is of another type', async () => {
		const { status, data } = await send({ ...failedPush(), type: 'message.sent', data: {} });
		expect({ status, data }).toMatchObject({ status: 200, data: { started: false } });
		expect(trigger.host.executions).toEqual([]);
	});

	it.each([['message.failed'], ['message.sent'], ['any']])(
		'of a failed chat message comes under %s',
		async (type) => {
			trigger.host.change({ parameters: { ...PARAMETERS, events: [type] } });
			await send(failedChat);
			expect(trigger.host.executions[0].items[0]).toMatchObject({
				type: 'message.sent',
				channel: 'chat',
				error: { message: 'channel_not_found' },
			});
		},
	);

	it('of a chat message that went well does not come under message.failed', async () => {
		await send({ ...failedChat, data: { object: message('chat', 'slack') } });
		expect(trigger.host.executions).toEqual([]);
	});

	it.each(TYPES)(
		'of the type %s starts the workflow that asks for it, and no other',
		async (type) => {
			trigger.host.change({ parameters: { ...PARAMETERS, events: [type] } });
			const data = { object: { workflowId: 'order-shipped' }, subscriberId: 'customer-1' };
			const next = TYPES[(TYPES.indexOf(type) + 1) % TYPES.length];
			for (const sent of [next, type]) await send({ ...failedPush(), type: sent, data });
			expect(trigger.host.executions.map(({ items }) => items[0].type)).toEqual([type]);
		},
	);

	it('of a type that is not known yet comes under Any Event', async () => {
		trigger.host.change({ parameters: { ...PARAMETERS, events: ['any'] } });
		await send({ ...failedPush(), type: 'topic.created', data: { object: { key: 'news' } } });
		expect(trigger.host.executions[0].items[0]).toMatchObject({
			type: 'topic.created',
			object: { key: 'news' },
		});
	});

	it('of a preference holds whose it is and what was set', async () => {
		trigger.host.change({ parameters: { ...PARAMETERS, events: ['preference.updated'] } });
		const object = {
			level: 'template',
			channels: { email: false },
			workflow: { identifier: 'news' },
		};
		const data = { object, subscriberId: 'customer-2' };
		await send({ ...failedPush(), type: 'preference.updated', data });
		expect(trigger.host.executions[0].items[0]).toMatchObject({
			subscriberId: 'customer-2',
			workflowId: 'news',
			object: { channels: { email: false } },
		});
	});

	it.each([
		[{ channels: ['push'] }, 1],
		[{ channels: ['email', 'sms'] }, 0],
		[{ workflowIds: 'other, order-shipped' }, 1],
		[{ workflowIds: 'other' }, 0],
		[{ providerIds: 'fcm' }, 1],
		[{ providerIds: 'apns,expo' }, 0],
		[{ subscriberIds: ' customer-1 ' }, 1],
		[{ subscriberIds: 'customer-11' }, 0],
		[{ reasons: 'token_invalid' }, 1],
		[{ reasons: 'unknown' }, 0],
		[{ channels: ['push'], providerIds: 'apns' }, 0],
		[{ channels: [], providerIds: '' }, 1],
	])('passes the filters %j %d times', async (filters, times) => {
		trigger.host.change({ parameters: { ...PARAMETERS, filters } });
		expect((await send(failedPush())).status).toBe(200);
		expect(trigger.host.executions).toHaveLength(times);
	});

	it.each([
		[{ channels: ['push'] }],
		[{ workflowIds: 'order-shipped' }],
		[{ providerIds: 'fcm' }],
		[{ subscriberIds: 'customer-1' }],
		[{ reasons: 'token_invalid' }],
	])('that lacks what the filters %j ask for does not pass them', async (filters) => {
		trigger.host.change({ parameters: { ...PARAMETERS, filters } });
		const lacking = [
			undefined,
			null,
			'text',
			[],
			{},
			{ object: null, error: null },
			{ object: {}, error: {} },
			{ object: { channel: null, subscriberId: 7 }, error: { push: { reason: '' } } },
		];
		for (const data of lacking) {
			expect((await send(failedPush('t', { data }))).status).toBe(200);
		}
		expect(trigger.host.executions).toEqual([]);
		expect(trigger.host.log).toEqual([]);
	});

	it.each([true, false])(
		'with odd data starts the workflow without filters, simplified: %s',
		async (simplify) => {
			trigger.host.change({ parameters: { ...PARAMETERS, simplify } });
			for (const data of [undefined, null, 'text', 7, [], {}, { object: null }, { object: 'x' }]) {
				expect((await send(failedPush('t', { data, timestamp: null }))).status).toBe(200);
			}
			expect(trigger.host.executions).toHaveLength(8);
			expect(trigger.host.log).toEqual([]);
		},
	);
});

describe('a request that Novu did not sign', () => {
	const trigger = useTrigger(PARAMETERS);

	afterEach(() => {
		expect(trigger.host.executions).toEqual([]);
		const bare = EXAMPLE_SECRET.slice('whsec_'.length);
		expect(trigger.host.log.join('\n')).not.toContain(bare);
		expect(trigger.host.log).toHaveLength(1);
		expect(trigger.host.changedResponses).toEqual([false]);
	});

	it.each([
		['without a signature', { headers: { 'content-type': 'application/json' } }, /not signed/],
		['with a forged body', { body: Buffer.from(JSON.stringify(failedPush('mine'))) }, /not fit/],
	])('is refused %s', async (_name, change, words) => {
		const { status, data } = await post(trigger.host.url, { ...signed(failedPush()), ...change });
		expect(status).toBe(401);
		expect(JSON.stringify(data)).not.toMatch(/secret|header/i);
		expect(trigger.host.log[0]).toMatch(words);
	});

	it.each<[string, SigningOptions, RegExp]>([
		['signed with another secret', { secrets: [OTHER_SECRET] }, /not fit/],
		['from six minutes ago', { timestamp: Math.floor(Date.now() / 1000) - 360 }, /s old/],
	])('is refused when %s', async (_name, options, words) => {
		const { status } = await post(trigger.host.url, signed(failedPush(), options));
		expect(status).toBe(401);
		expect(trigger.host.log[0]).toMatch(words);
	});

	it('is refused where the credential is empty', async () => {
		trigger.host.change({ credentials: { novuWebhookSecretApi: eventSecret('') } });
		expect((await post(trigger.host.url, signed(failedPush()))).status).toBe(401);
		expect(trigger.host.log[0]).toMatch(/'Signing Secret' is empty/);
	});

	it('is refused where the node has no credential', async () => {
		trigger.host.change({ credentials: {} });
		expect((await post(trigger.host.url, signed(failedPush()))).status).toBe(401);
	});

	it('is refused where the credential is for deliveries', async () => {
		const secret = { purpose: 'delivery', hmacSecret: 'example' };
		trigger.host.change({ credentials: { novuWebhookSecretApi: secret } });
		expect((await post(trigger.host.url, signed(failedPush()))).status).toBe(401);
		expect(trigger.host.log[0]).toMatch(/Trigger On/);
	});

	it('is refused, although signed, with a body that nests too deeply to be worked on', async () => {
		const data = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
		const body = `{"id":"evt_1","type":"message.failed","data":${data}}`;
		expect((await post(trigger.host.url, signed(body))).status).toBe(400);
		expect(trigger.host.log[0]).toMatch(/nests too deeply/);
	});

	it.each(['no JSON', '[]', '{"id":"evt_1"}', 'null'])(
		'is refused, although signed, with the body %s',
		async (body) => {
			expect((await post(trigger.host.url, signed(body))).status).toBe(400);
		},
	);
});

describe('publishing', () => {
	const trigger = useTrigger(PARAMETERS);

	it('is fine with a secret', async () => {
		await expect(trigger.host.publish()).resolves.toBe(true);
	});

	it('is refused with a secret that could verify nothing', async () => {
		trigger.host.change({ credentials: { novuWebhookSecretApi: eventSecret('whsec_abc') } });
		await expect(trigger.host.publish()).rejects.toThrow(/not a secret of an endpoint/);
	});

	it('keeps what is known of events that have come', async () => {
		const request = signed(failedPush());
		await post(trigger.host.url, request);
		await trigger.host.publish();
		trigger.host.restart(await freshTrigger());
		await post(trigger.host.url, request);
		expect(trigger.host.executions).toHaveLength(1);
	});
});
