import type { IDataObject } from 'n8n-workflow';
import { novuWorkflow, runListSearch, runWorkflow } from '../../sandbox/runner';
import { answering, startOddServer, type OddServer } from './oddServer';
import { byId, calls, useNovu } from './support';

const integration = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'integration',
	operation,
	...parameters,
});
const sendgrid = integration('create', {
	providerId: 'sendgrid',
	credentials: { apiKey: 'SG.very-secret-key', from: 'news@example.com' },
});

describe('integrations', () => {
	const novu = useNovu();
	const stored = (identifier: string) => {
		const found = novu.sandbox.store.integrations.all.find((one) => one.identifier === identifier);
		if (!found) throw new Error(`There is no integration ${identifier}`);
		return found;
	};

	it('are created, switched on, and shown without their secrets', async () => {
		const { items, error } = await novu.run({
			...sendgrid,
			additionalFields: { name: 'Mail', identifier: 'mail' },
		});
		expect(error).toBeUndefined();
		expect(stored('mail')).toMatchObject({
			active: true,
			providerId: 'sendgrid',
			channel: 'email',
			credentials: { apiKey: 'SG.very-secret-key' },
		});
		expect(items('Novu')[0].json).toMatchObject({ identifier: 'mail', active: true });
		expect(JSON.stringify(items('Novu'))).not.toMatch(/very-secret|nvsk/);
	});

	it('of agents have a kind and no channel', async () => {
		await novu.run(integration('create', { providerId: 'anthropic' }));
		const body = novu.sandbox.requests.at(-1)?.body as IDataObject;
		expect(body).toMatchObject({ kind: 'agent', providerId: 'anthropic' });
		expect(body).not.toHaveProperty('channel');
	});

	it('of a provider that the list does not know need its channel', async () => {
		const unknown = integration('create', { providerId: '=carrier-pigeon' });
		const { error } = await novu.run(unknown);
		expect(error?.message).toContain('its channel is not known');
		expect(calls(novu.sandbox)).toEqual([]);
		await novu.run({ ...unknown, additionalFields: { channel: 'chat' } });
		expect(novu.sandbox.requests.at(-1)?.body).toMatchObject({
			providerId: 'carrier-pigeon',
			channel: 'chat',
		});
	});

	it('are changed in what was added alone', async () => {
		const { _id } = stored('slack-main');
		const { items } = await novu.run(
			integration('update', { integrationId: byId(_id), updateFields: { active: false } }),
		);
		expect(novu.sandbox.requests.at(-1)?.body).toEqual({ active: false });
		expect(items('Novu')[0].json).toMatchObject({ name: 'Slack', active: false });
	});

	it('need something to change', async () => {
		const updateFields = { credentials: '{}', name: '' };
		const { error } = await novu.run(
			integration('update', { integrationId: byId('a'), updateFields }),
		);
		expect(error?.message).toContain("'Update Fields' holds nothing to change");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('are deleted, and the list of those left is not handed on', async () => {
		const { _id } = stored('pushpad-old');
		const { items } = await novu.run(integration('delete', { integrationId: byId(_id) }));
		expect(items('Novu')).toEqual([
			{ json: { deleted: true, integrationId: _id }, pairedItem: { item: 0 } },
		]);
	});

	it('become primary', async () => {
		await novu.run({ ...sendgrid, additionalFields: { identifier: 'mail' } });
		const { _id } = stored('mail');
		const { items } = await novu.run(integration('setAsPrimary', { integrationId: byId(_id) }));
		expect(items('Novu')[0].json).toMatchObject({ identifier: 'mail', primary: true });
		expect(JSON.stringify(items('Novu'))).not.toMatch(/very-secret|nvsk/);
	});

	it('are listed up to a limit, filtered, and read once for all items', async () => {
		const list = integration('getAll', { returnAll: true, filters: { channel: 'push' } });
		const { items } = await novu.run(list, [{}, {}]);
		const push = novu.sandbox.store.integrations.all.filter((one) => one.channel === 'push');
		expect(items('Novu')).toHaveLength(2 * push.length);
		expect(calls(novu.sandbox)).toEqual(['GET /v1/environments/me', 'GET /v1/integrations']);
		expect(Object.keys(items('Novu')[0].json).length).toBeLessThanOrEqual(10);
		const some = await novu.run(integration('getAll', { limit: 2, simplify: false }));
		expect(some.items('Novu')).toHaveLength(2);
	});

	it('that are switched off are not among the active ones', async () => {
		const active = await novu.run(integration('getAllActive', { returnAll: true }));
		const all = await novu.run(integration('getAll', { returnAll: true }));
		const identifiers = (run: typeof all) => run.items('Novu').map(({ json }) => json.identifier);
		expect(identifiers(all)).toContain('pushpad-old');
		expect(identifiers(active)).not.toContain('pushpad-old');
	});

	it('are offered by ID, those that are off as such', async () => {
		const { results } = await runListSearch({
			method: 'searchIntegrationIds',
			credentials: novu.credentials,
			filter: 'pushpad',
		});
		expect(results).toEqual([
			{ name: 'Pushpad (pushpad-old) – inactive', value: stored('pushpad-old')._id },
		]);
	});

	it.each([
		[
			'generateConnectOAuthUrl',
			{ subscriberId: byId('crm-1001') },
			{ connectionMode: 'subscriber', subscriberId: 'crm-1001' },
		],
		[
			'generateConnectOAuthUrl',
			{ connectionMode: 'shared', context: '{ "tenant": "acme" }' },
			{ connectionMode: 'shared', context: { tenant: 'acme' } },
		],
		['generateLinkUserOAuthUrl', { subscriberId: byId('crm-1001') }, { subscriberId: 'crm-1001' }],
	])('hand out a URL with %s', async (operation, parameters, sent) => {
		const { items, error } = await novu.run(
			integration(operation, { integrationIdentifier: byId('slack-main'), ...parameters }),
		);
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json.url).toMatch(/^https:/);
		expect(novu.sandbox.requests.at(-1)?.body).toEqual({
			integrationIdentifier: 'slack-main',
			...sent,
		});
	});

	it('hand out a URL with linkChannelEndpoint, those of Telegram', async () => {
		novu.sandbox.store.addIntegration('telegram', 'chat', { identifier: 'bot' });
		const link = { integrationIdentifier: byId('bot'), subscriberId: byId('crm-1001') };
		const { items, error } = await novu.run(integration('linkChannelEndpoint', link));
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json.url).toMatch(/^https:/);
	});

	it('of a shared connection need a context', async () => {
		const { error } = await novu.run(
			integration('generateConnectOAuthUrl', {
				integrationIdentifier: byId('slack-main'),
				connectionMode: 'shared',
				context: '={{ {} }}',
			}),
		);
		expect(error?.message).toContain("'Context (JSON)' is empty");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it.each([
		['createMobileLink', { integrationIdentifier: byId('bot') }, 'expiresAt'],
		['configureWebhook', { integrationIdentifier: byId('bot') }, 'webhookUrl'],
	])('are set up with %s', async (operation, parameters, field) => {
		novu.sandbox.store.addIntegration('telegram', 'chat', { identifier: 'bot' });
		const { items, error } = await novu.run(integration(operation, parameters));
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json).toHaveProperty(field);
	});

	it('report whether their inbound webhook could be configured', async () => {
		const integrationId = byId(stored('slack-main')._id);
		const { items } = await novu.run(integration('autoConfigure', { integrationId }));
		expect(items('Novu')[0].json).toMatchObject({ success: false });
	});
});

describe('integrations on Novu 2.0, which lists all environments with their secrets', () => {
	const novu = useNovu({ novu: '2.0' });

	it.each(['getAll', 'getAllActive'])('%s shows those of its own, masked', async (operation) => {
		await novu.run(sendgrid);
		const { items } = await novu.run(integration(operation, { returnAll: true, simplify: false }));
		const environments = new Set(items('Novu').map(({ json }) => json._environmentId));
		expect(environments).toEqual(new Set([novu.sandbox.store.environment._id]));
		const [mail] = items('Novu').filter(({ json }) => json.providerId === 'sendgrid');
		expect(mail.json.credentials).toMatchObject({ apiKey: '***' });
		expect(JSON.stringify(items('Novu'))).not.toContain('very-secret');
	});
});

describe.each(['3.19', '2.0'] as const)('the secrets of an integration on Novu %s', (version) => {
	const novu = useNovu({ novu: version });
	const idOf = (providerId: string) =>
		byId(novu.sandbox.store.integrations.all.find((one) => one.providerId === providerId)?._id);

	/** Novu 2.0 answers with them as they are. */
	it('are masked in every answer that has them', async () => {
		const whole = { simplify: false };
		const created = await novu.run({ ...sendgrid, ...whole });
		const integrationId = idOf('sendgrid');
		const credentials = '{ "apiKey": "SG.another-secret-key", "from": "me@example.com" }';
		const updateFields = { credentials, active: true };
		const updated = await novu.run(
			integration('update', { ...whole, integrationId, updateFields }),
		);
		const primary = await novu.run(integration('setAsPrimary', { ...whole, integrationId }));
		for (const { items, error } of [created, updated, primary]) {
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toMatchObject({ providerId: 'sendgrid' });
			expect(JSON.stringify(items('Novu'))).not.toMatch(/-secret|nvsk/);
		}
		expect(novu.sandbox.store.integrations.get(String(integrationId.value))).toMatchObject({
			credentials: { apiKey: 'SG.another-secret-key' },
		});
	});

	it('are not among what is offered in a list', async () => {
		await novu.run(sendgrid);
		const lists = await Promise.all(
			['searchIntegrations', 'searchIntegrationIds'].map(
				async (method) => await runListSearch({ method, credentials: novu.credentials }),
			),
		);
		expect(lists.flatMap(({ results }) => results).length).toBeGreaterThan(0);
		expect(JSON.stringify(lists)).not.toMatch(/very-secret|nvsk/);
	});
});

describe('integrations that cannot be what is asked for', () => {
	const novu = useNovu();

	it('are told where the identifier is in use', async () => {
		const { error } = await novu.run({
			...sendgrid,
			additionalFields: { identifier: 'slack-main' },
		});
		expect(error).toMatchObject({ httpCode: '409' });
		expect(error?.message).toContain('identifier already exists');
	});

	it('are told where there is none of the ID', async () => {
		for (const operation of ['delete', 'setAsPrimary', 'update']) {
			const { error } = await novu.run(
				integration(operation, {
					integrationId: byId('66e1f0c0ffee0000000000aa'),
					updateFields: { name: 'Mail' },
				}),
			);
			expect(error).toMatchObject({ httpCode: '404' });
		}
	});
});

describe('the links of an integration on Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	it.each([
		'generateConnectOAuthUrl',
		'generateLinkUserOAuthUrl',
		'linkChannelEndpoint',
		'createMobileLink',
		'configureWebhook',
	])('%s is not there, and the message says that the server is older', async (operation) => {
		const { error } = await novu.run(
			integration(operation, {
				integrationIdentifier: byId('slack-main'),
				subscriberId: byId('crm-1001'),
			}),
		);
		expect(error).toMatchObject({ httpCode: '404' });
		expect(error?.description).toContain('the server is older than this operation');
	});
});

