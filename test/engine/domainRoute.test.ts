import type { IDataObject } from 'n8n-workflow';
import { addAgent } from '../../sandbox/agents';
import { addDomain } from '../../sandbox/domains';
import { answer, startFaultServer } from '../../sandbox/faultServer';
import { plausibleAnswer } from '../../sandbox/plausible';
import { byId, calls, useNovu } from './support';

const NAME = 'inbound.example.com';
const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'domainRoute',
	operation,
	domain: byId(NAME),
	...parameters,
});
const support = { address: 'support' };
const email = { ...support, from: 'ada@example.com', subject: 'Hello' };

describe('Domain Route', () => {
	const novu = useNovu();
	beforeEach(() => {
		addDomain(novu.sandbox.store, NAME);
		addAgent(novu.sandbox.store, 'support-agent');
	});
	const add = async (address = 'support') => {
		const [added] = await novu.output(of('create', { address }));
		novu.sandbox.requests.length = 0;
		return added;
	};

	it('is made for an address of the domain, however it is given', async () => {
		const added = await add('Support@Inbound.Example.com');
		expect(added).toMatchObject({ address: 'support', type: 'webhook' });
		expect(await novu.output(of('get', { address: 'SUPPORT' }))).toEqual([added]);
		expect(await novu.failure(of('create', support))).toContain("Use 'Update'");
	});

	it('goes to an agent by its identifier', async () => {
		const agent = { ...support, type: 'agent', agentId: byId('support-agent') };
		const [added] = await novu.output(of('create', agent));
		expect(added).toMatchObject({ type: 'agent' });
		const filters = { agentId: byId('support-agent') };
		await add('other');
		expect(await novu.output(of('getAll', { filters }))).toEqual([added]);
		const byItsId = { ...agent, address: 'x', agentId: byId(String(added.agentId)) };
		expect(await novu.failure(of('create', byItsId))).toContain('identifier, not its ID');
	});

	it('is sent elsewhere, and keeps the rest', async () => {
		await add();
		await novu.output(of('update', { ...support, updateFields: { data: '{"team":"a"}' } }));
		const updateFields = { type: 'agent', agentId: byId('support-agent') };
		expect(await novu.output(of('update', { ...support, updateFields }))).toMatchObject([
			{ type: 'agent', data: { team: 'a' } },
		]);
		const back = { ...support, updateFields: { type: 'webhook' } };
		expect((await novu.output(of('update', back)))[0]).not.toHaveProperty('agentId');
	});

	it.each<[string, IDataObject, string]>([
		['an address of another domain', of('get', { address: 'a@example.org' }), 'no address of'],
		['an address without a name', of('get', { address: `@${NAME}` }), 'no address of'],
		[
			'no agent',
			of('create', { ...support, type: 'agent', agentId: byId('={{ $json.missing }}') }),
			"'Agent' is empty",
		],
		['nothing to update', of('update', support), 'nothing to update'],
		[
			'an agent without its identifier',
			of('update', { ...support, updateFields: { type: 'agent' } }),
			'no agent is given',
		],
		[
			'an agent for webhooks',
			of('update', { ...support, updateFields: { type: 'webhook', agentId: byId('a') } }),
			'an agent is given',
		],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		expect(await novu.failure(parameters)).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('is deleted, with the one for all others by *', async () => {
		await add();
		await add('*');
		expect(await novu.output(of('delete', { address: '*' }))).toEqual([
			{ deleted: true, domain: NAME, address: '*' },
		]);
		expect(calls(novu.sandbox)).toEqual([`DELETE /v1/domains/${NAME}/routes/*`]);
		expect(await novu.output(of('getAll', { returnAll: true }))).toHaveLength(1);
	});

	it('shows where an email would go, and sends none, unless told', async () => {
		await add();
		const [tried] = await novu.output(
			of('test', { ...email, additionalFields: { text: 'Größe' } }),
		);
		expect(tried).toMatchObject({
			domain: NAME,
			address: 'support',
			matched: true,
			dryRun: true,
			payload: { mail: { text: 'Größe', from: [{ address: 'ada@example.com' }] } },
		});
		expect(novu.sandbox.requests[0].body).toMatchObject({ dryRun: true });
	});

	it('fails where nothing was delivered, which Novu answers with success', async () => {
		expect(await novu.failure(of('test', email))).toContain('was not delivered: no route takes it');
		await add();
		const real = of('test', { ...email, dryRun: false });
		expect(await novu.failure(real)).toContain('outbound webhooks are switched off');
		const updateFields = { type: 'agent', agentId: byId('support-agent') };
		await novu.output(of('update', { ...support, updateFields }));
		expect(await novu.failure(real)).toContain('the agent has answered with HTTP 502');
	});

	it('comes through with what was delivered', async () => {
		const delivered = { matched: true, dryRun: false, webhook: { latencyMs: 12 } };
		const server = await startFaultServer(plausibleAnswer);
		server.play(answer(200, { data: delivered }));
		try {
			novu.credentials.novuApi.baseUrl = server.url;
			const [tried] = await novu.output(of('test', { ...email, dryRun: false }));
			expect(tried).toEqual({ domain: NAME, address: 'support', ...delivered });
		} finally {
			novu.credentials.novuApi.baseUrl = novu.sandbox.url;
			await server.close();
		}
	});
});
