import { offeredTwice } from '../contract/coverage';
import { STEPS, WAITING } from '../e2e/tour';
import { actionFiles, engineTests } from './files';
import { OPERATIONS } from './operationNames';
import { builtNodes, nameOf, selectionsOf } from './walk';

/** Operations that the node offers, as `resource.operation`. */
let offered: string[];

beforeAll(async () => {
	const novu = (await builtNodes()).find(({ description }) => description.name === 'novu');
	offered = selectionsOf(novu!.description).map(nameOf);
	expect(offered.length).toBeGreaterThan(50);
});

/** Whether a test in `test/engine` names the resource and the operation. */
function isTested(operation: string): boolean {
	const [resource, name] = operation.split('.');
	return [...engineTests().values()].some((text) =>
		[resource, name].every((word) => new RegExp(`['"\`.]${word}['"\`]`).test(text)),
	);
}

function isNamed(operation: string): boolean {
	const [resource, name] = operation.split('.');
	return (OPERATIONS[resource] ?? '').split(' ').includes(name);
}

/** What else an operation must have is looked at where the cases, samples and the README are. */
const NEEDED: Array<[what: string, todo: string, has: (operation: string) => boolean]> = [
	[
		'a test of its behaviour',
		'write one in test/engine/ that names resource and operation',
		isTested,
	],
	[
		'a step of the tour',
		'add one in test/e2e/tour/, and its row to index.js there where the row is new',
		(name) => WAITING.includes(name) || STEPS.some(({ operation }) => operation === name),
	],
	[
		'its name among those that never change',
		'add it to OPERATIONS in test/description/operationNames.ts',
		isNamed,
	],
];

describe('every operation has', () => {
	it.each(NEEDED)('%s, else: %s', (what, todo, has) => {
		const lacking = offered.filter((name) => !has(name));
		expect(lacking.map((name) => `${name} lacks ${what}: ${todo}`)).toEqual([]);
	});

	it('what tells one that has none of it', () => {
		const made = `made${'Up'}.operation`;
		expect(NEEDED.map(([what, , has]) => [what, has(made)])).toEqual(
			NEEDED.map(([what]) => [what, false]),
		);
	});
});

describe("an operation's file", () => {
	const OPERATION = /^export const \w+(: Operation = | = \w+Operation\()/m;
	const DECLARATION = /^(export )?(async )?(const|let|function|interface|type|class) .*/m;

	it('begins with the operation; its fields and what it needs follow', () => {
		const files = [...actionFiles()].filter(([, code]) => OPERATION.test(code));
		expect(files.length).toBeGreaterThan(100);
		const others = files.filter(([, code]) => !OPERATION.test(DECLARATION.exec(code)![0]));
		expect(others.map(([file]) => `${file}: move the operation above the rest`)).toEqual([]);
	});
});

describe("a function of the official SDK's", () => {
	it('has operations, or a reason why there is none, and not both', () => {
		const todo = 'take the reason out of test/contract/notOffered.ts, or the operations out here';
		expect(offeredTwice().map((name) => `${name} has both: ${todo}`)).toEqual([]);
	});
});
