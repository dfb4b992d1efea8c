import { createHmac } from 'crypto';
import { NovuTrigger } from '../../nodes/Novu/NovuTrigger.node';
import { unansweredDeliveries } from '../../nodes/Novu/trigger/deliveryAnswer';
import recorded from '../recordings/deliveries.json';
import recorded319 from '../recordings-3.19/deliveries.json';
import { chatDelivery, deliver, post, type Signed } from './sender';
import { freshTrigger, useTrigger } from './support';

const AT_ONCE = { triggerOn: 'delivery', respond: 'atOnce' };
const AFTER = { triggerOn: 'delivery', respond: 'afterWorkflow' };
const HMAC = { purpose: 'delivery', hmacSecret: 'example-hmac-secret' };
const SMS = { purpose: 'sms', headerName: 'X-API-Key', apiKey: 'example-sms-key' };
/** Device tokens and URLs of other channels in what the worker sent. */
const CREDENTIALS = /device-2|4399\/(slack|mattermost|grafana)|town-square/;

interface Recorded {
	name: string;
	request: { headers: object; rawBody: string };
}

/** What Novu's worker sent, to the byte. */
const deliveries = (name: string): Signed[] =>
	(recorded as Recorded[])
		.filter((entry) => entry.name === name)
		.map(({ request }) => ({
			headers: { ...request.headers } as Record<string, string>,
			body: Buffer.from(request.rawBody),
		}));

const ANSWER = {
	id: '1',
	date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
	data: { id: '1', date: expect.any(String) as string },
};

describe('a delivery of a webhook provider', () => {
	const trigger = useTrigger(AT_ONCE, HMAC);

	it.each(['push', 'email', 'push-answered-500', 'email-answered-500'])(
		'is verified as the worker sent it: %s',
		async (name) => {
			const all = deliveries(name);
			expect(all.length).toBeGreaterThan(0);
			for (const delivery of all) {
				expect((await post(trigger.host.url, delivery)).status).toBe(200);
			}
			expect(trigger.host.executions).toHaveLength(all.length);
			expect(trigger.host.log).toEqual([]);
		},
	);

	it('of push starts one execution for each device token', async () => {
		for (const delivery of deliveries('push')) await post(trigger.host.url, delivery);
		expect(trigger.host.executions.map(({ items }) => items)).toEqual(
			['device-1', 'device-2'].map((deviceToken) => [
				{
					channel: 'push',
					deviceToken,
					title: 'Hello Ann',
					content: 'push körper 42 ✓',
					subscriberId: 'rec-1',
					payload: { name: 'Ann', msg: '42', nested: { a: [1, true, null] } },
					overrides: {},
				},
			]),
		);
	});

	it('of email comes out with what a mail is made of', async () => {
		await post(trigger.host.url, deliveries('email')[0]);
		const [item] = trigger.host.executions[0].items;
		expect(item).toMatchObject({
			channel: 'email',
			to: ['ann@example.com'],
			from: 'no-reply@example.com',
			subject: 'Hi Ann',
			subscriberId: 'rec-1',
			workflowId: 'rec-all',
			transactionId: '7af92d57-0edd-410d-8c95-059319d3fef8',
			messageId: '6b03f2af703fb8d249ee2c66',
			payload: { name: 'Ann', msg: '42', nested: { a: [1, true, null] } },
		});
		expect(item.html).toContain('mail 42');
		expect(JSON.stringify(item)).not.toMatch(CREDENTIALS);
	});

	it('of chat comes out with the address that the message is for', async () => {
		await post(trigger.host.url, chatDelivery());
		expect(trigger.host.executions[0].items).toEqual([
			{
				channel: 'chat',
				content: 'chat 42 ✓',
				webhookUrl: 'http://127.0.0.1/room',
				room: 'general',
				phoneNumber: '+4512345678',
			},
		]);
	});

	it.each(['push', 'email'])('of %s, raw, lacks the credentials of all channels', async (name) => {
		trigger.host.change({ parameters: { ...AT_ONCE, simplify: false } });
		const [delivery] = deliveries(name);
		expect(delivery.body.toString()).toMatch(CREDENTIALS);
		await post(trigger.host.url, delivery);
		const text = JSON.stringify(trigger.host.executions[0].items);
		expect(text).not.toMatch(CREDENTIALS);
		expect(text).not.toContain('"credentials"');
		expect(text).toContain('"providerId":"push-webhook"');
	});

	it('holds the credentials where the user asks for them', async () => {
		const options = { includeCredentials: true };
		trigger.host.change({ parameters: { ...AT_ONCE, simplify: false, options } });
		const [delivery] = deliveries('push');
		await post(trigger.host.url, delivery);
		expect(trigger.host.executions[0].items).toEqual([
			{ channel: 'push', ...(JSON.parse(delivery.body.toString()) as object) },
		]);
	});

	it("keeps what is called credentials in the user's own payload", async () => {
		const body = Buffer.from(
			JSON.stringify({ target: ['t'], payload: { credentials: { room: 7 }, subscriber: {} } }),
		);
		const signature = createHmac('sha256', 'example-hmac-secret').update(body).digest('hex');
		await post(trigger.host.url, { headers: { 'x-novu-signature': signature }, body });
		expect(trigger.host.executions[0].items[0].payload).toEqual({ credentials: { room: 7 } });
	});

	it.each<[string, (delivery: Signed) => Signed, RegExp]>([
		[
			'a forged body',
			({ headers, body }) => ({
				headers,
				body: Buffer.from(body.toString().replace('Hello', 'Hullo')),
			}),
			/signature does not fit/,
		],
		['no signature', ({ body }) => ({ headers: {}, body }), /not signed/],
		[
			'the signature of another delivery',
			({ body }) => ({ headers: deliveries('push')[1].headers, body }),
			/signature does not fit/,
		],
	])('is refused with %s', async (_name, change, words) => {
		const { status } = await post(trigger.host.url, change(deliveries('push')[0]));
		expect(status).toBe(401);
		expect(trigger.host.executions).toEqual([]);
		expect(trigger.host.log).toEqual([expect.stringMatching(words)]);
		expect(trigger.host.changedResponses).toEqual([false]);
		expect(trigger.host.log[0]).not.toContain(HMAC.hmacSecret);
	});

	it('is refused where the credential is for events', async () => {
		const signingSecret = `whsec_${Buffer.from('example-key-of-24-bytes!').toString('base64')}`;
		trigger.host.change({
			credentials: { novuWebhookSecretApi: { purpose: 'events', signingSecret } },
		});
		expect((await post(trigger.host.url, deliveries('push')[0])).status).toBe(401);
		expect(trigger.host.log[0]).toMatch(/credential is for events/);
	});
});

