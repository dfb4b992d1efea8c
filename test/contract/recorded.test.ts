import { isTruncated, NOVU_3_19, recordingFiles, recordingsOf } from '../sandbox/recordings';
import { routeOf, segmentsOf } from '../sandbox/routeOf';
import { cases } from './cases';
import { NOT_RECORDED } from './notRecorded';
import type { Recorder, SentRequest } from './recorder';
import { sentByNode, startNovu } from './sentByNode';

/** What a value is, as far as Novu's validation of a body looks at it first. */
function kindOf(value: unknown): string {
	if (!Array.isArray(value)) return value === null ? 'null' : typeof value;
	const kinds = new Set(value.map((one) => kindOf(one)));
	return `list of ${[...kinds].sort().join(' and ')}`;
}

/** The fields of a body, each with the kind of its value. */
function shapeOf(body: unknown): string[] {
	if (body === undefined || body === null) return [];
	return Object.entries(body).map(([name, value]) => `${name}: ${kindOf(value)}`);
}

/** By route the shapes of the bodies that Novu 3.19.0 took: those of recordings with a success. */
const taken = new Map<string, string[][]>();
for (const { request, response } of recordingFiles(NOVU_3_19).flatMap((file) =>
	recordingsOf(NOVU_3_19, file),
)) {
	const route = routeOf(request.method, segmentsOf(request.path));
	if (route === undefined || response.status >= 300 || isTruncated(request.body)) continue;
	taken.set(route, [...(taken.get(route) ?? []), shapeOf(request.body)]);
}

/** Whether a recording shows that Novu takes such a request: its route, with all of its fields at once. */
function isTaken({ method, path, body }: SentRequest): boolean {
	const shapes = taken.get(routeOf(method, path) ?? '') ?? [];
	const own = shapeOf(body);
	return shapes.some((shape) => own.every((field) => shape.includes(field)));
}

describe('the requests of the contract cases', () => {
	let novu: Recorder;
	beforeAll(async () => (novu = await startNovu()));
	afterAll(async () => await novu.close());

	const operations = [...new Set(cases.map(({ operation }) => operation))];

	it.each(operations)('%s has a case that Novu 3.19.0 is recorded to have taken', async (name) => {
		const refused: string[] = [];
		let isShown = false;
		for (const one of cases.filter(({ operation }) => operation === name)) {
			const sent = await sentByNode(novu, one);
			const others = sent.filter((request) => !isTaken(request));
			isShown ||= others.length === 0;
			refused.push(
				...others.map(({ method, path, body }) => `${method} ${path.join('/')} ${shapeOf(body)}`),
			);
		}
		if (name in NOT_RECORDED) expect([name, isShown]).toEqual([name, false]);
		else expect(isShown ? [] : refused).toEqual([]);
	});

	it('are missing only with a reason, for operations that there are', () => {
		expect(operations).toEqual(expect.arrayContaining(Object.keys(NOT_RECORDED)));
		for (const reason of Object.values(NOT_RECORDED)) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
	});
});
