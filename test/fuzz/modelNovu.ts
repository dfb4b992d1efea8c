import type { IDataObject } from 'n8n-workflow';
import type { Send } from '../../nodes/Novu/engine/client';
import type { Reply } from '../../nodes/Novu/engine/reply';
import type { VirtualClock } from '../unit/virtualClock';

/** What happens to a request: nothing, or one of the ways in which it or its answer is lost. */
export const FATES = [
	'well',
	'refused connection',
	'lost before',
	'lost after',
	'time-out after',
	'cut answer',
	'gateway before',
	'gateway after',
	'empty answer after',
	'other answer after',
	'500 before',
	'500 after',
	'423',
	'408 after',
	'429',
	'other writer first',
] as const;
export type Fate = (typeof FATES)[number];

interface Entry {
	providerId: string;
	_integrationId: string;
	credentials: { deviceTokens: string[] };
}

const INTEGRATION = { _id: 'i1', _environmentId: 'e1', providerId: 'fcm', identifier: 'fcm-main' };
/** Novu's limit is 100; a low one is met more often. */
const MOST_TOKENS = 6;

/** As much of Novu as tokens and events need, with a fate for each request. */
export class ModelNovu {
	readonly subscribers = new Map<string, Entry[]>();
	/** How often each event was carried out, by its number */
	readonly events = new Map<number, number>();
	private readonly answersByKey = new Map<string, Reply>();
	/** What another writer has appended, in the form `subscriber token` */
	readonly others: string[] = [];
	private sent = 0;

	constructor(
		private readonly clock: VirtualClock,
		private readonly fates: readonly Fate[],
	) {}

	tokensOf(subscriberId: string): string[] {
		return (this.subscribers.get(subscriberId) ?? []).flatMap(
			(entry) => entry.credentials.deviceTokens,
		);
	}

	readonly send: Send = async (request) => {
		const fate = this.fates[this.sent++] ?? 'well';
		await this.clock.wait(3);
		if (fate === 'refused connection') return { kind: 'connection', code: 'ECONNREFUSED' };
		if (fate === 'lost before') return { kind: 'connection', code: 'ECONNRESET' };
		if (fate === 'gateway before') return answer(502, '<html>Bad gateway</html>');
		if (fate === '500 before')
			return answer(500, { statusCode: 500, message: 'Internal server error' });
		if (fate === '423') return answer(423, { statusCode: 423, message: 'Locked' });
		if (fate === '429')
			return answer(429, { statusCode: 429, message: 'limit' }, { 'retry-after': '1' });
		const body =
			request.bodyText === undefined ? {} : (JSON.parse(request.bodyText) as IDataObject);
		if (fate === 'other writer first') this.writeAsOther(request.path.url);
		const reply = this.carriedOut(request.method, request.path.url, body, request.idempotencyKey);
		await this.clock.wait(3);
		switch (fate) {
			case 'lost after':
				return { kind: 'connection', code: 'ECONNRESET' };
			case 'time-out after':
				return { kind: 'timeout' };
			case 'cut answer':
				return { kind: 'truncated', status: 200, headers: {} };
			case 'gateway after':
				return answer(504, undefined);
			case 'empty answer after':
				return answer(200, undefined);
			case 'other answer after':
				return answer(200, { status: 'ok' });
			case '500 after':
				return answer(500, { statusCode: 500, message: 'Internal server error' });
			case '408 after':
				return answer(408, { statusCode: 408, message: 'timeout' });
			default:
				return reply;
		}
	};

	private carriedOut(method: string, url: string, body: IDataObject, key?: string): Reply {
		const known = key === undefined ? undefined : this.answersByKey.get(key);
		if (known) return known;
		const reply = this.handle(method, url.split('?')[0], body);
		if (key !== undefined) this.answersByKey.set(key, reply);
		return reply;
	}

	private handle(method: string, url: string, body: IDataObject): Reply {
		const [, , resource, id = '', ...rest] = url.split('/');
		if (resource === 'environments') return answer(200, { data: { _id: 'e1' } });
		if (resource === 'integrations')
			return answer(200, { data: [{ ...INTEGRATION, active: true }] });
		if (resource === 'events')
			return this.trigger(rest[0] === 'bulk' ? body.events : [body], rest[0]);
		const entries = this.subscribers.get(id);
		if (!entries) return answer(404, { statusCode: 404, message: `Subscriber ${id} not found` });
		if (method === 'GET') return this.shown(id);
		if (method === 'DELETE') {
			this.subscribers.set(id, []);
			return answer(204, undefined);
		}
		const { deviceTokens } = body.credentials as { deviceTokens: string[] };
		const [first] = entries;
		const before = method === 'PATCH' && first ? first.credentials.deviceTokens : [];
		const after = [...new Set([...before, ...deviceTokens])];
		if (after.length > MOST_TOKENS) {
			return answer(400, {
				statusCode: 400,
				message: 'Device tokens limit exceeded',
				currentCount: 9,
			});
		}
		if (first) first.credentials.deviceTokens = after;
		else {
			const credentials = { deviceTokens: after };
			entries.push({ providerId: 'fcm', _integrationId: INTEGRATION._id, credentials });
		}
		return this.shown(id);
	}

	/** Another app appends a token of its own to the subscriber that a request is about. */
	private writeAsOther(url: string): void {
		const id = url.split('/')[3] ?? '';
		const [first] = this.subscribers.get(id) ?? [];
		if (!first || first.credentials.deviceTokens.length >= MOST_TOKENS) return;
		const token = `other-${this.others.length}`;
		first.credentials.deviceTokens.push(token);
		this.others.push(`${id} ${token}`);
	}

	private shown(subscriberId: string): Reply {
		const channels = structuredClone(this.subscribers.get(subscriberId));
		return answer(200, { data: { _id: 's1', subscriberId, channels } });
	}

	private trigger(given: unknown, kind: string | undefined): Reply {
		const events = given as Array<{ payload: { number: number } }>;
		for (const { payload } of events) {
			this.events.set(payload.number, (this.events.get(payload.number) ?? 0) + 1);
		}
		const one = { acknowledged: true, status: 'processed', transactionId: 'txn_1' };
		return answer(201, { data: kind === 'bulk' ? events.map(() => one) : one });
	}
}

function answer(status: number, body: unknown, headers: IDataObject = {}): Reply {
	return { kind: 'answer', status, headers, body };
}
