import type { INodeProperties } from 'n8n-workflow';
import { builtNodes, choicesOf, isShown, parametersFor, type BuiltNode } from './walk';

const SELECTION = { resource: 'subscriber', operation: 'updateCredentials' };

describe("the webhook URL of a subscriber's credentials", () => {
	let novu: BuiltNode;
	let properties: INodeProperties[];

	beforeAll(async () => {
		const nodes = await builtNodes();
		novu = nodes.find(({ description }) => description.name === 'novu') as BuiltNode;
		properties = parametersFor(novu.description, SELECTION);
	});

	/** The placeholders of all the fields that stand there. */
	const placeholders = (providerId: string) =>
		properties
			.filter(({ name }) => name === 'webhookUrl')
			.filter((field) => isShown(field, { ...SELECTION, providerId }, novu.description))
			.map(({ placeholder }) => placeholder);

	it('shows what the webhooks of the provider look like', () => {
		expect(placeholders('slack')).toEqual(['e.g. https://hooks.slack.com/services/…']);
		expect(placeholders('discord')).toEqual(['e.g. https://discord.com/api/webhooks/…']);
		expect(placeholders('getstream')).toEqual(['e.g. https://hooks.example.com/…']);
		expect(placeholders('={{ $json.provider }}')).toEqual(['e.g. https://hooks.example.com/…']);
	});

	it('stands once where the provider is one for chat, and not where it is one for push', () => {
		const providers = properties.filter(({ name }) => name === 'providerId').flatMap(choicesOf);
		expect(providers.length).toBeGreaterThan(20);
		for (const { name, value } of providers) {
			const count = name.startsWith('Chat: ') ? 1 : 0;
			expect({ name, count: placeholders(String(value)).length }).toEqual({ name, count });
		}
	});
});
