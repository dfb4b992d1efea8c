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

async function ask(
	sandbox: Sandbox,
	set: RecordingSet,
	recording: Recording,
	translation: Translation,
): Promise<Answer> {
	const { method, path, headers = {} } = recording.request;
	const authorization = headers.authorization ?? `ApiKey <API_KEY>`;
	const named = 'headers' in recording.request ? headers : { authorization };
	const key = keyFor(recording, set, sandbox);
	const withKey = (value: string) =>
		value.replace('<API_KEY>', key).replace('<PRODUCTION_API_KEY>', productionKey(sandbox));
	const text = bodyText(recording);
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

async function sandboxFor({ set, start }: Session): Promise<Sandbox> {
	const sandbox = await startSandbox({
		novu: set.novu,
		seed: start === 'seeded',
		uniqueSubscribers: true,
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
	try {
		for (const part of session.parts) {
			if (part.configure) sandbox.configure(part.configure);
			await part.before?.(sandbox);
			for (const recording of nextOf(set, part, positions)) {
				await before[recording.name]?.(sandbox);
				const answer = await ask(sandbox, set, recording, translation);
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
