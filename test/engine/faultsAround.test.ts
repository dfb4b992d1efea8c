import { NovuApi } from '../../credentials/NovuApi.credentials';
import { Novu } from '../../nodes/Novu/Novu.node';
import { NovuPollingTrigger } from '../../nodes/Novu/NovuPollingTrigger.node';
import { FAULTS, type FaultServer } from '../../sandbox/faultServer';
import { runListSearch, runResourceMapping, testCredential } from '../../sandbox/runner';
import { pollerOf } from '../trigger/pollHarness';
import { startFaults } from './faultMatrix';

/** A list waits ten seconds for an answer, a poll half a minute: too long to try each. */
const SLOW = ['silence', 'headers only', 'trickling headers', 'trickling body'];
const PROGRAMMERS_WORDS =
	/Cannot (read|destructure|convert)|is not (a function|iterable)|undefined/;
const KEY = 'canary-key-7f3a9c51e2';

const faults = Object.keys(FAULTS).filter((fault) => !SLOW.includes(fault));
const lists = Object.keys(new Novu().methods.listSearch);
const parameters = {
	subscriberId: { __rl: true, mode: 'id', value: 'ann' },
	topicKey: { __rl: true, mode: 'id', value: 'news' },
	workflowId: { __rl: true, mode: 'id', value: 'order' },
};

const credentialsFor = ({ url }: FaultServer) => ({
	novuApi: { apiKey: KEY, region: 'custom', baseUrl: url },
});

/** Runs a check against each fault, all at once, each with a server of its own. */
async function underEach(check: (server: FaultServer, fault: string) => Promise<void>) {
	await Promise.all(
		faults.map(async (fault) => {
			const server = await startFaults();
			try {
				await check(server, fault);
				expect([fault, server.strayed]).toEqual([fault, []]);
			} finally {
				await server.close();
			}
		}),
	);
}

async function wordsOf(work: Promise<unknown>): Promise<string> {
	return await work.then(
		() => '',
		(error: Error & { description?: string }) =>
			`${error.message} ${error.description} ${JSON.stringify(error)}`,
	);
}

describe('under every fault', () => {
	it.each(lists)('the list %s is empty or says why it cannot be loaded', async (method) => {
		await underEach(async (server, fault) => {
			server.play(FAULTS[fault]);
			const credentials = credentialsFor(server);
			const search = runListSearch({ method, credentials, parameters });
			const words = await wordsOf(search);
			if (words === '') expect([fault, await search]).toMatchObject([fault, { results: [] }]);
			expect(`${fault}: ${words}`).not.toMatch(PROGRAMMERS_WORDS);
			expect(words).not.toContain(KEY);
			if (fault !== '200 data []') expect([fault, words]).not.toEqual([fault, '']);
		});
	});

	it('the fields of a payload say why they cannot be loaded', async () => {
		await underEach(async (server, fault) => {
			server.play(FAULTS[fault]);
			const credentials = credentialsFor(server);
			const mapping = runResourceMapping({ method: 'getPayloadFields', credentials, parameters });
			const { fields, emptyFieldsNotice = '' } = await mapping;
			expect([fault, fields]).toEqual([fault, []]);
			expect([fault, emptyFieldsNotice]).toEqual([fault, expect.stringMatching(/^The fields can/)]);
			expect(emptyFieldsNotice).not.toMatch(PROGRAMMERS_WORDS);
			expect(emptyFieldsNotice).not.toContain(KEY);
		});
	});

	it('the test of the credential fails in words', async () => {
		await underEach(async (server, fault) => {
			server.play(FAULTS[fault]);
			const data = credentialsFor(server).novuApi;
			const { status, message } = await testCredential({ type: 'novuApi', data });
			// An environment of its own name is what this call asks for.
			const expected = fault === '200 somebody else' ? 'OK' : 'Error';
			expect([fault, status]).toEqual([fault, expected]);
			expect(`${fault}: ${message}`).not.toMatch(/Cannot read|is not a function/);
			expect(message).not.toContain(KEY);
		});
	});

	it('a poll fails in words and forgets nothing', async () => {
		await underEach(async (server, fault) => {
			server.play(({ usual, response }) => {
				response.writeHead(usual.status, { 'content-type': 'application/json' });
				response.end(JSON.stringify(usual.body));
			});
			const poller = pollerOf({
				node: new NovuPollingTrigger(),
				credentialType: new NovuApi(),
				parameters: { triggerOn: 'created', filters: {}, simplify: true, options: {} },
				credentials: credentialsFor(server).novuApi,
			});
			await poller.poll();
			const before = poller.saved();
			server.play(FAULTS[fault]);
			const words = await wordsOf(poller.poll());
			expect([fault, poller.saved()]).toEqual([fault, before]);
			expect(`${fault}: ${words}`).not.toMatch(PROGRAMMERS_WORDS);
			expect(words).not.toContain(KEY);
			if (fault !== '200 data []') expect([fault, words]).not.toEqual([fault, '']);
		});
	}, 60_000);
});
