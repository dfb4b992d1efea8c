import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { byId, useNovu } from './support';

/** As many as the bucket below holds. */
const items = Array.from({ length: 12 }, (_, i) => ({ subscriber: `subscriber-${i}` }));

const append = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('={{ $json.subscriber ?? $json.subscriberId }}'),
	providerId: 'fcm',
	deviceTokens: 'a-token',
	options: { confirmTokens: 'never' },
};

describe("Novu's limit", () => {
	// A token every 200 ms, so slow that ten calls at once into an empty bucket are refused.
	const bucket = { limit: 25, burst: 12 };
	const novu = useNovu({
		rateLimits: { trigger: bucket, configuration: bucket, global: bucket },
	});

	beforeEach(() => {
		for (const { subscriber } of items) novu.sandbox.store.addSubscriber(subscriber);
	});

	it('is known to the second Novu node of a workflow, so that none of its calls is refused', async () => {
		const { nodes, connections } = novuWorkflow(append);
		const second = { ...nodes[1], id: '3', name: 'Novu again' };
		const then = [[{ node: second.name, type: 'main' as const, index: 0 }]];
		const { items: itemsOf } = await runWorkflow({
			workflow: {
				nodes: [...nodes, second],
				connections: { ...connections, Novu: { main: then } },
			},
			credentials: novu.credentials,
			items,
		});
		expect(itemsOf(second.name)).toHaveLength(items.length);
		expect(novu.sandbox.requests.map(({ status }) => status)).toEqual(
			Array.from({ length: 2 * items.length }, () => 200),
		);
	}, 30_000);

	it('is known to other executions, so that hardly one is refused', async () => {
		const runs = Array.from({ length: 60 }, async (_, i) =>
			(await novu.run(append, [{ subscriber: `subscriber-${i % 12}` }])).items('Novu'),
		);
		const outputs = await Promise.all(runs);
		expect(outputs.flat()).toHaveLength(60);
		const refused = novu.sandbox.requests.filter(({ status }) => status === 429);
		expect(refused.length).toBeLessThanOrEqual(10);
	}, 60_000);
});