describe('an SMS delivery', () => {
	const trigger = useTrigger(AT_ONCE, SMS);

	it('is known by its API key, and answered where Novu looks for ID and date', async () => {
		const { status, data } = await post(trigger.host.url, deliveries('sms')[0]);
		expect({ status, data }).toEqual({ status: 200, data: ANSWER });
		expect(trigger.host.executions[0].items).toEqual([
			{
				channel: 'sms',
				to: '+4512345678',
				from: '+10000000000',
				content: 'sms 42',
				messageId: '6b03f2af703fb8d249ee2c87',
			},
		]);
	});

	it.each([
		['another key', { 'x-api-key': 'example-sms-kez' }, /API key is another one/],
		['no key', {}, /lacks the header x-api-key/],
	])('is refused with %s', async (_name, headers, words) => {
		const [{ body }] = deliveries('sms');
		expect((await post(trigger.host.url, { headers, body })).status).toBe(401);
		expect(trigger.host.executions).toEqual([]);
		expect(trigger.host.log[0]).toMatch(words);
		expect(trigger.host.log[0]).not.toContain(SMS.apiKey);
	});
});

describe('the answer', () => {
	const trigger = useTrigger(AFTER, HMAC);
	const send = async () => await post(trigger.host.url, deliveries('push')[0]);

	it('at once does not wait for the workflow', async () => {
		let finish = () => {};
		const running = new Promise<void>((resolve) => (finish = resolve));
		trigger.host.change({ parameters: AT_ONCE, then: async () => await running });
		expect(await send()).toEqual({ status: 200, data: ANSWER });
		finish();
	});

	it('after the workflow waits for it, and holds the execution', async () => {
		const steps: string[] = [];
		let finish = () => {};
		let begin = () => {};
		const begun = new Promise<void>((resolve) => (begin = resolve));
		const running = new Promise<void>((resolve) => (finish = resolve));
		trigger.host.change({
			then: async () => {
				begin();
				await running;
				steps.push('workflow');
			},
		});
		const answer = send().then((result) => {
			steps.push('answer');
			return result;
		});
		await begun;
		finish();
		expect(await answer).toEqual({ status: 200, data: ANSWER });
		expect(steps).toEqual(['workflow', 'answer']);
	});

	it('after the workflow belongs to its own execution where several run', async () => {
		const answers = await Promise.all([send(), send(), send()]);
		const ids = answers.map(({ data }) => (data as { id: string }).id);
		expect([...ids].sort()).toEqual(['1', '2', '3']);
	});

	it('after a workflow that failed is an error, so that Novu shows it', async () => {
		trigger.host.change({ then: async () => await Promise.reject(new Error('SMSC away')) });
		expect((await send()).status).toBe(500);
	});

	it.each(['node', 'start', 'answer'] as const)(
		'after the workflow leaves nothing behind where the sender hangs up, at the stage: %s',
		async (stage) => {
			trigger.host.restart(new NovuTrigger());
			await trigger.host.hangUp(deliveries('push')[0], stage);
			expect(trigger.host.executions).toHaveLength(1);
			expect(trigger.host.executions[0].error).toBeUndefined();
			expect(unansweredDeliveries.size).toBe(0);
			expect(await send()).toMatchObject({ status: 200, data: { id: '2' } });
			expect(unansweredDeliveries.size).toBe(0);
		},
	);

	it('after the workflow leaves nothing behind where the execution cannot start', async () => {
		trigger.host.restart(new NovuTrigger());
		trigger.host.failingStarts = 2;
		await trigger.host.hangUp(deliveries('push')[0], 'start');
		expect((await send()).status).toBe(500);
		expect(unansweredDeliveries.size).toBe(0);
	});

	it("after the workflow is the delivery's own ID where the execution ran elsewhere", async () => {
		// a worker's process has a trigger of its own, which knows nothing of the request
		const worker = await freshTrigger();
		trigger.host.node().execute = worker.execute;
		const { data } = await send();
		const { deliveryId } = trigger.host.executions[0].items[0];
		expect(deliveryId).toMatch(/^[0-9a-f-]{36}$/);
		expect(data).toMatchObject({ id: deliveryId, data: { id: deliveryId } });
	});
});

