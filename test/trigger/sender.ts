import { createHmac } from 'crypto';
import axios from 'axios';

/** A signing secret as Novu's dashboard shows it; its key is 24 bytes. */
export const EXAMPLE_SECRET = `whsec_${Buffer.from('example-key-of-24-bytes!').toString('base64')}`;
/** Another one of the same form. */
export const OTHER_SECRET = `whsec_${Buffer.from('another-key-of-24-bytes!').toString('base64')}`;

/** What is sent to an endpoint. */
export interface Signed {
	headers: Record<string, string>;
	body: Buffer;
}

/** How an event is signed. */
export interface SigningOptions {
	/** One signature for each */
	secrets?: string[];
	/** Of the delivery, the same in every try */
	id?: string;
	/** Seconds since 1970 */
	timestamp?: number;
	/** Novu's header names or those of Svix */
	prefix?: 'svix' | 'webhook';
}

let counter = 0;

/**
 * Signs a body by Svix's published scheme (docs.svix.com/receiving/verifying-payloads/how-manual):
 * `v1,` and base64 of HMAC-SHA256 over `<id>.<timestamp>.<body>`, the key being the base64 behind
 * `whsec_`.
 */
export function signed(event: unknown, options: SigningOptions = {}): Signed {
	const { secrets = [EXAMPLE_SECRET], prefix = 'svix' } = options;
	const { id = `msg_${counter++}`, timestamp = Math.floor(Date.now() / 1000) } = options;
	const body = Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
	const signatures = secrets.map((secret) => {
		const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
		const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
		return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
	});
	return {
		headers: {
			'content-type': 'application/json',
			[`${prefix}-id`]: id,
			[`${prefix}-timestamp`]: String(timestamp),
			[`${prefix}-signature`]: signatures.join(' '),
		},
		body,
	};
}

/** Sends a request as it is, byte for byte. */
export async function post(url: string, { headers, body }: Signed) {
	const { status, data } = await axios.post<unknown>(url, body, {
		headers,
		validateStatus: () => true,
		transformRequest: (raw: Buffer) => raw,
	});
	return { status, data };
}

/**
 * A delivery of the Chat Webhook, of which there is no recording: the recorded Novu is older. Fields
 * and signature are those of Novu's source (chat-webhook.provider of 2026).
 */
export function chatDelivery(hmacSecret = 'example-hmac-secret'): Signed {
	const body = Buffer.from(
		JSON.stringify({
			content: 'chat 42 ✓',
			webhookUrl: 'http://127.0.0.1/room',
			channel: 'general',
			phoneNumber: '+4512345678',
		}),
	);
	const signature = createHmac('sha256', hmacSecret).update(body).digest('hex');
	return { headers: { 'content-type': 'application/json', 'x-novu-signature': signature }, body };
}

/**
 * Sends a delivery as newer versions of Novu do (2026; `safeOutboundJsonRequest`): whatever the status, the
 * answer's `id` is taken; a 307 to another host is refused, which is what Novu then shows.
 * @throws where Novu would show the delivery as failed
 */
export async function deliver(url: string, { headers, body }: Signed): Promise<string | undefined> {
	const {
		status,
		data,
		headers: answered,
	} = await axios.post<{ id?: string }>(url, body, {
		headers: { ...headers, 'user-agent': 'novu-safe-outbound/1.0' },
		maxRedirects: 0,
		validateStatus: () => true,
		transformRequest: (raw: Buffer) => raw,
	});
	const target = status === 307 ? new URL(String(answered.location), url).host : undefined;
	if (target !== undefined && target !== new URL(url).host) {
		return await Promise.reject(new Error(`Refusing to follow 307 redirect to ${target}`));
	}
	return data.id;
}

