import * as crypto from 'crypto';
import { Webhook } from 'svix';
import { webhookSecret, type WebhookSecret } from '../../credentials/novuWebhookSecret';
import { TOLERANCE_S, verify } from '../../nodes/Novu/trigger/signature';
import { EXAMPLE_SECRET, OTHER_SECRET, failedPush, signed, type Signed } from './sender';

jest.mock('crypto', () => {
	const original = jest.requireActual<typeof crypto>('crypto');
	return { ...original, timingSafeEqual: jest.fn(original.timingSafeEqual) };
});

const NOW_S = 1_795_000_000;
const event = failedPush('tøken ✓');

const secretOf = (signingSecret: string) => webhookSecret({ purpose: 'events', signingSecret });
const check = ({ headers, body }: Signed, secret: WebhookSecret = secretOf(EXAMPLE_SECRET)) =>
	verify(secret, headers, body, NOW_S * 1000);
const why = (request: Signed, secret?: WebhookSecret) => {
	const verdict = check(request, secret);
	return verdict.genuine ? 'genuine' : verdict.why;
};

describe('the signature of an event', () => {
	it('is taken from what Svix signs', () => {
		const body = JSON.stringify(event);
		const timestamp = new Date(NOW_S * 1000);
		const signature = new Webhook(EXAMPLE_SECRET).sign('msg_1', timestamp, body);
		const headers = {
			'svix-id': 'msg_1',
			'svix-timestamp': String(NOW_S),
			'svix-signature': signature,
		};
		expect(check({ headers, body: Buffer.from(body) })).toEqual({ genuine: true, id: 'msg_1' });
	});

	it('of the tests is one that Svix takes', () => {
		const { headers, body } = signed(event);
		expect(new Webhook(EXAMPLE_SECRET).verify(body.toString(), headers)).toEqual(event);
		expect(() => new Webhook(OTHER_SECRET).verify(body.toString(), headers)).toThrow();
	});

	it.each(['svix', 'webhook'] as const)('is taken from headers that begin with %s', (prefix) => {
		expect(check(signed(event, { prefix, timestamp: NOW_S, id: 'msg_2' }))).toEqual({
			genuine: true,
			id: 'msg_2',
		});
	});

	it.each([
		['old first', [OTHER_SECRET, EXAMPLE_SECRET]],
		['new first', [EXAMPLE_SECRET, OTHER_SECRET]],
	])('may be one of several while the secret is exchanged, %s', (_name, secrets) => {
		expect(check(signed(event, { secrets, timestamp: NOW_S })).genuine).toBe(true);
	});

	it.each([
		['a changed byte', (body: Buffer) => Buffer.from(body.toString().replace('token_', 'tokem_'))],
		['a blank more', (body: Buffer) => Buffer.concat([body, Buffer.from(' ')])],
		[
			'other JSON of the same meaning',
			(body: Buffer) => Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)),
		],
		['nothing', () => Buffer.alloc(0)],
	])('does not fit a body with %s', (_name, change) => {
		const request = signed(event, { timestamp: NOW_S });
		expect(why({ ...request, body: change(request.body) })).toMatch(/signature does not fit/);
	});

	it('does not fit another id or another time than those that were signed', () => {
		const { headers, body } = signed(event, { timestamp: NOW_S });
		for (const [name, value] of [
			['svix-id', 'msg_x'],
			['svix-timestamp', String(NOW_S + 1)],
		]) {
			expect(why({ headers: { ...headers, [name]: value }, body })).toMatch(
				/signature does not fit/,
			);
		}
	});

	it('of another secret does not fit, and the words name no secret', () => {
		const words = why(signed(event, { secrets: [OTHER_SECRET], timestamp: NOW_S }));
		expect(words).toMatch(/signing secret of this very endpoint/);
		expect(words).not.toContain(EXAMPLE_SECRET.slice(6));
	});

	it('is taken up to five minutes from now, and no further', () => {
		const at = (seconds: number) => why(signed(event, { timestamp: NOW_S + seconds }));
		expect(at(-TOLERANCE_S)).toBe('genuine');
		expect(at(TOLERANCE_S)).toBe('genuine');
		expect(at(-TOLERANCE_S - 1)).toMatch(/301 s old/);
		expect(at(TOLERANCE_S + 1)).toMatch(/301 s ahead/);
	});

	it.each([
		['svix-signature', /not signed/],
		['svix-id', /lacks the header svix-id/],
		['svix-timestamp', /lacks the header/],
	])('is missing without the header %s', (name, words) => {
		const { headers, body } = signed(event, { timestamp: NOW_S });
		const rest = Object.entries(headers).filter(([header]) => header !== name);
		expect(why({ headers: Object.fromEntries(rest), body })).toMatch(words);
	});

	it('is not taken with a time that is none', () => {
		const { headers, body } = signed(event, { timestamp: NOW_S });
		expect(why({ headers: { ...headers, 'svix-timestamp': '1e9' }, body })).toMatch(/not a time/);
	});
});

