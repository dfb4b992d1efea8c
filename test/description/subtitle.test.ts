import type { INodeTypeDescription } from 'n8n-workflow';
import { evaluate } from './evaluate';
import { builtNodes, choicesOf, selectionsOf } from './walk';

async function descriptionOf(name: string): Promise<INodeTypeDescription> {
	return (await builtNodes()).find(({ description }) => description.name === name)!.description;
}

const wordsOf = (value: string) => value.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

describe('the subtitle of', () => {
	it('the node is the name of the operation and of the resource', async () => {
		const description = await descriptionOf('novu');
		for (const { resource = '', operation = '' } of selectionsOf(description)) {
			const { name } = description.properties
				.filter((property) => property.name === 'operation')
				.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource))
				.flatMap(choicesOf)
				.find(({ value }) => value === operation)!;
			expect(evaluate(description.subtitle!, { resource, operation })).toBe(
				`${name.toLowerCase()}: ${wordsOf(resource)}`,
			);
		}
	});

	it.each([
		[{ triggerOn: 'event', events: ['message.failed', 'any'] }, 'Message Failed, Any Event'],
		[{ triggerOn: 'event', events: ['of.a.newer.novu'] }, 'of.a.newer.novu'],
		[{ triggerOn: 'agentMessage', agentEvents: ['onMessage'] }, 'Agent: Message'],
		[{ triggerOn: 'delivery' }, 'Delivery Request'],
	])('the trigger is what it waits for: %j', async (parameters, subtitle) => {
		const description = await descriptionOf('novuTrigger');
		expect(evaluate(description.subtitle!, parameters)).toBe(subtitle);
	});
});
