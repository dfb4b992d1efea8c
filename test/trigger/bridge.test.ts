import { startSandbox, type Sandbox } from '../../sandbox';
import { addAgent } from '../../sandbox/agents';
import { freshTrigger } from './support';
import { hostTrigger, type Host } from './harness';

const OTHER = 'http://127.0.0.1:9999/of-somebody-else';
const registering = (more: object = {}) => ({
	triggerOn: 'agentMessage',
	agentEvents: ['onMessage'],
	registerBridge: true,
	agentId: { __rl: true, mode: 'id', value: 'support' },
	...more,
});
const replacing = registering({ options: { replaceUrl: true } });

describe("the production URL as an agent's bridge", () => {
	let sandbox: Sandbox;
	let host: Host;

	beforeEach(async () => {
		sandbox = await startSandbox();
		addAgent(sandbox.store, 'support');
		addAgent(sandbox.store, 'sales');
		host = await hostTrigger({
			node: await freshTrigger(),
			parameters: registering(),
			credentials: {
				novuApi: { apiKey: sandbox.apiKey, region: 'custom', baseUrl: sandbox.url },
			},
		});
	});
	afterEach(async () => {
		await host.close();
		await sandbox.close();
	});

	const bridgeOf = (identifier = 'support') =>
		sandbox.store.agents.first('identifier', identifier)?.bridgeUrl ?? null;
	const putBy = (bridgeUrl: string | null) =>
		Object.assign(sandbox.store.agents.first('identifier', 'support')!, { bridgeUrl });
	const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');

	it('is set at publishing and taken back afterwards', async () => {
		await host.publish();
		const url = bridgeOf();
		expect(url).toMatch(/\/webhook\/.*novu$/);
		await host.unpublish();
		expect(bridgeOf()).toBeNull();
		expect(host.staticData()).not.toHaveProperty(['node:Novu Trigger', 'bridge']);
	});

	it('is set once, whatever is published again without having been taken back', async () => {
		await host.publish();
		await host.publish();
		expect(writes()).toHaveLength(1);
		await host.unpublish();
		expect(bridgeOf()).toBeNull();
	});

	it('is not set unless the user asks for it, nor from the editor', async () => {
		host.change({ parameters: registering({ registerBridge: false }) });
		await host.publish();
		host.change({ parameters: registering(), mode: 'manual' });
		await host.publish();
		await host.unpublish();
		expect(sandbox.requests).toEqual([]);
		expect(bridgeOf()).toBeNull();
	});

	it('is not taken back when one stops to listen in the editor', async () => {
		await host.publish();
		const url = bridgeOf();
		host.change({ mode: 'manual' });
		await host.unpublish();
		expect(bridgeOf()).toBe(url);
	});

	it('is not put over the one of somebody else: publishing fails and says where that one leads', async () => {
		putBy(OTHER);
		await expect(host.publish()).rejects.toMatchObject({
			message: 'The agent "support" has another bridge URL already, at 127.0.0.1:9999',
			description: expect.stringContaining("'Replace Another URL'") as string,
		});
		expect(bridgeOf()).toBe(OTHER);
		await host.unpublish();
		expect(bridgeOf()).toBe(OTHER);
		expect(writes()).toEqual([]);
	});

	it('is put over it where the user says so, and the other one is put back', async () => {
		putBy(OTHER);
		host.change({ parameters: replacing });
		await host.publish();
		expect(bridgeOf()).not.toBe(OTHER);
		await host.publish();
		await host.unpublish();
		expect(bridgeOf()).toBe(OTHER);
	});

	it('stays as it is where somebody has put another one in its place', async () => {
		await host.publish();
		putBy(OTHER);
		await host.unpublish();
		expect(bridgeOf()).toBe(OTHER);
		expect(writes()).toHaveLength(1);
	});

	it('is not taken back where it was there before, put in by hand', async () => {
		await host.publish();
		const url = bridgeOf();
		await host.unpublish();
		putBy(url);
		await host.publish();
		await host.unpublish();
		expect(bridgeOf()).toBe(url);
	});

	it('moves with the choice of the agent, also where nothing was taken back before', async () => {
		await host.publish();
		const agentId = { __rl: true, mode: 'id', value: 'sales' };
		host.change({ parameters: registering({ agentId }) });
		await host.publish();
		expect([bridgeOf('support'), bridgeOf('sales')]).toEqual([
			null,
			expect.stringMatching(/novu$/),
		]);
	});

	it('is forgotten with an agent that was deleted meanwhile', async () => {
		await host.publish();
		sandbox.store.agents.delete(sandbox.store.agents.first('identifier', 'support')!);
		const agentId = { __rl: true, mode: 'id', value: 'sales' };
		host.change({ parameters: registering({ agentId }) });
		await host.publish();
		expect(bridgeOf('sales')).toMatch(/novu$/);
		await host.unpublish();
		expect(bridgeOf('sales')).toBeNull();
		expect(host.log).toEqual([]);
	});

	it('is asked of an agent that is there', async () => {
		const agentId = { __rl: true, mode: 'id', value: 'nobody' };
		host.change({ parameters: registering({ agentId }) });
		await expect(host.publish()).rejects.toMatchObject({
			message: 'Agent with identifier "nobody" was not found. (HTTP 404)',
		});
	});

	it('says that agents are not enabled where the server has none', async () => {
		await host.close();
		await sandbox.close();
		sandbox = await startSandbox({ novu: '2.0' });
		host = await hostTrigger({
			node: await freshTrigger(),
			parameters: registering(),
			credentials: {
				novuApi: { apiKey: sandbox.apiKey, region: 'custom', baseUrl: sandbox.url },
			},
		});
		await expect(host.publish()).rejects.toMatchObject({
			message: 'Agents are not enabled here (HTTP 404)',
		});
	});

	it('lets the workflow be taken out of use where Novu cannot be told, and says so in the log', async () => {
		await host.publish();
		host.change({
			credentials: {
				novuApi: { apiKey: 'another-key', region: 'custom', baseUrl: sandbox.url },
			},
		});
		expect(await host.unpublish()).toBe(true);
		expect(host.log.join()).toContain('could not take its URL back from Novu\'s agent "support"');
	});
});
