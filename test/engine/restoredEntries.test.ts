import type { IDataObject } from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { startLossyServer, type LossyServer } from './lossyServer';
import { byId, calls, useNovu } from './support';

const operation = (value: string, more: IDataObject = {}): IDataObject => ({
	resource: 'subscriber',
	operation: value,
	subscriberId: byId('s'),
	providerId: 'fcm',
	options: { retries: 0 },
	...more,
});
const merge = operation('mergeDuplicateEntries');
const remove = operation('removeDeviceTokens', { deviceTokens: 'a' });

describe('entries that were deleted to be written anew', () => {
	const novu = useNovu();
	let lossy: LossyServer;
	beforeAll(async () => (lossy = await startLossyServer(() => novu.sandbox.url)));
	afterAll(async () => await lossy.close());

	const integrationId = (identifier: string) =>
		novu.sandbox.store.integrations
			.lookup('provider', 'fcm')
			.find((candidate) => candidate.identifier === identifier)!._id;
	const entry = (identifier: string, ...deviceTokens: string[]) => ({
		providerId: 'fcm',
		_integrationId: integrationId(identifier),
		credentials: { deviceTokens },
	});
	const subscriber = (...channels: Array<ReturnType<typeof entry>>) =>
		novu.sandbox.store.addSubscriber('s', { channels });
	/** What the subscriber has, the integrations in whatever order. */
	const tokens = () =>
		Object.fromEntries(
			['fcm-ios', 'fcm-android'].map((identifier) => [
				identifier,
				novu.sandbox.store
					.subscriber('s')!
					.channels.filter(({ _integrationId: id }) => id === integrationId(identifier))
					.map(({ credentials }) => credentials?.deviceTokens),
			]),
		);
	const writes = () => calls(novu.sandbox).filter((call) => !call.startsWith('GET'));
	const run = async (parameters: IDataObject) => {
		novu.sandbox.requests.length = 0;
		return await runWorkflow({
			workflow: novuWorkflow(parameters),
			credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: lossy.url } },
			items: [{}],
		});
	};

	it('are restored after a failed write, each with the tokens of its own integration', async () => {
		subscriber(entry('fcm-ios', 'a'), entry('fcm-android', 'x', 'y'), entry('fcm-ios', 'b'));
		lossy.loseNext('before', 'PUT');
		const { error } = await run(merge);
		expect(error?.message).toContain('connection');
		expect(`${error?.message} ${error?.description}`).not.toContain('written back');
		expect(tokens()).toEqual({ 'fcm-ios': [['a', 'b']], 'fcm-android': [['x', 'y']] });
	});

	it('are restored as they were, also with the token that was to go', async () => {
		subscriber(entry('fcm-android', 'a', 'x'), entry('fcm-ios', 'a'), entry('fcm-android', 'y'));
		lossy.loseNext('before', 'PUT');
		await run(remove);
		expect(tokens()).toEqual({ 'fcm-android': [['a', 'x', 'y']], 'fcm-ios': [] });
	});

	it('are left alone where the deletion did not arrive', async () => {
		subscriber(entry('fcm-ios', 'a'), entry('fcm-android', 'x'), entry('fcm-ios', 'b'));
		lossy.loseNext('before', 'DELETE');
		const { error } = await run(merge);
		expect(error).toBeDefined();
		expect(writes()).toEqual([]);
		expect(tokens()).toEqual({ 'fcm-ios': [['a'], ['b']], 'fcm-android': [['x']] });
	});

	it('are restored where the deletion was carried out and its answer lost', async () => {
		subscriber(entry('fcm-ios', 'a'), entry('fcm-android', 'x'), entry('fcm-ios', 'b'));
		lossy.loseNext('after', 'DELETE');
		const { error } = await run(merge);
		expect(error).toBeDefined();
		expect(tokens()).toEqual({ 'fcm-ios': [['a', 'b']], 'fcm-android': [['x']] });
	});

	it('are not restored over what somebody else has written since', async () => {
		subscriber(entry('fcm-ios', 'a'), entry('fcm-android', 'x'), entry('fcm-ios', 'b'));
		lossy.loseNext('after', 'DELETE', () => {
			novu.sandbox.store.subscriber('s')!.channels.push(entry('fcm-android', 'new'));
		});
		await run(merge);
		expect(tokens()).toEqual({ 'fcm-ios': [['a', 'b']], 'fcm-android': [['new']] });
	});
});