describe('comparing', () => {
	const compare = jest.mocked(crypto.timingSafeEqual);
	beforeEach(() => compare.mockClear());

	const lengths = () => compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength]);

	it.each([
		['wrong from the first byte', 'v1,AAAA'],
		['empty', ''],
		['of another version', 'v2,abc'],
		['very long', `v1,${'A'.repeat(10_000)}`],
	])('a signature that is %s takes the constant-time way, with equal lengths', (_name, value) => {
		const { headers, body } = signed(event, { timestamp: NOW_S });
		expect(check({ headers: { ...headers, 'svix-signature': value }, body }).genuine).toBe(false);
		expect(lengths()).toEqual([[32, 32]]);
	});

	it('goes through all signatures, whichever fits', () => {
		const secrets = [EXAMPLE_SECRET, OTHER_SECRET, OTHER_SECRET];
		expect(check(signed(event, { secrets, timestamp: NOW_S })).genuine).toBe(true);
		expect(lengths()).toEqual([
			[32, 32],
			[32, 32],
			[32, 32],
		]);
	});

	it.each([
		['a delivery', { purpose: 'delivery', hmacSecret: 'example' }, 'x-novu-signature'],
		['an API key', { purpose: 'sms', headerName: 'X-API-Key', apiKey: 'example' }, 'x-api-key'],
	])('%s takes the constant-time way, too', (_name, credential, header) => {
		const secret = webhookSecret(credential);
		for (const given of ['e', 'exampl', 'a'.repeat(64)]) {
			compare.mockClear();
			expect(check({ headers: { [header]: given }, body: Buffer.from('{}') }, secret)).toEqual({
				genuine: false,
				why: expect.stringMatching(/does not fit|is another one/) as string,
			});
			expect(lengths()).toEqual([[32, 32]]);
		}
	});
});

describe('the signing secret', () => {
	const bare = EXAMPLE_SECRET.slice('whsec_'.length);

	it.each([
		['with blanks and a line end around it', `  ${EXAMPLE_SECRET}\n`],
		['with blanks inside', `whsec_ ${bare.slice(0, 10)} ${bare.slice(10)}`],
		['without its prefix', bare],
	])('is read %s', (_name, pasted) => {
		expect(secretOf(pasted)).toEqual(secretOf(EXAMPLE_SECRET));
	});

	it.each([
		['', /is empty/],
		['whsec_', /is empty/],
		['whsec_abc', /not a secret of an endpoint/],
		[`whsec_${'-'.repeat(40)}`, /not a secret of an endpoint/],
	])('"%s" is refused with what to do', (pasted, words) => {
		expect(() => secretOf(pasted)).toThrow(words);
	});

	it.each([
		[{ purpose: 'delivery', hmacSecret: ' ' }, /HMAC Secret' is empty/],
		[{ purpose: 'sms', headerName: '', apiKey: 'example' }, /Header Name' is empty/],
		[{ purpose: 'sms', headerName: 'no header', apiKey: 'example' }, /cannot be the name/],
		[{ purpose: 'sms', headerName: 'x-api-key', apiKey: '' }, /API Key' is empty/],
	])('of a delivery: %j is refused', (credential, words) => {
		expect(() => webhookSecret(credential)).toThrow(words);
	});
});
