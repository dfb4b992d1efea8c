import type { INodeTypeDescription } from 'n8n-workflow';
import { builtNodes, choicesOf } from './walk';

/**
 * n8n's editor (2.41, `getMainAuthField`) takes a field for the choice of authentication where each of
 * its values shows a credential. It hides such a field, and sets it when a new credential is saved.
 */
function takenForAuthentication({ credentials = [], properties }: INodeTypeDescription): string[] {
	const showing = (name: string) =>
		credentials.flatMap(({ displayOptions }) => displayOptions?.show?.[name] ?? []);
	return properties
		.filter(({ name }) => showing(name).length > 0)
		.filter((field) => choicesOf(field).every(({ value }) => showing(field.name).includes(value)))
		.map(({ name }) => name);
}

describe('a field that says which credential is needed', () => {
	it('stays in the editor, and as the user has set it', async () => {
		const nodes = await builtNodes();
		const wrong = nodes.flatMap(({ description }) => takenForAuthentication(description));
		expect(wrong).toEqual([]);
	});

	it('does not where each of its values shows one', async () => {
		const nodes = await builtNodes();
		const { description } = nodes.find((node) => node.description.name === 'novuTrigger')!;
		const [secret, ...others] = description.credentials!;
		const show = { triggerOn: ['delivery', 'event'] };
		const credentials = [{ ...secret, displayOptions: { show } }, ...others];
		expect(takenForAuthentication({ ...description, credentials })).toEqual(['triggerOn']);
	});
});
