import { addWorkflow, startSandbox, type Sandbox } from '../../sandbox';
import { Translation } from './agreement';
import { send, type Answer } from './http';
import { bodyText } from './longBodies';
import { recordingsOf, type Recording, type RecordingSet } from './recordings';
import { REMINDER, type Part, type Session } from './session';

/** How the sandbox answered one recorded request. */
export interface Replayed {
	file: string;
	recording: Recording;
	answer: Answer;
	/** Where the answers differ, in words; empty where they agree */
	differences: string[];
}

/** Headers that say something about the answer; the others come from the server library. */
const TELLING_HEADERS = /^(idempotency-.*|ratelimit-(limit|remaining|policy)|link)$/;

/** Headers that tell seconds, which differ from run to run: they are there or not. */
const TIME_HEADERS = /^(ratelimit-reset|retry-after)$/;

/** The key that a request was sent with: the recordings of 2.0 show any key as `<API_KEY>`. */
function keyFor({ name, response }: Recording, { novu }: RecordingSet, sandbox: Sandbox): string {
	if (novu !== '2.0') return sandbox.apiKey;
	const { message } = (response.body ?? {}) as { message?: unknown };
	if (name === 'auth-prod-key') return productionKey(sandbox);
	return message === 'API Key not found' ? 'unknown' : sandbox.apiKey;
}

function productionKey({ store }: Sandbox): string {
	return store.organization.production.environment.apiKey;
}

const SNOOZE = /("snoozeUntil":")([^"]+)(")/;
/** Fields of an answer that tell when it was made, or when something in it was. */
const MADE_AT = /"(?:timestamp|createdAt|updatedAt)":"([^"]+)"/g;

/** The latest time that an answer tells. */
function latestIn({ response }: Recording): number | undefined {
	const times = [...JSON.stringify(response.body ?? '').matchAll(MADE_AT)];
	return times.length === 0 ? undefined : Math.max(...times.map(([, time]) => Date.parse(time)));
}

/** Novu compares this time with its clock: it is as far ahead as it was when it was recorded. */
function shifted(text: string | undefined, recordedAt = Date.now()): string | undefined {
	return text?.replace(SNOOZE, (whole, before: string, until: string, after: string) => {
		const time = Date.parse(until);
		if (Number.isNaN(time)) return whole;
		return `${before}${new Date(time - recordedAt + Date.now()).toISOString()}${after}`;
	});
}

async function ask(
	sandbox: Sandbox,
	set: RecordingSet,
	recording: Recording,
	translation: Translation,
	recordedAt: number | undefined,
): Promise<Answer> {
	const { method, path, headers = {} } = recording.request;
	const authorization = headers.authorization ?? `ApiKey <API_KEY>`;
	const named = 'headers' in recording.request ? headers : { authorization };
	const key = keyFor(recording, set, sandbox);
	const withKey = (value: string) =>
		value.replace('<API_KEY>', key).replace('<PRODUCTION_API_KEY>', productionKey(sandbox));
	const text = shifted(bodyText(recording), recordedAt);
	return await send(sandbox.url, {
		method,
		path: translation.translate(path),
		headers: Object.fromEntries(
			Object.entries(named).map(([name, value]) => [name, withKey(value)]),
		),
		body: text === undefined ? undefined : translation.translate(text),
	});
}

function headerDifferences(recorded: Record<string, string>, actual: Record<string, string>) {
	const names = [...new Set([...Object.keys(recorded), ...Object.keys(actual)])];
	const differs = (name: string) =>
		TELLING_HEADERS.test(name)
			? recorded[name] !== actual[name]
			: TIME_HEADERS.test(name) && name in recorded !== name in actual;
	return names
		.filter(differs)
		.map((name) => `header ${name}: ${recorded[name]} was recorded, not ${actual[name]}`);
}

function compare(recording: Recording, answer: Answer, translation: Translation): string[] {
	const { status, headers, body } = recording.response;
	if (status !== answer.status) {
		const given = JSON.stringify(answer.body).slice(0, 300);
		return [`status: ${status} was recorded, not ${answer.status} ${given}`];
	}
	return [
		...headerDifferences(headers, answer.headers),
		...translation.differences(body ?? '', answer.body),
	];
}

const NEVER_MS = 24 * 3_600_000;
/** To the sandbox's worker a pause is as good as other requests. */
const REQUESTS_OF_A_WAIT = 10;

/** The recordings in the order in which the server's worker came to them. */
function inOrder(recordings: Recording[], { earlier = {} }: Session): Recording[] {
	const all = [...recordings];
	for (const [name, before] of Object.entries(earlier)) {
		const from = all.findIndex((one) => one.name === name);
		const [moved] = all.splice(from, 1);
		all.splice(
			all.findIndex((one) => one.name === before),
			0,
			moved,
		);
	}
	return all;
}

async function sandboxFor({ set, start }: Session): Promise<Sandbox> {
	const sandbox = await startSandbox({
		novu: set.novu,
		seed: start === 'seeded',
		uniqueSubscribers: true,
		// What was waited for is told by the recording, and not by how fast this machine is.
		workerMs: NEVER_MS,
	});
	if (start === 'seeded') addWorkflow(sandbox.store, REMINDER);
	return sandbox;
}

/**
 * Sends the recorded requests of a session to a fresh sandbox of its generation, in their order, and
 * compares every answer.
 */
export async function replay(session: Session): Promise<Replayed[]> {
	const sandbox = await sandboxFor(session);
	const { set, before = {} } = session;
	const translation = new Translation({
		'<API_KEY>': sandbox.apiKey,
		'<PRODUCTION_API_KEY>': productionKey(sandbox),
	});
	const positions = new Map<string, number>();
	const replayed: Replayed[] = [];
	let recordedAt: number | undefined;
	try {
		for (const part of session.parts) {
			if (part.configure) sandbox.configure(part.configure);
			await part.before?.(sandbox);
			for (const recording of inOrder(nextOf(set, part, positions), session)) {
				await before[recording.name]?.(sandbox);
				if (recording.waited) sandbox.store.requests += REQUESTS_OF_A_WAIT;
				recordedAt = latestIn(recording) ?? recordedAt;
				const answer = await ask(sandbox, set, recording, translation, recordedAt);
				const differences = compare(recording, answer, translation);
				replayed.push({ file: part.file, recording, answer, differences });
			}
		}
	} finally {
		await sandbox.close();
	}
	return replayed;
}

function nextOf(
	set: RecordingSet,
	{ file, upTo }: Part,
	positions: Map<string, number>,
): Recording[] {
	const all = recordingsOf(set, file);
	const start = positions.get(file) ?? 0;
	const last = upTo === undefined ? all.length - 1 : all.findIndex(({ name }) => name === upTo);
	if (last < start) throw new Error(`${file} has no recording ${upTo} after its ${start}th`);
	positions.set(file, last + 1);
	return all.slice(start, last + 1);
}
