import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { exampleWorkflows } from './files';
import { builtNodes, entriesOf, isShown, type BuiltNode } from './walk';

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
	// n8n makes tools of a node, and a human review of one that can ask.
	const type = node.type.replace(/(Hitl)?Tool$/, '');
	const built = nodes.find(({ description }) => PACKAGE + description.name === type);
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

/** n8n adds these to a node that is used as a tool. */
function isOfTool({ type }: INode, name: string): boolean {
	return type.endsWith('Tool') && ['descriptionType', 'toolDescription'].includes(name);
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
			const own = Object.entries(node.parameters).filter(([name]) => !isOfTool(node, name));
			return unknownNames(Object.fromEntries(own), shown).map((name) => `${where}: ${name}`);
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

/** Of a node on n8n's canvas; its name stands below it. */
const NODE_SIZE = { width: 96, height: 96 };
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** A part of the canvas. */
interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

function boxOf({ name, type, position: [left, top], parameters }: INode): Box {
	const { width, height } =
		type === STICKY_NOTE ? (parameters as { width: number; height: number }) : NODE_SIZE;
	return { name, left, top, right: left + width, bottom: top + height };
}

function overlaps(one: Box, other: Box): boolean {
	const beside = one.right <= other.left || other.right <= one.left;
	return !beside && one.top < other.bottom && other.top < one.bottom;
}

describe('on the canvas, an example', () => {
	const examples = [...exampleWorkflows()];

	it.each(examples)('%s says in a note what it does', (_file, { nodes }) => {
		const notes = nodes.filter(({ type }) => type === STICKY_NOTE);
		expect(notes.map(({ parameters }) => parameters.content)).toContainEqual(
			expect.stringMatching(/^## .+\n.{40,}/s),
		);
	});

	it.each(examples)('%s has nothing that lies on another thing', (_file, { nodes }) => {
		const boxes = nodes.map(boxOf);
		const pairs = boxes.flatMap((one, i) => boxes.slice(i + 1).map((other) => [one, other]));
		const wrong = pairs.filter(([one, other]) => overlaps(one, other));
		expect(wrong.map((pair) => pair.map(({ name }) => name))).toEqual([]);
	});

	it.each(examples)('%s names only nodes that it has', (_file, { nodes, connections }) => {
		const names = nodes.map(({ name }) => name);
		const targets = Object.values(connections).flatMap((byType) =>
			Object.values(byType).flatMap((outputs) => outputs.flatMap((links) => links ?? [])),
		);
		const inExpressions = nodes.flatMap(({ parameters }) =>
			[...JSON.stringify(parameters).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name),
		);
		const named = [
			...Object.keys(connections),
			...targets.map(({ node }) => node),
			...inExpressions,
		];
		expect(named.filter((name) => !names.includes(name))).toEqual([]);
	});

	it.each(examples)('%s does something with what fails', (_file, { nodes, connections }) => {
		const forgotten = nodes
			.filter(({ onError }) => onError === 'continueErrorOutput')
			.filter(({ name }) => !connections[name].main[1]?.length);
		expect(forgotten.map(({ name }) => name)).toEqual([]);
	});

	it.each(examples)('%s holds no ID of a credential', (_file, { nodes }) => {
		// n8n's IDs are random letters and digits; those of an example are words.
		const ids = nodes.flatMap(({ credentials }) =>
			Object.values(credentials ?? {}).map(({ id }) => id),
		);
		expect(ids.filter((id) => !/^[a-zA-Z]+$/.test(String(id)))).toEqual([]);
	});
});
