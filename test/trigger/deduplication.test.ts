import { REMEMBERED_EVENTS } from '../../nodes/Novu/trigger/webhookDeduplication';
import { failedPush, post, signed } from './sender';
import { freshTrigger, useTrigger } from './support';

describe('an event that comes twice', () => {
	const trigger = useTrigger({ triggerOn: 'event', events: ['message.failed'] });
	const send = async (id: string) => await post(trigger.host.url, signed(failedPush(), { id }));
	const started = () => trigger.host.executions.length;

	it('starts the workflow once, and is answered well both times', async () => {
		expect((await send('msg_1')).status).toBe(200);
		expect(await send('msg_1')).toMatchObject({ status: 200, data: { started: false } });
		expect(started()).toBe(1);
	});

	it('starts the workflow once when it is the same request, sent again', async () => {
		const request = signed(failedPush());
		await post(trigger.host.url, request);
		await post(trigger.host.url, request);
		expect(started()).toBe(1);
	});

	it('starts the workflow once when both come at the same time', async () => {
		trigger.host.readTogether(4);
		const answers = await Promise.all(['msg_1', 'msg_1', 'msg_1', 'msg_1'].map(send));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(started()).toBe(1);
	});

	it('starts the workflow once across a restart of n8n', async () => {
		await send('msg_1');
		trigger.host.restart(await freshTrigger());
		await send('msg_1');
		expect(started()).toBe(1);
	});

	it('is known after a restart though others came at the same time', async () => {
		const ids = Array.from({ length: 20 }, (_, i) => `msg_${i}`);
		trigger.host.readTogether(ids.length);
		await Promise.all(ids.map(send));
		await send('msg_last');
		trigger.host.restart(await freshTrigger());
		await Promise.all(ids.map(send));
		expect(started()).toBe(21);
	});

	it('starts the workflow when its first start failed', async () => {
		trigger.host.failingStarts = 1;
		expect((await send('msg_1')).status).toBe(500);
		expect((await send('msg_1')).status).toBe(200);
		expect(started()).toBe(1);
	});

	it('starts the workflow when its first start failed and another event came in between', async () => {
		trigger.host.failingStarts = 1;
		await send('msg_1');
		await send('msg_2');
		await send('msg_1');
		expect(started()).toBe(2);
	});

	it('starts the workflow once when two come at a time and the first start fails', async () => {
		trigger.host.failingStarts = 1;
		trigger.host.readTogether(2);
		const answers = await Promise.all([send('msg_1'), send('msg_1')]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 500]);
		expect(started()).toBe(1);
	});

	it('in the editor starts it every time', async () => {
		trigger.host.change({ mode: 'manual' });
		await send('msg_1');
		await send('msg_1');
		expect(started()).toBe(2);
	});

	it('is remembered within a bound', async () => {
		await send('msg_1');
		const data = trigger.host.staticData() as Record<string, { eventIds: string[] }>;
		const [node] = Object.keys(data);
		const many = Array.from({ length: REMEMBERED_EVENTS + 50 }, (_, i) => `msg_old_${i}`);
		data[node].eventIds = many;
		trigger.host.saveStaticData(data);
		await send('msg_2');
		const { eventIds } = (trigger.host.staticData() as typeof data)[node];
		expect(eventIds).toHaveLength(REMEMBERED_EVENTS);
		expect(eventIds.at(-1)).toBe('msg_2');
	});

	it('that the trigger does not ask for takes no place in the memory', async () => {
		await post(trigger.host.url, signed(failedPush('t', { type: 'message.read' })));
		expect(trigger.host.staticData()).toEqual({});
	});
});
