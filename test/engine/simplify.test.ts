import type { IDataObject } from 'n8n-workflow';
import { byId, calls, useNovu } from './support';

const subscriber = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'subscriber',
	operation,
	subscriberId: byId('crm-1001'),
	...parameters,
});
const append = { providerId: 'fcm', deviceTokens: '={{ $json.token ?? "device-1" }}' };

describe.each(['3.19', '2.0'] as const)(
	"Simplify of Novu's subscriber, on Novu %s",
	(novuVersion) => {
		const novu = useNovu({ novu: novuVersion });
		const output = async (parameters: IDataObject) => {
			const { items, error } = await novu.run(parameters);
			expect(error).toBeUndefined();
			return items('Novu')[0].json;
		};

		it.each([
			['get', {}],
			['update', { updateFields: { firstName: 'Ada' } }],
			['upsert', { additionalFields: { firstName: 'Ada' } }],
			['updateOnlineStatus', { isOnline: true }],
			['updateCredentials', append],
			['updateCredentials', { providerId: 'slack', webhookUrl: 'https://example.com/hook' }],
			['removeDeviceTokens', append],
			['mergeDuplicateEntries', { providerId: 'fcm' }],
		])(
			'is off for %s, and leaves at most ten of the fields where it is on',
			async (name, given) => {
				const whole = await output(subscriber(name, given));
				expect(whole).toMatchObject({ subscriberId: 'crm-1001' });
				expect(whole).toHaveProperty('_organizationId');
				expect(whole).toHaveProperty('channels');
				const simple = await output(subscriber(name, { ...given, simplify: true }));
				const names = Object.keys(simple);
				expect(names.length).toBeLessThanOrEqual(10);
				expect(Object.keys(whole)).toEqual(expect.arrayContaining(names));
				expect(simple).toMatchObject({ subscriberId: 'crm-1001' });
				expect(simple).not.toHaveProperty('_organizationId');
			},
		);

		it('keeps what the operation is about', async () => {
			const status = subscriber('updateOnlineStatus', { isOnline: true, simplify: true });
			expect(await output(status)).toMatchObject({ isOnline: true });
			const written = await output(subscriber('updateCredentials', { ...append, simplify: true }));
			expect(JSON.stringify(written.channels)).toContain('device-1');
		});

		it.each(['updateCredentials', 'removeDeviceTokens'])(
			'is the choice of each item where %s has one request for several',
			async (operation) => {
				const parameters = subscriber(operation, { ...append, simplify: '={{ $json.simple }}' });
				const { items } = await novu.run(parameters, [
					{ token: 'device-1', simple: false },
					{ token: 'device-2', simple: true },
					{ token: 'device-3', simple: 'false' },
				]);
				const isWhole = items('Novu').map(({ json }) => '_organizationId' in json);
				expect(isWhole).toEqual([true, false, true]);
			},
		);

		it('is refused before anything is sent where it is neither true nor false', async () => {
			const { error } = await novu.run(subscriber('get', { simplify: '={{ "perhaps" }}' }));
			expect(error?.message).toContain('\'Simplify\' is "perhaps"');
			expect(calls(novu.sandbox)).toEqual([]);
		});
	},
);

describe('Simplify of other answers', () => {
	const novu = useNovu();
	const endpoint: IDataObject = {
		resource: 'channelEndpoint',
		subscriberId: byId('crm-1001'),
		integrationIdentifier: byId('slack-main'),
		type: 'slack_user',
		userId: 'U1',
		additionalFields: { identifier: 'ada-slack' },
	};
	const integration = (): IDataObject => ({
		resource: 'integration',
		integrationId: byId(
			novu.sandbox.store.integrations.all.find(({ identifier }) => identifier === 'slack-main')
				?._id,
		),
	});

	it.each([
		['channelEndpoint.create', () => endpoint, 'createdAt'],
		['channelEndpoint.upsert', () => endpoint, 'createdAt'],
		[
			'integration.setAsPrimary',
			() => ({
				...integration(),
				// chat knows no primary integration
				integrationId: byId(
					novu.sandbox.store.addIntegration('sendgrid', 'email', { identifier: 'mail' })._id,
				),
			}),
			'_environmentId',
		],
		[
			'integration.update',
			() => ({ ...integration(), updateFields: { name: 'Chat' } }),
			'_environmentId',
		],
		['integration.create', () => ({ providerId: 'sendgrid' }), '_organizationId'],
		[
			'topic.checkSubscriber',
			() => ({ topicKey: byId('customers'), subscriberId: byId('crm-1001') }),
			'_organizationId',
		],
	] as const)('%s has at most ten fields, and all where it is off', async (name, given, other) => {
		const [resource, operation] = name.split('.');
		const parameters: IDataObject = { resource, operation, ...given() };
		const simple = await novu.run(parameters);
		expect(simple.error).toBeUndefined();
		const names = Object.keys(simple.items('Novu')[0].json);
		expect(names.length).toBeLessThanOrEqual(10);
		expect(names).not.toContain(other);
		novu.sandbox.reset();
		const whole = await novu.run({ ...parameters, ...given(), simplify: false });
		expect(whole.error).toBeUndefined();
		expect(Object.keys(whole.items('Novu')[0].json)).toEqual(
			expect.arrayContaining([...names, other]),
		);
	});

	it('is there for the update of an endpoint, too', async () => {
		await novu.run({ ...endpoint, operation: 'create' });
		const update = { ...endpoint, operation: 'update', endpointIdentifier: byId('ada-slack') };
		const simple = await novu.run(update);
		expect(simple.items('Novu')[0].json).not.toHaveProperty('createdAt');
		const whole = await novu.run({ ...update, simplify: false });
		expect(whole.items('Novu')[0].json).toHaveProperty('createdAt');
	});
});
