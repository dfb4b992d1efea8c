import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FAULTS, type FaultServer } from '../../sandbox/faultServer';
import { faultTable, operations, retryTable, runAll, startFaults, type Told } from './faultMatrix';
import { EXPECTED } from './faultWords';

/** Words of JavaScript that say nothing to who uses a node. */
const PROGRAMMERS_WORDS =
	/Cannot (read|destructure|convert)|is not (a function|iterable)|undefined|\[object/;
const DOCUMENT = path.join(__dirname, '..', '..', 'docs', 'reliability.md');

let server: FaultServer;
const counted = new Map<string, { failed: number; succeeded: number }>();

beforeAll(async () => {
	server = await startFaults();
});
afterAll(async () => await server.close());

/** The method of the last call that an operation sent. */
function methodOf({ key }: Told): string | undefined {
	return server.requests.filter(({ headers }) => headers.authorization === `ApiKey ${key}`).at(-1)
		?.method;
}

/** A table without what Prettier does to it. */
function inOneForm(markdown: string): string {
	return markdown.replace(/-{3,}/g, '---').replace(/ {2,}/g, ' ');
}

it('every kind of answer has an outcome that is expected', () => {
	expect(Object.keys(EXPECTED)).toEqual(Object.keys(FAULTS));
	expect(operations.length).toBeGreaterThan(80);
});

describe('every operation tells the truth of an answer:', () => {
	it.each(Object.entries(EXPECTED))('%s', async (fault, { told, succeeds = [], uncertain }) => {
		const all = await runAll(server, fault);
		expect(all).toHaveLength(operations.length);
		for (const one of all) {
			const { operation, failed, out, stopped, saved, key } = one;
			expect({ operation, stopped }).toEqual({ operation, stopped: undefined });
			expect(`${operation}: ${saved}`).not.toContain(key);
			expect(saved).not.toContain('s3cret-in-query');
			if (succeeds.includes(operation)) {
				expect({ operation, failed: failed.map(({ json }) => json) }).toEqual({
					operation,
					failed: [],
				});
				continue;
			}
			expect({ operation, out: out.map(({ json }) => json) }).toEqual({ operation, out: [] });
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			const { error, message } = failed[0].json as { error: string; message: string };
			expect(`${operation}: ${error}`).toMatch(new RegExp(`^${operation}: .*\\[item 0\\]$`, 's'));
			expect(error).toMatch(told);
			expect(`${error} ${message}`).not.toMatch(PROGRAMMERS_WORDS);
			expect(message).not.toBe('');
			const wrote = methodOf(one) !== 'GET';
			if (wrote && /^Novu (has|knows) no/.exec(error) === null) {
				expect([operation, message.includes('It may have been done')]).toEqual([
					operation,
					uncertain ?? false,
				]);
			}
		}
		expect(server.strayed).toEqual([]);
		const succeeded = all.filter(({ failed }) => failed.length === 0).length;
		counted.set(fault, { failed: all.length - succeeded, succeeded });
	});
});

it('the table in docs/reliability.md is what was seen', () => {
	const document = inOneForm(readFileSync(DOCUMENT, 'utf8'));
	expect(document).toContain(inOneForm(faultTable(operations.length, counted)));
	expect(document).toContain(inOneForm(retryTable()));
});

it('no connection is left open', async () => {
	for (let i = 0; i < 100 && server.openSockets() > 0; i++) {
		await new Promise((done) => setImmediate(done));
	}
	expect(server.openSockets()).toBe(0);
});
