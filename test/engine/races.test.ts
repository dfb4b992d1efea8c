import fc from 'fast-check';
import axios from 'axios';
import { sleep, type IDataObject } from 'n8n-workflow';
import { deleteCredentials } from '../../nodes/Novu/actions/subscriber/deleteCredentials';
import { removeDeviceTokens } from '../../nodes/Novu/actions/subscriber/removeDeviceTokens';
import { updateCredentials } from '../../nodes/Novu/actions/subscriber/updateCredentials';
import { Client, type Send } from '../../nodes/Novu/engine/client';
import { realClock, type Clock } from '../../nodes/Novu/engine/clock';
import type { Item } from '../../nodes/Novu/engine/operation';
import { schedule } from '../../nodes/Novu/engine/schedule';
import { byId, useNovu } from './support';
import { itemWith } from '../unit/items';

type Kind = 'append' | 'replace' | 'remove' | 'delete';

/** What one item does to one subscriber's entry of one provider. */
interface Write {
	kind: Kind;
	id: string;
	provider: string;
	tokens: string[];
}

const SUBSCRIBERS = ['crm-1001', 'crm-1002', 'crm-1003'];
const PROVIDERS = ['expo', 'apns'];

const write = fc.record({
	kind: fc.constantFrom<Kind>('append', 'append', 'append', 'replace', 'remove', 'delete'),
	id: fc.constantFrom(...SUBSCRIBERS),
	provider: fc.constantFrom(...PROVIDERS),
	tokens: fc.uniqueArray(fc.stringMatching(/^t[0-9]$/), { minLength: 1, maxLength: 4 }),
});

const OPERATIONS = {
	append: updateCredentials,
	replace: updateCredentials,
	remove: removeDeviceTokens,
	delete: deleteCredentials,
};

/** What n8n would hand to the operation for this item. */
function itemOf({ kind, id, provider, tokens }: Write, index: number): Item {
	const parameters: IDataObject = {
		subscriberId: id,
		providerId: provider,
		deviceTokens: tokens,
		tokenMode: kind,
	};
	return itemWith(parameters, {}, { index });
}

/** The tokens that the same writes leave, one after the other. */
function expectedTokens(writes: Write[]): Map<string, string[]> {
	const state = new Map<string, string[]>();
	for (const { kind, id, provider, tokens } of writes) {
		const key = `${id} ${provider}`;
		const before = state.get(key) ?? [];
		const after = {
			append: [...new Set([...before, ...tokens])],
			replace: tokens,
			remove: before.filter((token) => !tokens.includes(token)),
			delete: [],
		}[kind];
		if (after.length > 0) state.set(key, after);
		else state.delete(key);
	}
	return state;
}

/** Backoff in a hundredth of its time, so that many runs take seconds. */
const quickClock: Clock = { ...realClock(), wait: async (ms) => await sleep(ms / 100) };

describe('random writes to few subscribers, on a Novu whose writes race', () => {
	const novu = useNovu({ raceMs: 3 });

	/** What Novu holds; an entry that stands twice shows as a key that stands twice. */
	const stored = () =>
		SUBSCRIBERS.flatMap((id) =>
			(novu.sandbox.store.subscriber(id)?.channels ?? []).map(
				({ providerId, credentials }): [string, unknown] => [
					`${id} ${providerId}`,
					credentials?.deviceTokens,
				],
			),
		);

	/** Sends over real HTTP what the node would send, without n8n around it. */
	const send: Send = async ({ method, path, query, body }) => {
		const { apiKey, url } = novu.sandbox;
		try {
			const response = await axios.request<unknown>({
				method,
				url: url + path.url,
				params: query,
				data: body,
				headers: { Authorization: `ApiKey ${apiKey}` },
				timeout: 300,
				validateStatus: () => true,
			});
			const { status, headers, data } = response;
			return {
				kind: 'answer',
				status,
				headers: { ...headers },
				body: data === '' ? undefined : data,
			};
		} catch (error) {
			const { code } = error as { code?: string };
			return { kind: code === 'ECONNABORTED' ? 'timeout' : 'connection', code };
		}
	};

	const check = async (writes: Write[]) => {
		const plans = writes.map((one, i) => OPERATIONS[one.kind].plan(itemOf(one, i)));
		const client = new Client(send, quickClock, { retries: 15 });
		const settings = { concurrency: 10, stopOnFailure: false };
		const { outcomes } = await schedule(plans, client.call, settings);
		expect(Object.fromEntries(stored())).toEqual(Object.fromEntries(expectedTokens(writes)));
		expect(stored()).toHaveLength(expectedTokens(writes).size);
		writes.forEach(({ kind, tokens, provider }, i) => {
			const outcome = outcomes[i];
			if (!outcome || 'error' in outcome) throw new Error(`Item ${i} has no output`);
			if (kind !== 'append' && kind !== 'replace') return;
			const { channels } = outcome.output as { channels: IDataObject[] };
			const entry = channels.find(({ providerId }) => providerId === provider);
			expect(entry).toMatchObject({
				credentials: { deviceTokens: expect.arrayContaining(tokens) as string[] },
			});
		});
	};

	it('leave what they leave one after the other, and every item has its outcome', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 40 }), async (writes) => {
				novu.sandbox.reset();
				await check(writes);
			}),
			{ numRuns: 40 },
		);
	});

	it('leave the same where connections break and the server fails for a moment', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(write, { minLength: 1, maxLength: 15 }),
				fc.integer({ min: 1, max: 1_000_000 }),
				async (writes, seed) => {
					novu.sandbox.reset();
					const faults = { resets: 0.1, unavailable: 0.1, timeouts: 0.03, seed };
					novu.sandbox.configure({ faults });
					await check(writes);
				},
			),
			{ numRuns: 10 },
		);
	});
});

describe('the race that is the reason for all this', () => {
	const novu = useNovu({ raceMs: 10 });

	it('loses tokens of calls that overlap, and not those of the node', async () => {
		const { apiKey, url } = novu.sandbox;
		const tokens = Array.from({ length: 20 }, (_, i) => `t${i}`);
		const overlapping = tokens.map(
			async (token) =>
				await axios.patch(
					`${url}/v1/subscribers/crm-1001/credentials`,
					{ providerId: 'expo', credentials: { deviceTokens: [token] } },
					{ headers: { Authorization: `ApiKey ${apiKey}` } },
				),
		);
		const statuses = (await Promise.all(overlapping)).map(({ status }) => status);
		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(novu.sandbox.store.subscriber('crm-1001')?.channels.length).toBeGreaterThan(1);

		const push: IDataObject = {
			resource: 'subscriber',
			operation: 'updateCredentials',
			subscriberId: byId('={{ $json.id }}'),
			providerId: 'expo',
			deviceTokens: '={{ $json.tokens }}',
		};
		const items = tokens.map((token) => ({ id: 'crm-1002', tokens: token }));
		await novu.run(push, items);
		expect(novu.sandbox.store.deviceTokens('crm-1002')).toEqual(tokens);
		expect(novu.sandbox.store.subscriber('crm-1002')?.channels).toHaveLength(1);
	});
});
