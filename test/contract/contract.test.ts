import type { ContractCase, SendAsRecorded } from './case';
import { cases } from './cases';
import type { Recorder, SentRequest } from './recorder';
import { officialSdk } from './sdk';
import { KEY, sentByNode, startNovu } from './sentByNode';

let novu: Recorder;

beforeAll(async () => (novu = await startNovu()));
afterAll(async () => await novu.close());

const sendAsRecorded: SendAsRecorded = async (method, path, body) =>
	await fetch(`${novu.url}${path}`, {
		method,
		headers: { authorization: `ApiKey ${KEY}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

/** What the SDK makes of an answer is of no interest, so that answers need not be complete. */
async function sentBySdk({ sdk, answers }: ContractCase, expected: number) {
	novu.expect(answers);
	const error: unknown = await sdk(officialSdk(novu.url, KEY), sendAsRecorded).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	const sent = novu.sent();
	if (sent.length < expected && error instanceof Error) {
		throw new Error(`The SDK sent ${sent.length} of ${expected} requests: ${error.message}`);
	}
	return sent;
}

/** The request without what the SDK has filled in. */
function without(request: SentRequest, names: readonly string[]): SentRequest {
	const { body } = request;
	if (names.length === 0 || typeof body !== 'object' || body === null) return request;
	const own = Object.entries(body).filter(([name]) => !names.includes(name));
	return { ...request, body: Object.fromEntries(own) };
}

describe('the node sends what the official SDK sends', () => {
	it.each(cases.map((one) => [`${one.operation}: ${one.input}`, one] as const))(
		'%s',
		async (_, one) => {
			const byNode = await sentByNode(novu, one);
			const bySdk = await sentBySdk(one, byNode.length);
			const filledIn = one.filledInBySdk ?? [];
			const added = bySdk.flatMap(({ body }) => filledIn.filter((name) => name in Object(body)));
			expect([...new Set(added)].sort()).toEqual([...filledIn].sort());
			expect(byNode).toEqual(bySdk.map((request) => without(request, filledIn)));
			expect(bySdk).not.toHaveLength(0);
		},
	);
});
