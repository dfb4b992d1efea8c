import type { INodeProperties } from 'n8n-workflow';
import { loadPackage } from '../../sandbox/runner';
import { builtNodes, choicesOf, entriesOf, parametersFor, type BuiltNode } from './walk';

/**
 * Saved workflows hold these names. One that is renamed or taken away breaks every workflow that
 * uses it, so that this list only grows.
 */
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
		expect(Object.keys(loader.nodeTypes)).toEqual(expect.arrayContaining(['novu']));
		expect(Object.keys(loader.credentialTypes)).toEqual(expect.arrayContaining(['novuApi']));
	});

	it('of the credential', async () => {
		const { properties } = (await loadPackage()).credentialType('novuApi');
		expect(properties.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['apiKey', 'region', 'baseUrl']),
		);
		expect(valuesOf('region', properties)).toEqual(expect.arrayContaining(['us', 'eu', 'custom']));
	});

	it('of Subscriber and its operations', () => {
		const { properties } = novu.description;
		expect(valuesOf('resource', properties)).toContain('subscriber');
		expect(
			valuesOf('operation', parametersFor(novu.description, { resource: 'subscriber' })),
		).toEqual(
			expect.arrayContaining([
				'deleteCredentials',
				'get',
				'getCredentials',
				'mergeDuplicateEntries',
				'removeDeviceTokens',
				'updateCredentials',
				'upsert',
			]),
		);
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
			alertUid: 'string',
			title: 'string',
			imageUrl: 'string',
			state: 'string',
			externalUrl: 'string',
			options: 'collection',
		});
		expect(valuesOf('tokenMode', properties)).toEqual(['append', 'replace']);
		const options = properties.find(({ name }) => name === 'options');
		const entries = options ? entriesOf(options)[0].values.map(({ name }) => name) : [];
		expect(entries).toContain('createSubscriberIfMissing');
	});

	it('of resources: one word for a thing, in singular and camelCase', () => {
		const known = [
			'agent',
			'channelConnection',
			'channelEndpoint',
			'context',
			'domain',
			'domainRoute',
			'environment',
			'environmentVariable',
			'event',
			'inboxNotification',
			'integration',
			'layout',
			'message',
			'notification',
			'subscriber',
			'subscriberPreference',
			'topic',
			'topicSubscription',
			'translation',
			'workflow',
		];
		const values = valuesOf('resource', novu.description.properties);
		expect(values.filter((value) => !known.includes(String(value)))).toEqual([]);
	});
});
