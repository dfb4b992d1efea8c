import type { IDataObject } from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { startLossyServer, type LossyServer } from './lossyServer';
import { byId, useNovu, type TestNovu } from './support';

/** Runs the node on a Novu whose answers can get lost on the way. */
function useLossyNovu(novu: TestNovu) {
	let server: LossyServer;
	beforeAll(async () => (server = await startLossyServer(() => novu.sandbox.url)));
	beforeEach(() => server.calls.splice(0));
	afterAll(async () => await server.close());
	return {
		calls: () => server.calls,
		loseNext: (when: 'after' | 'before') => server.loseNext(when),
		run: async (parameters: IDataObject, items: IDataObject[] = [{}], continueOnFail = false) =>
			await runWorkflow({
				workflow: novuWorkflow(
					parameters,
					continueOnFail ? { onError: 'continueErrorOutput' } : {},
				),
				credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: server.url } },
				items,
			}),
	};
}

describe.each(['3.19', '2.0'] as const)(
	'a deletion whose answer was lost, on Novu %s',
	(version) => {
		const novu = useNovu({ novu: version });
		const lossy = useLossyNovu(novu);
		const subscriber: IDataObject = {
			resource: 'subscriber',
			operation: 'delete',
			subscriberId: byId('crm-1001'),
		};

		/** The older servers are asked by their own call, once the node knows what they are. */
		it('is repeated, and is done where nothing is left to delete', async () => {
			lossy.loseNext('after');
			const { items, error } = await lossy.run(subscriber);
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toEqual({ deleted: true, subscriberId: 'crm-1001' });
			expect(novu.sandbox.store.subscriber('crm-1001')).toBeUndefined();
			expect(lossy.calls().length).toBeGreaterThan(1);
		});

		it('is repeated, and carried out where it never got there', async () => {
			lossy.loseNext('before');
			const { error } = await lossy.run(subscriber);
			expect(error).toBeUndefined();
			expect(novu.sandbox.store.subscriber('crm-1001')).toBeUndefined();
		});

		it('of what is not there at all says so where no answer was lost', async () => {
			const { error } = await lossy.run({ ...subscriber, subscriberId: byId('nobody') });
			expect(error).toMatchObject({ httpCode: '404' });
		});

		it('of a message is done, too', async () => {
			await lossy.run({
				resource: 'event',
				operation: 'trigger',
				workflowId: byId('order-shipped'),
				to: 'subscriber',
				subscriberId: byId('crm-1001'),
				payloadMode: 'json',
				payload: '{ "orderId": "4711" }',
			});
			const [{ _id }] = novu.sandbox.store.messages.all;
			lossy.loseNext('after');
			const { items, error } = await lossy.run({
				resource: 'message',
				operation: 'delete',
				messageId: byId(_id),
			});
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toEqual({ deleted: true, messageId: _id });
		});
	},
);

describe('an answer that was lost', () => {
	const novu = useNovu();
	const lossy = useLossyNovu(novu);
	const cancel: IDataObject = { resource: 'event', operation: 'cancel', transactionId: 'tx-1' };

	it('leaves open what a cancellation found, and says so', async () => {
		lossy.loseNext('after');
		const { items, hints } = await lossy.run(cancel);
		expect(items('Novu')[0].json).toEqual({
			cancelled: null,
			transactionId: 'tx-1',
			hint: expect.stringContaining('first answer was lost') as string,
		});
		expect(hints('Novu').join()).toContain('Nothing is waiting any more');
		expect(lossy.calls()).toEqual(Array(2).fill('DELETE /v1/events/trigger/tx-1'));
	});

	it('is the only reason to leave that open', async () => {
		const { items } = await lossy.run(cancel);
		expect(items('Novu')[0].json).toEqual({
			cancelled: false,
			transactionId: 'tx-1',
			hint: expect.stringContaining('Nothing was waiting') as string,
		});
	});

	it('of a removal from a topic counts as removed for all whom Novu does not find again', async () => {
		const remove: IDataObject = {
			resource: 'topicSubscription',
			operation: 'remove',
			topicKey: byId('beta-testers'),
			subscriberId: byId('={{ $json.id }}'),
		};
		lossy.loseNext('after');
		const { items, error } = await lossy.run(remove, [{ id: 'crm-1001' }, { id: 'crm-1002' }]);
		expect(error).toBeUndefined();
		expect(items('Novu').map(({ json }) => json.deleted)).toEqual([true, true]);
		const again = await lossy.run(remove, [{ id: 'crm-1001' }], true);
		expect(again.items('Novu', 1)[0].json.error).toContain('"crm-1001" was not removed');
	});

	it('of a removal that had not arrived does not make the others removed', async () => {
		const remove: IDataObject = {
			resource: 'topicSubscription',
			operation: 'remove',
			topicKey: byId('beta-testers'),
			subscriberId: byId('={{ $json.id }}'),
		};
		lossy.loseNext('before');
		const { items } = await lossy.run(remove, [{ id: 'crm-1001' }, { id: 'nobody' }], true);
		expect(items('Novu').map(({ json }) => json.subscriberId)).toEqual(['crm-1001']);
		expect(items('Novu', 1)[0].json.error).toContain('"nobody" was not removed');
	});
});
