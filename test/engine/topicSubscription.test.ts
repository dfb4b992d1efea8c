import type { IDataObject } from 'n8n-workflow';
import { novuWorkflow, runListSearch, runWorkflow } from '../../sandbox/runner';
import { answering, startOddServer } from './oddServer';
import { byId, calls, useNovu } from './support';

const subscription = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'topicSubscription',
	operation,
	topicKey: byId('beta-testers'),
	subscriberId: byId('={{ $json.id }}'),
	...parameters,
});
const goOn = { onError: 'continueErrorOutput' } as const;

describe('subscriptions to a topic', () => {
	const novu = useNovu();
	const members = () => {
		const topicId = novu.sandbox.store.topics.first('key', 'beta-testers')?._id ?? '';
		return novu.sandbox.store.topicSubscriptions.lookup('topic', topicId);
	};

	it('of 250 items share three requests, and each item gets its own', async () => {
		const items = Array.from({ length: 250 }, (_, i) => ({ id: `bulk-${i}` }));
		for (const { id } of items) novu.sandbox.store.addSubscriber(id);
		const { items: out, error } = await novu.run(subscription('add'), items);
		expect(error).toBeUndefined();
		expect(calls(novu.sandbox)).toEqual(
			Array(3).fill('POST /v2/topics/beta-testers/subscriptions'),
		);
		expect(out('Novu')).toHaveLength(250);
		out('Novu').forEach(({ json, pairedItem }, i) => {
			expect(json).toMatchObject({ subscriber: { subscriberId: `bulk-${i}` } });
			expect(pairedItem).toEqual({ item: i });
		});
		expect(members()).toHaveLength(253);
	});

	it('end for each item as Novu says for its subscriber', async () => {
		const items = ['crm-1010', 'nobody', 'crm-1011', 'crm-1010'].map((id) => ({ id }));
		const { items: out } = await novu.run(subscription('add'), items, goOn);
		expect(calls(novu.sandbox)).toHaveLength(1);
		expect(out('Novu', 0).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
			{ item: 3 },
		]);
		const [failed] = out('Novu', 1);
		expect(failed.json.id).toBe('nobody');
		expect(failed.json.error).toContain('(HTTP 400)');
		expect(failed.json.error).toContain(
			'Subscriber "nobody" was not added to the topic "beta-testers". Novu said: ',
		);
		expect(failed.json.message).toContain('Add the subscriber first');
	});

	it('fail where Novu takes none of them, and each item is told of itself', async () => {
		const items = [{ id: 'nobody' }, { id: 'no one' }];
		const { items: out } = await novu.run(subscription('add'), items, goOn);
		expect(calls(novu.sandbox)).toHaveLength(1);
		expect(out('Novu', 1).map(({ json }) => json.error)).toEqual([
			expect.stringContaining('"nobody" was not added'),
			expect.stringContaining('"no one" was not added'),
		]);
	});

	it('of a list in one item become one output each', async () => {
		const several = subscription('add', {
			subscribers: 'several',
			subscriberIds: '={{ $json.ids }}',
		});
		const { items } = await novu.run(several, [{ ids: ['crm-1010', 'crm-1011'] }]);
		expect(items('Novu').map(({ json }) => json.subscriber)).toMatchObject([
			{ subscriberId: 'crm-1010' },
			{ subscriberId: 'crm-1011' },
		]);
		const { error } = await novu.run(several, [{ ids: 'crm-1012, nobody' }]);
		expect(error?.message).toContain('1 of 2 subscribers were not added');
		expect(error?.description).toContain('The other 1 were added to it');
	});

	it('of a list longer than Novu takes at once are sent in several requests', async () => {
		const ids = Array.from({ length: 205 }, (_, i) => `bulk-${i}`);
		for (const id of ids) novu.sandbox.store.addSubscriber(id);
		const several = subscription('add', {
			subscribers: 'several',
			subscriberIds: '={{ $json.ids }}',
		});
		const { items } = await novu.run(several, [{ ids }]);
		expect(items('Novu')).toHaveLength(205);
		expect(calls(novu.sandbox)).toHaveLength(3);
	});

	it('with identifiers of their own never meet in one request for one subscriber', async () => {
		const add = subscription('add', {
			additionalFields: { identifier: '={{ $json.key }}', name: 'Weekly' },
		});
		const { items } = await novu.run(add, [
			{ id: 'crm-1010', key: 'one' },
			{ id: 'crm-1010', key: 'two' },
			{ id: 'crm-1011', key: 'three' },
		]);
		expect(items('Novu').map(({ json }) => json.identifier)).toEqual(['one', 'two', 'three']);
		for (const { body } of novu.sandbox.requests) {
			const { subscriptions } = body as { subscriptions: Array<{ subscriberId: string }> };
			const ids = subscriptions.map(({ subscriberId }) => subscriberId);
			expect(new Set(ids).size).toBe(ids.length);
		}
	});

	it('are not named without an identifier', async () => {
		const add = subscription('add', { additionalFields: { name: 'Weekly' } });
		const { error } = await novu.run(add, [{ id: 'crm-1010' }]);
		expect(error?.message).toContain("'Identifier' is not");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('are not asked for with an empty list', async () => {
		const several = subscription('add', {
			subscribers: 'several',
			subscriberIds: '={{ $json.ids }}',
		});
		const { error } = await novu.run(several, [{ ids: [] }]);
		expect(error?.message).toContain("'Subscriber IDs' is empty");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('are removed with a DELETE that names them, each item with its own outcome', async () => {
		const items = ['crm-1001', 'crm-1012', 'crm-1002'].map((id) => ({ id }));
		const { items: out } = await novu.run(subscription('remove'), items, goOn);
		expect(novu.sandbox.requests).toMatchObject([
			{
				method: 'DELETE',
				body: {
					subscriptions: items.map(({ id }) => ({ subscriberId: id })),
				},
			},
		]);
		expect(out('Novu', 0).map(({ json }) => json)).toEqual([
			{ deleted: true, topicKey: 'beta-testers', subscriberId: 'crm-1001' },
			{ deleted: true, topicKey: 'beta-testers', subscriberId: 'crm-1002' },
		]);
		expect(out('Novu', 1)[0].json.message).toContain('Nothing is left to remove');
		expect(members()).toHaveLength(1);
	});

	it('are added with preferences, an ID of a workflow alone letting it through', async () => {
		const preferences = '["welcome", { "filter": { "tags": ["orders"] }, "enabled": false }]';
		const add = subscription('add', { additionalFields: { preferences } });
		const { error } = await novu.run(add, [{ id: 'crm-1010' }]);
		expect(error).toBeUndefined();
		expect(novu.sandbox.requests.at(-1)?.body).toEqual({
			subscriptions: [{ subscriberId: 'crm-1010' }],
			preferences: [
				{ workflowId: 'welcome', enabled: true },
				{ filter: { tags: ['orders'] }, enabled: false },
			],
		});
		const wishes = members().find((one) => one.externalSubscriberId === 'crm-1010')?.preferences;
		expect(wishes?.map(({ enabled }) => enabled)).toEqual([true, false]);
	});

	it('are removed by an identifier without those beside them', async () => {
		const add = subscription('add', { additionalFields: { identifier: '={{ $json.key }}' } });
		await novu.run(add, [
			{ id: 'crm-1001', key: 'one' },
			{ id: 'crm-1001', key: 'two' },
		]);
		const remove = subscription('remove', {
			additionalFields: { subscriptionIdentifier: byId('={{ $json.key }}') },
		});
		const { items: out } = await novu.run(
			remove,
			[
				{ id: 'crm-1001', key: 'one' },
				{ id: 'crm-1002', key: 'two' },
			],
			goOn,
		);
		expect(out('Novu', 0).map(({ json }) => json)).toEqual([
			{
				deleted: true,
				topicKey: 'beta-testers',
				subscriberId: 'crm-1001',
				identifier: 'one',
			},
		]);
		const [failed] = out('Novu', 1);
		expect(failed.json.error).toContain('"crm-1002" was not removed');
		expect(members().map(({ identifier }) => identifier)).toEqual([
			'tk_beta-testers:si_crm-1001',
			'tk_beta-testers:si_crm-1002',
			'tk_beta-testers:si_crm-1003',
			'two',
		]);
	});

	it('that are not there fail alone when they are got, with advice', async () => {
		const get = subscription('get', { subscriptionIdentifier: byId('={{ $json.key }}') });
		const keys = ['tk_beta-testers:si_crm-1001', 'crm-1001', 'tk_beta-testers:si_crm-1002'];
		const { items: out } = await novu.run(
			get,
			keys.map((key) => ({ key })),
			goOn,
		);
		expect(out('Novu', 0).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		const [failed] = out('Novu', 1);
		expect(failed.json.error).toContain('Novu knows no subscription "crm-1001"');
		expect(failed.json.message).toContain('Get Many shows the identifiers');
	});

	it('are listed, read and changed', async () => {
		const listed = await novu.run(subscription('getAll', { returnAll: true }));
		expect(listed.items('Novu')).toHaveLength(3);
		const filters = { subscriberId: 'crm-1002' };
		const [found] = (await novu.run(subscription('getAll', { filters }))).items('Novu');
		expect(found.json).toMatchObject({ subscriber: { subscriberId: 'crm-1002' } });
		const subscriptionIdentifier = byId(found.json.identifier);
		const updated = await novu.run(
			subscription('update', { subscriptionIdentifier, updateFields: { name: 'Weekly' } }),
		);
		expect(updated.error).toBeUndefined();
		const { items } = await novu.run(subscription('get', { subscriptionIdentifier }));
		expect(items('Novu')[0].json).toMatchObject({ name: 'Weekly' });
	});

	it('are listed over all pages, and up to a limit', async () => {
		const items = Array.from({ length: 150 }, (_, i) => ({ id: `bulk-${i}` }));
		for (const { id } of items) novu.sandbox.store.addSubscriber(id);
		await novu.run(subscription('add'), items);
		const list = async (parameters: IDataObject) =>
			(await novu.run(subscription('getAll', parameters))).items('Novu');
		const all = await list({ returnAll: true });
		expect(new Set(all.map(({ json }) => json._id)).size).toBe(153);
		expect(await list({ limit: 101 })).toHaveLength(101);
		expect(await list({ limit: 1 })).toHaveLength(1);
	});

	it('of a list in one item are removed; the item says who was not in the topic', async () => {
		const several = subscription('remove', {
			subscribers: 'several',
			subscriberIds: '={{ $json.ids }}',
		});
		const { items: out } = await novu.run(
			several,
			[{ ids: ['crm-1001', 'crm-1012'] }, { ids: '["crm-1002", "crm-1003"]' }],
			goOn,
		);
		expect(out('Novu', 0).map(({ json }) => json.subscriberId)).toEqual(['crm-1002', 'crm-1003']);
		const [failed] = out('Novu', 1);
		expect(failed.json.error).toContain('1 of 2 subscribers were not removed from the topic');
		expect(failed.json.message).toContain('The other 1 were removed from it');
		expect(failed.pairedItem).toEqual({ item: 0 });
		expect(members()).toHaveLength(0);
	});

	it('are changed in what was added alone, and emptied where that is asked for', async () => {
		const [found] = (await novu.run(subscription('getAll', { limit: 1 }))).items('Novu');
		const subscriptionIdentifier = byId(found.json.identifier);
		const update = async (updateFields: IDataObject) => {
			const run = await novu.run(subscription('update', { subscriptionIdentifier, updateFields }));
			expect(run.error).toBeUndefined();
			return novu.sandbox.requests.at(-1)?.body;
		};
		expect(await update({ preferences: '["welcome"]' })).toEqual({
			preferences: [{ workflowId: 'welcome', enabled: true }],
		});
		expect(await update({ name: 'Weekly' })).toEqual({ name: 'Weekly' });
		expect(await update({ preferences: '[]' })).toEqual({ preferences: [] });
		expect(await update({ name: '' })).toEqual({ name: '' });
		const nothing = await novu.run(subscription('update', { subscriptionIdentifier }));
		expect(nothing.error?.message).toContain("'Update Fields' holds nothing to change");
	});

	it('are offered in a list, searched by subscriber', async () => {
		const { results } = await runListSearch({
			method: 'searchTopicSubscriptions',
			parameters: { topicKey: byId('beta-testers') },
			credentials: novu.credentials,
			filter: 'CRM-1002',
		});
		expect(results).toHaveLength(1);
		expect(results[0].name).toContain('crm-1002');
	});

	it('are offered in a list once the topic is chosen', async () => {
		const list = runListSearch({
			method: 'searchTopicSubscriptions',
			parameters: { topicKey: byId('') },
			credentials: novu.credentials,
		});
		await expect(list).rejects.toThrow('Choose the topic first');
	});
});

describe('subscriptions on Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	it('are added in one request, unknown subscribers fail', async () => {
		const items = ['crm-1010', 'nobody'].map((id) => ({ id }));
		const { items: out } = await novu.run(subscription('add'), items, goOn);
		expect(calls(novu.sandbox).at(-1)).toBe('POST /v1/topics/beta-testers/subscribers');
		expect(out('Novu', 0)[0].json).toEqual({
			topic: { key: 'beta-testers' },
			subscriber: { subscriberId: 'crm-1010' },
		});
		expect(out('Novu', 1)[0].json.error).toContain('"nobody" was not added');
	});

	it('are removed and listed', async () => {
		await novu.run(subscription('remove'), [{ id: 'crm-1001' }]);
		const { items } = await novu.run(subscription('getAll', { returnAll: true }));
		expect(items('Novu').map(({ json }) => json.subscriber)).toEqual([
			{ subscriberId: 'crm-1002' },
			{ subscriberId: 'crm-1003' },
		]);
	});

	it('have no identifiers, and the message says so', async () => {
		const add = subscription('add', { additionalFields: { identifier: 'mine' } });
		const { error } = await novu.run(add, [{ id: 'crm-1010' }]);
		expect(error?.description).toContain('the server is older');
	});
});

describe('subscriptions on a server that wants subscriberIds', () => {
	it('are asked for in its words', async () => {
		const server = await startOddServer();
		const bodies: unknown[] = [];
		server.answer = async (reply) => {
			const body = reply.request.body as IDataObject;
			bodies.push(body);
			const refusal = { message: ['subscriberIds must be an array'], error: 'Bad Request' };
			if (!body.subscriberIds) return await answering(422, refusal)(reply);
			const data = [{ _id: 'a', subscriber: { subscriberId: 'ann' } }];
			const meta = { totalCount: 1, successful: 1, failed: 0 };
			return await answering(201, { data, meta })(reply);
		};
		const { items } = await runWorkflow({
			workflow: novuWorkflow(subscription('add')),
			credentials: { novuApi: { apiKey: 'key', region: 'custom', baseUrl: server.url } },
			items: [{ id: 'ann' }],
		});
		await server.close();
		expect(bodies).toEqual([
			{ subscriptions: [{ subscriberId: 'ann' }] },
			{ subscriberIds: ['ann'] },
		]);
		expect(items('Novu')[0].json).toMatchObject({ _id: 'a' });
	});
});
