import { NodeHelpers, type IDataObject, type INode } from 'n8n-workflow';
import { builtNodes } from '../description/walk';
import { byId, useNovu } from './support';

const NOTHING = '={{ $json.missing }}';

const of = (resource: string, operation: string, parameters: IDataObject): IDataObject => ({
	resource,
	operation,
	...parameters,
});
const credentials = (providerId: string, parameters: IDataObject = {}) =>
	of('subscriber', 'updateCredentials', {
		subscriberId: byId('crm-1001'),
		providerId,
		...parameters,
	});
const trigger = (to: string, parameters: IDataObject = {}) =>
	of('event', 'trigger', { workflowId: byId('welcome'), to, ...parameters });

/** What is empty, whose value decides that it is needed, and the label that n8n marks. */
const EMPTY: Array<[label: string, decider: string, parameters: IDataObject]> = [
	['Device Tokens', 'providerId', credentials('fcm')],
	['Device Tokens', 'providerId', credentials('one-signal')],
	['Webhook URL', 'providerId', credentials('slack')],
	['Webhook URL', 'providerId', credentials('zulip')],
	['Channel', 'providerId', credentials('rocket-chat', { webhookUrl: 'https://hooks.test/1' })],
	['Subscriber', 'to', trigger('subscriber')],
	['Subscriber IDs', 'to', trigger('subscribers')],
	['Topic', 'to', trigger('topic')],
];

describe('a field that must be filled', () => {
	const novu = useNovu();

	it.each(EMPTY)('%s is asked for by n8n where %s is fixed', async (label, _, parameters) => {
		await expect(novu.run(parameters)).rejects.toThrow(`Parameter "${label}" is required`);
		expect(novu.sandbox.requests).toEqual([]);
	});

	it.each(EMPTY)('%s is asked for by the node where %s is an expression', async (...given) => {
		const [label, decider, parameters] = given;
		const open = { ...parameters, [decider]: `={{ "${String(parameters[decider])}" }}` };
		const { error } = await novu.run(open);
		expect(error?.message).toMatch(new RegExp(`^'${label}' (is empty|names nobody)`));
		expect(novu.sandbox.requests).toEqual([]);
	});

	it('is asked for by the node where it is an expression that finds nothing', async () => {
		const { error } = await novu.run(credentials('fcm', { deviceTokens: NOTHING }));
		expect(error?.message).toContain("'Device Tokens' is empty");
		expect(novu.sandbox.requests).toEqual([]);
	});

	it('need not be filled for the other values of an expression', async () => {
		const parameters = credentials('={{ $json.provider }}', {
			deviceTokens: '={{ $json.token }}',
			webhookUrl: '={{ $json.url }}',
		});
		const { error, items } = await novu.run(parameters, [
			{ provider: 'fcm', token: 'token-1' },
			{ provider: 'slack', url: 'https://hooks.test/1' },
		]);
		expect(error).toBeUndefined();
		expect(items('Novu')).toHaveLength(2);
	});

	it('is told by the node, and not by n8n, for a provider that cannot deliver', async () => {
		const { error } = await novu.run(credentials('line'));
		expect(error?.message).toContain("nothing to write for LINE: 'Webhook URL' is empty");
	});
});

it.each([
	[true, ['Parameter "Agent" is required.']],
	[false, undefined],
	['={{ true }}', undefined],
])('the trigger asks for the agent where Register in Novu is %s', async (registerBridge, asked) => {
	const nodes = await builtNodes();
	const { description } = nodes.find((node) => node.description.name === 'novuTrigger')!;
	const agentId = { __rl: true, mode: 'list', value: '' };
	const parameters = { triggerOn: 'agentMessage', registerBridge, agentId };
	const node = { typeVersion: 1, parameters } as unknown as INode;
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	expect(issues?.parameters?.agentId).toEqual(asked);
});