describe('a delivery of a newer Novu, which looks at no status,', () => {
	const trigger = useTrigger(AFTER, HMAC);
	const fails = { then: async () => await Promise.reject(new Error('SMSC away')) };
	const both = [
		['push', () => deliveries('push')[0]],
		['chat', () => chatDelivery()],
	] as const;

	it.each(both)('of %s is shown with its execution', async (_name, delivery) => {
		expect(await deliver(trigger.host.url, delivery())).toBe('1');
	});

	it.each(both)(
		'of %s is shown as failed after a workflow that failed',
		async (_name, delivery) => {
			trigger.host.change(fails);
			await expect(deliver(trigger.host.url, delivery())).rejects.toThrow(
				/n8n-workflow-failed\.invalid/,
			);
		},
	);

	it.each(both)('of %s is shown as failed where n8n cannot start', async (_name, delivery) => {
		trigger.host.change({ parameters: AT_ONCE });
		trigger.host.failingStarts = 1;
		await expect(deliver(trigger.host.url, delivery())).rejects.toThrow(/n8n-workflow-failed/);
		expect(trigger.host.executions).toEqual([]);
	});

	it.each(both)('of %s is shown as failed where it is refused', async (_name, delivery) => {
		const other = { purpose: 'delivery', hmacSecret: 'another-hmac-secret' };
		trigger.host.change({ credentials: { novuWebhookSecretApi: other } });
		await expect(deliver(trigger.host.url, delivery())).rejects.toThrow(/n8n-refused-it\.invalid/);
		expect(trigger.host.executions).toEqual([]);
		expect(trigger.host.log).toEqual([expect.stringMatching(/signature does not fit/)]);
		expect(trigger.host.changedResponses).toEqual([false]);
	});

	it('of email has the status, which Novu looks at there', async () => {
		trigger.host.change(fails);
		const [{ headers, body }] = deliveries('email');
		const agent = { ...headers, 'user-agent': 'novu-safe-outbound/1.0' };
		expect((await post(trigger.host.url, { headers: agent, body })).status).toBe(500);
	});
});

describe('a delivery of Novu 3.19', () => {
	const all = recorded319 as Array<Recorded & { hmacSecret?: string }>;
	const trigger = useTrigger(AT_ONCE, { ...HMAC, hmacSecret: 'example-hmac-secret-äöü' });

	it('is verified as the worker sent it, and of push names its message', async () => {
		const signed = all.filter(({ hmacSecret }) => hmacSecret !== undefined);
		for (const { request } of signed) {
			const headers = { ...request.headers } as Record<string, string>;
			const { status } = await post(trigger.host.url, {
				headers,
				body: Buffer.from(request.rawBody),
			});
			expect(status).toBe(200);
		}
		expect(trigger.host.executions).toHaveLength(signed.length);
		const [[push]] = trigger.host.executions.map(({ items }) => items);
		expect(push).toMatchObject({ channel: 'push', messageId: '6b0786d98ead79f556157921' });
		expect(push.payload).toEqual({ msg: '42', nested: { a: [1, true, null] } });
	});
});
