import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { exampleWorkflows } from './files';
import { builtNodes, entriesOf, isShown, toolOf, type BuiltNode } from './walk';

const PACKAGE = 'n8n-nodes-novu.';

/** A node of this package in an example. */
interface Used {
	/** For messages: the file and the node's name */
	where: string;
	node: INode;
	built: BuiltNode;
	/** The node's parameters with the defaults of those that are left out */
	parameters: INodeParameters;
}

let used: Used[];

beforeAll(async () => {
	const nodes = await builtNodes();
	used = [...exampleWorkflows()].flatMap(([file, workflow]) =>
		workflow.nodes
			.filter(({ type }) => type.startsWith(PACKAGE))
			.map((node) => usedNode(`${file} "${node.name}"`, node, nodes)),
	);
	expect(used).not.toHaveLength(0);
});

function usedNode(where: string, node: INode, nodes: readonly BuiltNode[]): Used {
	const tools = nodes.map((built) => ({ ...built, description: toolOf(built.description) }));
	const built = [...nodes, ...tools].find(
		({ description }) => PACKAGE + description.name === node.type,
	);
	if (!built) throw new Error(`${where} is a ${node.type}, which the package does not have`);
	const { description } = built;
	const parameters = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return { where, node, built, parameters: parameters ?? {} };
}

/** Parameters that are given but not known, those inside of collections included. */
function unknownNames(given: INodeParameters, known: readonly INodeProperties[]): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const property = known.find((candidate) => candidate.name === name);
		if (!property) return [name];
		if (property.type !== 'collection') return [];
		const [{ values }] = entriesOf(property);
		return unknownNames(value as INodeParameters, values).map((inner) => `${name}.${inner}`);
	});
}

describe('the example workflows', () => {
	it('use versions and credentials that exist', () => {
		for (const { where, node, built } of used) {
			const { version, credentials = [] } = built.description;
			expect({ where, version: node.typeVersion }).toEqual({ where, version });
			const known = credentials.map(({ name }) => name);
			const others = Object.keys(node.credentials ?? {}).filter((name) => !known.includes(name));
			expect({ where, others }).toEqual({ where, others: [] });
		}
	});

	it('use parameters that are there and shown', () => {
		const wrong = used.flatMap(({ where, node, built: { description }, parameters }) => {
			const shown = description.properties.filter((property) =>
				isShown(property, parameters, description),
			);
			return unknownNames(node.parameters, shown).map((name) => `${where}: ${name}`);
		});
		expect(wrong).toEqual([]);
	});

	it('use values that n8n accepts', () => {
		for (const { where, node, built, parameters } of used) {
			const { properties } = built.description;
			const issues = NodeHelpers.getNodeParametersIssues(
				properties,
				{ ...node, parameters },
				built.description,
			);
			expect({ where, issues }).toEqual({ where, issues: null });
		}
	});
});
