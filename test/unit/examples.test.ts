import type { INodeProperties } from 'n8n-workflow';
import { withExamples } from '../../nodes/Novu/fields/examples';

const FIELD: INodeProperties = { displayName: 'Name', name: 'name', type: 'string', default: '' };

function described(changes: Partial<INodeProperties>): string | undefined {
	return withExamples([{ ...FIELD, ...changes }])[0].description;
}

describe('the example in the description of a field', () => {
	it.each<[what: string, changes: Partial<INodeProperties>, expected: string]>([
		[
			'ends its sentence',
			{ description: 'The ID', placeholder: 'e.g. crm-4711' },
			'The ID, such as crm-4711',
		],
		[
			'has quotes where it is several words',
			{ description: 'The name', placeholder: 'e.g. Weekly summary' },
			'The name, such as "Weekly summary"',
		],
		[
			'is a sentence of its own after several',
			{ description: 'The link. It is shown.', placeholder: 'e.g. https://example.com' },
			'The link. It is shown. For example: "https://example.com".',
		],
		[
			'is one after parts of which the last is about something else',
			{ description: 'Its ID: not the name', placeholder: 'e.g. 66e1' },
			'Its ID: not the name. For example: "66e1".',
		],
		[
			'is JSON as it is',
			{ type: 'json', description: 'Data. It replaces all.', placeholder: 'e.g. { "a": 1 }' },
			'Data. It replaces all. For example: { "a": 1 }.',
		],
		[
			'is a time of its own',
			{ type: 'dateTime', description: 'When it ends' },
			'When it ends, such as 2026-12-01T09:00:00Z',
		],
		[
			'is that of the ID, of what is chosen from a list',
			{
				type: 'resourceLocator',
				description: 'The topic',
				modes: [
					{ displayName: 'From List', name: 'list', type: 'list' },
					{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. news' },
				],
			},
			'The topic, such as news',
		],
	])('%s', (_, changes, expected) => {
		expect(described(changes)).toBe(expected);
	});

	it.each<[what: string, changes: Partial<INodeProperties>]>([
		['that has one', { description: 'A language, as in en_US', placeholder: 'e.g. de_DE' }],
		['that names it', { description: 'The state: alerting or ok', placeholder: 'e.g. alerting' }],
		['without a placeholder', { description: 'The name' }],
		[
			'for a secret',
			{ description: 'The key', placeholder: 'e.g. abc', typeOptions: { password: true } },
		],
		['whose example is markup', { description: 'The page', placeholder: 'e.g. <p>Hello</p>' }],
		['that is chosen', { type: 'options', description: 'Which', placeholder: 'e.g. one' }],
	])('stays away from a field %s', (_, changes) => {
		expect(described(changes)).toBe(changes.description);
	});

	it('is there in collections and their groups, too', () => {
		const entry = { ...FIELD, description: 'The ID', placeholder: 'e.g. crm-4711' };
		const groups = [{ displayName: 'Values', name: 'values', values: [entry] }];
		const [collection, fixed] = withExamples([
			{ ...FIELD, type: 'collection', default: {}, options: [entry] },
			{ ...FIELD, type: 'fixedCollection', default: {}, options: groups },
		]);
		const told = { ...entry, description: 'The ID, such as crm-4711' };
		expect(collection.options).toEqual([told]);
		expect(fixed.options).toEqual([{ ...groups[0], values: [told] }]);
	});
});
