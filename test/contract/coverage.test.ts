import type { INodePropertyOptions } from 'n8n-workflow';
import { loadPackage } from '../../sandbox/runner';
import { cases } from './cases';
import { coverage } from './coverage';
import { notOffered } from './notOffered';
import { startRecorder, type Recorder } from './recorder';
import { officialSdk, sdkFunctions, spyOnSdk } from './sdk';

const LEAST_INPUTS = 3;

/** Operations of the built node, as `resource.operation`. */
async function operationsOfNode(): Promise<string[]> {
	const { nodeTypes } = await loadPackage();
	const { properties } = nodeTypes.getByNameAndVersion('n8n-nodes-novu.novu').description;
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options, displayOptions }) =>
			(options as INodePropertyOptions[]).map(
				({ value }) => `${String(displayOptions?.show?.resource?.[0])}.${String(value)}`,
			),
		);
}

/** The SDK's functions that the cases of an operation call. */
async function calledBy(operation: string, novu: Recorder): Promise<Set<string>> {
	const called = new Set<string>();
	for (const { sdk, answers } of cases.filter((one) => one.operation === operation)) {
		novu.expect(answers);
		const client = spyOnSdk(officialSdk(novu.url, 'example-key'), called);
		await Promise.allSettled([sdk(client, async () => await Promise.resolve())]);
	}
	return called;
}

const covered = Object.entries(coverage).flatMap(([name, entry]) =>
	'by' in entry ? entry.by.map((operation) => ({ name, operation })) : [],
);

describe('the list of what the node covers', () => {
	let novu: Recorder;

	beforeAll(async () => {
		novu = await startRecorder();
	});
	afterAll(async () => await novu.close());

	it('has every function of the installed SDK, and no other', () => {
		expect(Object.keys(coverage).sort()).toEqual(sdkFunctions());
	});

	it('names operations that the node has, each with its cases', async () => {
		const known = await operationsOfNode();
		expect(known).not.toHaveLength(0);
		expect([...new Set(covered.map(({ operation }) => operation))].sort()).toEqual(known.sort());
	});

	it('has a reason of its own for each that is not offered, and names what is there instead', async () => {
		const known = await operationsOfNode();
		const reasons = Object.values(notOffered);
		expect(new Set(reasons).size).toBe(reasons.length);
		for (const [name, reason] of Object.entries(notOffered)) {
			expect(coverage[name]).toEqual({ notOffered: reason });
			expect(reason).toMatch(/^[A-Z].{20,}\.$/);
			expect(reason).not.toMatch(/\b(later|yet|soon|to come|planned|future)\b/i);
			const named = reason.match(/\b[a-z]\w*(\.[a-z]\w*)+/gi) ?? [];
			expect([...known, ...Object.keys(notOffered)]).toEqual(expect.arrayContaining(named));
		}
	});

	it('says what the cases show', async () => {
		const operations = [...new Set(covered.map(({ operation }) => operation))];
		const shown = new Map<string, Set<string>>();
		for (const operation of operations) shown.set(operation, await calledBy(operation, novu));
		expect(
			operations.map((operation) => ({
				operation,
				sends: covered
					.filter((entry) => entry.operation === operation)
					.map(({ name }) => name)
					.sort(),
			})),
		).toEqual(
			operations.map((operation) => ({
				operation,
				sends: [...(shown.get(operation) ?? [])].sort(),
			})),
		);
	});
});

describe('the cases', () => {
	it(`show every operation with at least ${LEAST_INPUTS} different inputs`, async () => {
		const tooFew = (await operationsOfNode()).filter((operation) => {
			const inputs = cases
				.filter((one) => one.operation === operation)
				.map(({ parameters, item }) => JSON.stringify([parameters, item]));
			return new Set(inputs).size < LEAST_INPUTS;
		});
		expect(tooFew).toEqual([]);
	});
});