/** An event as Novu words it, of a push message that failed for one token. */
export function failedPush(deviceToken = 'token-1', changes: object = {}) {
	return {
		id: `evt_${(counter++).toString(16).padStart(24, '0')}`,
		type: 'message.failed',
		object: 'message',
		data: {
			object: {
				...message('push', 'fcm'),
				status: 'error',
				deviceToken,
				errorId: 'unexpected_push_error',
				errorText: 'Requested entity was not found.',
			},
			error: {
				message: 'Requested entity was not found.',
				push: { reason: 'token_invalid', deviceToken },
			},
		},
		timestamp: '2026-11-23T08:00:47.627Z',
		environmentId: 'Ex4mpl3Env',
		...changes,
	};
}

/** A message as it stands in an event. */
export function message(channel: string, providerId: string) {
	return {
		_id: '6b03f2af703fb8d249ee2cb9',
		_templateId: '6b03f2ae693f23314bae3fe2',
		_notificationId: '6b03f2af703fb8d249ee2c1e',
		_environmentId: '6b03f289693f23314bae3e6b',
		_organizationId: '6b03f289693f23314bae3e65',
		subscriberId: 'customer-1',
		workflowId: 'order-shipped',
		templateIdentifier: 'order-shipped',
		stepId: 'push-step',
		transactionId: '7af92d57-0edd-410d-8c95-059319d3fef8',
		channel,
		providerId,
		status: 'sent',
		seen: false,
		read: false,
		archived: false,
		createdAt: '2026-11-23T08:00:47.627Z',
		contextKeys: [],
	};
}

/**
 * Signs a body as Novu signs what it sends to an agent's bridge (`@novu/framework` 2.13.2): milliseconds,
 * and the hex of HMAC-SHA256 over `<t>.<body>` with the environment's secret key.
 */
export function signedForAgent(
	event: unknown,
	{ key = EXAMPLE_KEY, timestamp = Date.now() }: { key?: string; timestamp?: number } = {},
): Signed {
	const body = Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
	const content = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
	const signature = createHmac('sha256', key).update(content).digest('hex');
	return {
		headers: {
			'content-type': 'application/json',
			'novu-signature': `t=${timestamp},v1=${signature}`,
		},
		body,
	};
}

/** A secret key of an environment, as long as Novu's are. */
export const EXAMPLE_KEY = 'example-secret-key-of-32-letters';

/** A message to an agent; no recording has one, the fields are those of `AgentBridgeRequest`. */
export function agentMessage(changes: object = {}) {
	return {
		version: 1,
		timestamp: '2026-11-26T08:00:47.627Z',
		deliveryId: `dlv_${(counter++).toString(16).padStart(24, '0')}`,
		event: 'onMessage',
		agentId: 'support',
		replyUrl: 'http://127.0.0.1:3000/v1/agents/support/reply',
		conversationId: '6b07aaaaaaaaaaaaaaaa0001',
		integrationIdentifier: 'slack-main',
		action: null,
		message: {
			text: 'Wo ist meine Bestellung? ✓',
			platformMessageId: '1732600000.000100',
			author: { userId: 'U1', fullName: 'Ada Byron', userName: 'ada', isBot: false },
			timestamp: '2026-11-26T08:00:47.000Z',
			attachments: [{ type: 'image', url: 'https://files.example.com/1.png', name: '1.png' }],
		},
		reaction: null,
		conversation: {
			identifier: 'conv_1',
			status: 'active',
			metadata: { plan: 'pro' },
			messageCount: 2,
			createdAt: '2026-11-26T08:00:00.000Z',
			lastActivityAt: '2026-11-26T08:00:47.000Z',
		},
		subscriber: { subscriberId: 'crm-1001', firstName: 'Ada', locale: 'de' },
		context: null,
		history: [
			{
				role: 'user',
				type: 'message',
				content: 'Hallo',
				senderName: 'Ada Byron',
				createdAt: '2026-11-26T08:00:00.000Z',
			},
		],
		platform: 'slack',
		platformContext: { threadId: 'T1', channelId: 'C1', isDM: true, message: { raw: true } },
		...changes,
	};
}
