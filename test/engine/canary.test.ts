import { answer, type FaultServer } from '../../sandbox/faultServer';
import { novuWorkflow, runListSearch, runWorkflow, testCredential } from '../../sandbox/runner';
import { Novu } from '../../nodes/Novu/Novu.node';
import type { ContractCase } from '../contract/case';
import { operations, startFaults } from './faultMatrix';

const KEY = 'dummy-canary-key-7f3a9c51e2';
const HEADER = 'canary-header-51e27f3a9c';
const PLANTED = 'canary-planted-9c51e27f3a';
const CANARY = /canary-(key|header|planted)-/;

/** Fields in which Novu hands out what opens something, by the name of the resource. */
const SECRETS = {
	credentials: { apiKey: PLANTED, clientSecret: PLANTED, user: PLANTED },
	configurations: { inboundWebhookSigningKey: PLANTED },
	auth: { accessToken: PLANTED, refreshToken: PLANTED },
	apiKeys: [{ key: PLANTED }],
	secretKey: PLANTED,
};
const RESOURCES_WITH_SECRETS = [
	'integrations',
	'channel-connections',
	'channel-endpoints',
	'environments',
];

let server: FaultServer;
beforeAll(async () => {
	server = await startFaults();
});
afterAll(async () => await server.close());

const credential = () => ({
	apiKey: KEY,
	region: 'custom',
	baseUrl: server.url,
	headers: { values: [{ name: 'CF-Access-Client-Secret', value: HEADER }] },
});

async function outcomeOf({ operation, parameters, item = {} }: ContractCase, onError: string) {
	const [resource, name] = operation.split('.');
	const settings = { onError } as { onError: 'continueErrorOutput' | 'stopWorkflow' };
	const more = { ...parameters, simplify: false };
	const { items, error, hints } = await runWorkflow({
		workflow: novuWorkflow({ resource, operation: name, ...more }, settings),
		credentials: { novuApi: credential() },
		items: [item],
	});
	const stopped = error && { ...error, message: error.message, stack: error.stack };
	return {
		operation,
		told: JSON.stringify([items('Novu', 0), items('Novu', 1), stopped, hints('Novu')]),
	};
}

/** Puts the secrets beside what an answer says, in each of its objects. */
function planted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(planted);
	if (typeof value !== 'object' || value === null) return value;
	const inner = Object.entries(value).map(([name, one]) => [name, planted(one)] as const);
	return {
		...Object.fromEntries(inner),
		...('_id' in value || 'identifier' in value ? SECRETS : {}),
	};
}

/** A server that repeats all that it was sent, as value and as name. */
function playEcho() {
	server.play(({ request, ...exchange }) => {
		const { headers, body } = request;
		const sent = `${headers.authorization} ${String(headers['cf-access-client-secret'])}`;
		const errors = { [sent]: { messages: [sent] }, [HEADER]: { value: [{ [KEY]: sent }] } };
		answer(422, { message: [sent, body], errors, ctx: { sent } })({ request, ...exchange });
	});
}

function playPlanted() {
	server.play((exchange) => {
		const { usual, request } = exchange;
		const isSecret = RESOURCES_WITH_SECRETS.some((name) => request.url.includes(name));
		const { status, body } = usual;
		if (body === undefined) exchange.response.writeHead(status).end();
		else answer(status, isSecret ? planted(body) : body)(exchange);
	});
}

describe('no planted secret comes out', () => {
	it.each(['continueErrorOutput', 'stopWorkflow'])(
		'where the server repeats all that it was sent (%s)',
		async (onError) => {
			playEcho();
			for (const one of operations) {
				const { operation, told } = await outcomeOf(one, onError);
				expect(`${operation}: ${told}`).toContain('HTTP 422');
				expect(`${operation}: ${told}`).not.toMatch(CANARY);
			}
		},
		60_000,
	);

	it('of an answer about integrations, connections and endpoints', async () => {
		playPlanted();
		for (const one of operations) {
			const { operation, told } = await outcomeOf(one, 'continueErrorOutput');
			expect(`${operation}: ${told}`).not.toMatch(CANARY);
		}
	}, 60_000);

	it('in a list of the editor, or in the reason why there is none', async () => {
		const parameters = { subscriberId: 'ann', topicKey: 'news' };
		for (const play of [playEcho, playPlanted]) {
			play();
			for (const method of Object.keys(new Novu().methods.listSearch)) {
				const told = await runListSearch({
					method,
					parameters,
					credentials: { novuApi: credential() },
				}).catch((error: Error) => ({ ...error, message: error.message, stack: error.stack }));
				expect(`${method}: ${JSON.stringify(told)}`).not.toMatch(CANARY);
			}
		}
	});

	it("in the credential's test", async () => {
		playEcho();
		const { message } = await testCredential({ type: 'novuApi', data: credential() });
		expect(message).not.toMatch(CANARY);
	});

	it.each([
		`admin:${PLANTED}@novu.internal/api`,
		`https://admin:${PLANTED}@novu.internal/api`,
		`novu.internal/api?key=${PLANTED}`,
		`https://novu.internal/api#${PLANTED}`,
		`ftp://admin:${PLANTED}@novu.internal`,
		`http://admin:${PLANTED}@`,
	])('of the base URL %s', async (baseUrl) => {
		const data = { apiKey: KEY, region: 'custom', baseUrl };
		for (const onError of ['continueErrorOutput', 'stopWorkflow'] as const) {
			const { items, error } = await runWorkflow({
				workflow: novuWorkflow({ resource: 'topic', operation: 'getAll' }, { onError }),
				credentials: { novuApi: data },
				items: [{}, {}],
			});
			expect(JSON.stringify([items('Novu', 0), items('Novu', 1)])).not.toMatch(CANARY);
			expect(`${error?.message} ${error?.description} ${error?.stack}`).not.toMatch(CANARY);
			if (onError === 'continueErrorOutput') expect(items('Novu', 1)).toHaveLength(2);
		}
		const { status, message } = await testCredential({ type: 'novuApi', data });
		expect(status).toBe('Error');
		expect(message).not.toMatch(CANARY);
	});
});

it('the extra headers reach the server, and the key stays where it is', async () => {
	playPlanted();
	await outcomeOf(operations[0], 'continueErrorOutput');
	expect(server.requests[0].headers).toMatchObject({
		authorization: `ApiKey ${KEY}`,
		'cf-access-client-secret': HEADER,
	});
});