describe('what a user enters as a secret', () => {
	let server: OddServer;
	beforeAll(async () => (server = await startOddServer()));
	afterAll(async () => await server.close());
	const failed = async (parameters: IDataObject) => {
		const { items, error } = await runWorkflow({
			workflow: novuWorkflow(parameters, { onError: 'continueErrorOutput' }),
			credentials: { novuApi: { apiKey: 'key', region: 'custom', baseUrl: server.url } },
			items: [{}],
		});
		expect(error).toBeUndefined();
		return items('Novu', 1)[0].json;
	};

	it('is not repeated by an error, even where Novu repeats it', async () => {
		server.answer = answering(400, {
			message: 'Cannot connect with SG.very-secret-key',
			errors: { general: { messages: ['bad'], value: { apiKey: 'SG.very-secret-key' } } },
		});
		const json = await failed(sendgrid);
		expect(json.error).toContain('Cannot connect with ***');
		expect(JSON.stringify(json)).not.toContain('very-secret');
	});

	it('is not repeated in part, either', async () => {
		server.answer = answering(400, {
			message: 'Unexpected token, ..."very-secret"... is not JSON',
		});
		expect(JSON.stringify(await failed(sendgrid))).not.toContain('very-secret');
	});

	it('is not quoted where it is no JSON', async () => {
		const json = await failed({
			...sendgrid,
			credentials: '={{ "{ \\"apiKey\\": very-secret }" }}',
		});
		expect(json.error).toContain("'Credentials (JSON)' is not a JSON object");
		expect(JSON.stringify(json)).not.toContain('very-secret');
	});
});
