import type { IDataObject } from 'n8n-workflow';
import { byId, useNovu } from './support';

const ids = (count: number, prefix = 'crm-') =>
	Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const trigger = (more: IDataObject): IDataObject => ({
	resource: 'event',
	operation: 'trigger',
	workflowId: byId('welcome'),
	to: 'subscriber',
	subscriberId: byId('crm-1001'),
	payloadMode: 'json',
	payload: '{}',
	...more,
});
const tokens = (deviceTokens: unknown, operation = 'updateCredentials'): IDataObject => ({
	resource: 'subscriber',
	operation,
	subscriberId: byId('crm-1001'),
	providerId: 'expo',
	deviceTokens: `={{ ${JSON.stringify(deviceTokens)} }}`,
	options: { confirmTokens: 'never' },
});
/** Device tokens whose request has a body of so many bytes. */
const bytes = (size: number) => {
	const body = { providerId: 'expo', credentials: { deviceTokens: [''] } };
	return tokens(['x'.repeat(size - JSON.stringify(body).length)]);
};
const withOption = (options: IDataObject): IDataObject => ({
	resource: 'subscriber',
	operation: 'get',
	subscriberId: byId('crm-1001'),
	options,
});
const exclude = (count: number) => ids(count, 'gone-');

/** What may be so large, its parameters, and what is said of one more. */
const MOST: Array<
	[what: string, most: number, parameters: (count: number) => IDataObject, told: string]
> = [
	[
		'recipients of an event',
		100,
		(count) =>
			trigger({ to: 'subscribers', subscriberIds: ids(count).join() || '={{ $json.missing }}' }),
		'names 101 recipients',
	],
	[
		'recipients of a mix',
		100,
		(count) => trigger({ to: 'mix', recipients: JSON.stringify(ids(count)) }),
		'names 101 recipients',
	],
	[
		'subscribers to leave out of a topic',
		100,
		(count) =>
			trigger({
				to: 'topic',
				topicKey: byId('customers'),
				excludedSubscriberIds: exclude(count).join(),
			}),
		'101 subscribers are to be left out',
	],
	[
		'subscribers to leave out of a topic in a mix',
		100,
		(count) =>
			trigger({
				to: 'mix',
				recipients: JSON.stringify([{ topicKey: 'customers', exclude: exclude(count) }]),
			}),
		'101 subscribers are to be left out',
	],
	[
		'contexts of an event',
		5,
		(count) => {
			const context = Object.fromEntries(ids(count, 'type-').map((type) => [type, 'one']));
			return trigger({ additionalFields: { context: JSON.stringify(context) } });
		},
		'has 6 contexts',
	],
	['device tokens', 100, (count) => tokens(ids(count, 'token-')), 'holds 101 tokens'],
	['bytes of a body', 102_400, bytes, 'has 102401 bytes'],
	[
		'milliseconds of the time-out',
		3_600_000,
		(timeout) => withOption({ timeout }),
		"'Timeout' is 3600001",
	],
];

/** What may be so small, and what is said of one less. */
const LEAST: Array<
	[what: string, least: number, parameters: (count: number) => IDataObject, told: string]
> = [
	['recipients of an event', 1, MOST[0][2], "'Subscriber IDs' names nobody"],
	['recipients of a mix', 1, MOST[1][2], "'Recipients (JSON)' names nobody"],
	['device tokens', 1, (count) => tokens(ids(count)), "'Device Tokens' is empty"],
	['retries', 0, (retries) => withOption({ retries }), "'Retries' is"],
	[
		'requests at once',
		0,
		(maxRequestsAtOnce) => withOption({ maxRequestsAtOnce }),
		"'Max Requests at Once' is",
	],
];

describe('a bound', () => {
	const novu = useNovu();
	const sent = () => novu.sandbox.requests.length;

	it.each(MOST)('of %s: %d, and no more', async (_, most, parameters, told) => {
		const within = await novu.run(parameters(most));
		expect(within.error).toBeUndefined();
		expect(sent()).toBe(1);
		const beyond = await novu.run(parameters(most + 1));
		expect(beyond.error?.message).toContain(told);
		expect(sent()).toBe(1);
	});

	it.each(LEAST)('of %s: %d, and no less', async (_, least, parameters, told) => {
		const within = await novu.run(parameters(least));
		expect(within.error).toBeUndefined();
		expect(sent()).toBe(1);
		const beyond = await novu.run(parameters(least - 1));
		expect(beyond.error?.message).toContain(told);
		expect(sent()).toBe(1);
	});

	it.each(['1', ' 2 ', 3.9, '', null])('of retries may be %j', async (retries) => {
		const { error } = await novu.run(withOption({ retries }));
		expect(error).toBeUndefined();
	});

	it.each([' ', 'many', true, [], '-1', 1e300])('of retries may not be %j', async (retries) => {
		const { error } = await novu.run(withOption({ retries }));
		expect(error?.message).toContain("'Retries' is");
		expect(sent()).toBe(0);
	});

	it('of what a user may wait for an answer: a millisecond, and no less', async () => {
		const { error } = await novu.run(withOption({ timeout: 0 }));
		expect(error?.message).toContain("'Timeout' is 0");
		expect(sent()).toBe(0);
	});
});
