import type { INodeProperties } from 'n8n-workflow';
import { loadPackage } from '../../sandbox/runner';
import { OPERATIONS } from './operationNames';
import { builtNodes, choicesOf, entriesOf, parametersFor, type BuiltNode } from './walk';

/** IDs that are one thing in every operation, so that a value survives a change of the operation. */
const LOCATORS = [
	'subscriberId',
	'topicKey',
	'workflowId',
	'agentId',
	'subscriptionIdentifier',
	'integrationIdentifier',
	'layoutId',
	'domain',
	'messageId',
	'notificationId',
];

let novu: BuiltNode;

beforeAll(async () => {
	const found = (await builtNodes()).find(({ description }) => description.name === 'novu');
	if (!found) throw new Error('The package has no node "novu"');
	novu = found;
});

/** The values of a list, of all its variants. */
function valuesOf(name: string, properties: readonly INodeProperties[]): unknown[] {
	return properties
		.filter((property) => property.name === name)
		.flatMap(choicesOf)
		.map(({ value }) => value);
}

describe('names that saved workflows depend on stay', () => {
	it('of the package, its nodes and credentials', async () => {
		const { name, loader } = await loadPackage();
		expect(name).toBe('n8n-nodes-novu');
		expect(Object.keys(loader.nodeTypes)).toEqual(
			expect.arrayContaining(['novu', 'novuTrigger', 'novuPollingTrigger']),
		);
		expect(Object.keys(loader.credentialTypes)).toEqual(
			expect.arrayContaining(['novuApi', 'novuWebhookSecretApi']),
		);
	});

	it('of the credential', async () => {
		const { properties } = (await loadPackage()).credentialType('novuApi');
		expect(properties.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['apiKey', 'region', 'baseUrl']),
		);
		expect(valuesOf('region', properties)).toEqual(expect.arrayContaining(['us', 'eu', 'custom']));
	});

	it.each(Object.entries(OPERATIONS))('of the operations of %s', (resource, operations) => {
		const properties = parametersFor(novu.description, { resource });
		const own = properties.filter(({ name }) => name === 'operation');
		expect(valuesOf('resource', properties)).toContain(resource);
		expect(valuesOf('operation', own)).toEqual(expect.arrayContaining(operations.split(' ')));
	});

	it.each(LOCATORS)('of the ID %s, found in a list or given', (name) => {
		const types = novu.description.properties
			.filter((property) => property.name === name)
			.map(({ type }) => type);
		expect([...new Set(types)]).toEqual(['resourceLocator']);
	});

	it('of Update Credentials', () => {
		const properties = parametersFor(novu.description, {
			resource: 'subscriber',
			operation: 'updateCredentials',
		});
		const types = Object.fromEntries(properties.map(({ name, type }) => [name, type]));
		expect(types).toMatchObject({
			subscriberId: 'resourceLocator',
			providerId: 'options',
			integrationIdentifier: 'resourceLocator',
			tokenMode: 'options',
			deviceTokens: 'string',
			webhookUrl: 'string',
			channel: 'string',
			additionalProperties: 'collection',
			createSubscriberIfMissing: 'boolean',
			options: 'collection',
		});
		const extra = properties.find(({ name }) => name === 'additionalProperties');
		expect(entriesOf(extra!)[0].values.map(({ name }) => name)).toEqual([
			'alertUid',
			'channel',
			'deviceTokens',
			'externalUrl',
			'imageUrl',
			'state',
			'title',
			'webhookUrl',
		]);
		expect(valuesOf('tokenMode', properties)).toEqual(['append', 'replace']);
	});
});
