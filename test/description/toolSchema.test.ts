import { NodeHelpers, type INodeProperties } from 'n8n-workflow';
import {
	builtNodes,
	entriesOf,
	nameOf,
	parametersFor,
	selectionsOf,
	asTool,
	type BuiltNode,
} from './walk';

let novu: BuiltNode;

beforeAll(async () => {
	const found = (await builtNodes()).find(({ description }) => description.name === 'novu');
	if (!found) throw new Error('The package has no node "novu"');
	novu = found;
});

/** Fields that the editor lets a model fill: each has a button for it. */
const NO_BUTTON = ['collection', 'fixedCollection', 'notice', 'resourceMapper', 'hidden'];

const isForPeople = ({ displayOptions }: INodeProperties) =>
	displayOptions?.show?.['@tool']?.includes(false) === true;

/** The fields of an operation that a tool shows, entries of collections included. */
function fieldsForModels(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields
		.filter((field) => !isForPeople(field))
		.flatMap((field) => {
			const inner = entriesOf(field).flatMap(({ values }) => fieldsForModels(values));
			return NO_BUTTON.includes(field.type) || field.noDataExpression ? inner : [field, ...inner];
		});
}

/** What the editor makes of a field's label, see `fromModel` in `test/e2e/agentSupport.js`. */
const keyOf = ({ displayName }: INodeProperties) =>
	displayName.replace(/[^a-zA-Z0-9-]/g, '_').slice(0, 63);

/** What n8n tells a model of a field's kind. */
const kindOf = ({ type }: INodeProperties) =>
	['boolean', 'number', 'json'].includes(type) ? type : 'string';

function problems(check: (fields: INodeProperties[]) => string[]): string[] {
	const description = asTool(novu.description);
	return selectionsOf(description).flatMap((selection) =>
		check(fieldsForModels(parametersFor(description, selection))).map(
			(text) => `${nameOf(selection)}: ${text}`,
		),
	);
}

describe('what a model may fill in', () => {
	it('has a name and a description that say what to give', () => {
		const wrong = problems((fields) =>
			fields
				.filter((field) => !/[a-z]/i.test(keyOf(field)) || !field.description)
				.map(({ displayName }) => `${displayName} has no description or no name for a model`),
		);
		expect(wrong).toEqual([]);
	});

	it('has a type: of a JSON field n8n tells none', () => {
		const wrong = problems((fields) =>
			fields.filter((field) => kindOf(field) === 'json').map(keyOf),
		);
		expect(wrong).toEqual([]);
	});

	it('says in its name where it takes JSON', () => {
		const names = fieldsForModels(novu.description.properties).map(
			({ displayName }) => displayName,
		);
		expect(names).toContain('Payload (JSON)');
	});

	it('has a name of its own where its type is another: n8n refuses the tool otherwise', () => {
		const wrong = problems((fields) => {
			const kinds = new Map<string, string>();
			return fields.flatMap((field) => {
				const key = keyOf(field);
				const known = kinds.get(key) ?? kindOf(field);
				kinds.set(key, known);
				return known === kindOf(field) ? [] : [`${key} is ${known} and ${kindOf(field)}`];
			});
		});
		expect(wrong).toEqual([]);
	});

	it('is told what the tool does', () => {
		const description = asTool(novu.description);
		const wrong = selectionsOf(description).filter(
			({ resource, operation }) =>
				!/^[A-Z].+ in Novu$/.test(
					NodeHelpers.makeDescription({ resource, operation }, description),
				),
		);
		expect(wrong).toEqual([]);
	});
});
