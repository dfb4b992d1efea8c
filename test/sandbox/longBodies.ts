import { isFields } from '../../sandbox/validation';
import type { Recording, Truncated } from './recordings';
import { isTruncated } from './recordings';

function numbered(count: number, word: (index: number) => unknown): unknown[] {
	return Array.from({ length: count }, (_unused, index) => word(index));
}

/** One entry of `credentials.json` with this many letters in its token. */
function longToken(length: number): unknown {
	return { providerId: 'fcm', credentials: { deviceTokens: ['t'.repeat(length)] } };
}

function bulk(count: number, letter: string, data?: unknown): unknown {
	const item = (index: number) => ({
		subscriberId: `${letter}${index}`,
		...(data ? { data } : {}),
	});
	return { subscribers: numbered(count, item) };
}

function trigger(length: number): unknown {
	return { name: 'lab-inapp', to: 'ev1', payload: { x: 'y'.repeat(length) } };
}

/** The requests whose bodies were too long to record, made again. */
const REMADE: Record<string, () => unknown> = {
	'cred-err-token-90kB': () => longToken(90_000),
	'cred-err-token-110kB': () => longToken(110_000),
	'cred-err-1000-tokens': () => ({
		providerId: 'fcm',
		credentials: { deviceTokens: numbered(1000, (index) => `tok${index}`) },
	}),
	'sub2-110kB-data': () => ({ subscriberId: 's-big', data: { x: 'y'.repeat(110_000) } }),
	'sub2-99kB-data': () => ({ subscriberId: 's-big', data: { x: 'y'.repeat(99_000) } }),
	'bulk-500': () => bulk(500, 'm'),
	'bulk-501': () => bulk(501, 'n'),
	'bulk-over-100kB': () => bulk(300, 'o', { x: 'y'.repeat(400) }),
	'trigger-1MB-payload': () => trigger(1_000_000),
	'trigger-21MB-payload': () => trigger(22_020_096),
};

/**
 * Makes a value again of what the recordings say of it: `{ $text: ['y', 3] }` is `yyy`,
 * `{ $list: [2, item] }` two copies of the item with `$i` in its texts replaced by their index.
 */
function remade(plan: unknown): unknown {
	if (Array.isArray(plan)) return plan.map(remade);
	if (!isFields(plan)) return plan;
	const { $text, $list } = plan;
	if (Array.isArray($text)) return String($text[0]).repeat(Number($text[1]));
	if (Array.isArray($list)) {
		const item = JSON.stringify(remade($list[1]));
		return numbered(
			Number($list[0]),
			(index) => JSON.parse(item.replaceAll('$i', String(index))) as unknown,
		);
	}
	return Object.fromEntries(Object.entries(plan).map(([name, value]) => [name, remade(value)]));
}

function checked(name: string, text: string, recorded: Truncated): string {
	if (text.length !== recorded.length || !text.startsWith(recorded.__truncated)) {
		throw new Error(`The body of ${name} was not made again as it was recorded (${text.length})`);
	}
	return text;
}

/**
 * The body of a recorded request as it went over the wire.
 * @throws Error when a body that was too long to keep is not known here
 */
export function bodyText({ name, request }: Recording): string | undefined {
	const { body } = request;
	if (body === undefined || body === null) return undefined;
	if (typeof body === 'string') return body;
	if (!isTruncated(body)) return JSON.stringify(body);
	const remake = REMADE[name] ?? (body.remake ? () => remade(body.remake) : undefined);
	if (!remake) throw new Error(`The body of ${name} was too long to record`);
	return checked(name, JSON.stringify(remake()), body);
}
