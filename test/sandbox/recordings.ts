import { names, read } from './recordingFiles';

/** One request to a real Novu and what it answered; keys are replaced by placeholders. */
export interface Recording {
	name: string;
	request: {
		method: string;
		path: string;
		headers?: Record<string, string>;
		/** A text where it was no JSON; {@link Truncated} where it was too long to keep */
		body?: unknown;
	};
	response: {
		status: number;
		headers: Record<string, string>;
		body?: unknown;
	};
	/** Whether time was let pass before it */
	waited?: boolean;
	/** Entries with the same text were sent at once */
	overlap?: string;
}

/** What one Novu answered: a folder of `test` and the name of its generation. */
export interface RecordingSet {
	folder: string;
	novu: '2.0' | '3.19';
}

/** Recorded with Novu 2.0. */
export const NOVU_2_0: RecordingSet = { folder: 'recordings', novu: '2.0' };

/** Recorded with Novu 3.19.0. */
export const NOVU_3_19: RecordingSet = { folder: 'recordings-3.19', novu: '3.19' };

/** What the server sent out by itself is no request to it. */
const NO_REQUESTS = ['_sessions', 'deliveries', 'activity'];

const known = new Map<string, Recording[]>();

/** The recordings of one file, in the order in which they were made. */
export function recordingsOf({ folder }: RecordingSet, file: string): Recording[] {
	const path = `${folder}/${file}`;
	const recordings = known.get(path) ?? (read(folder, file) as Recording[]);
	known.set(path, recordings);
	return recordings;
}

/** All files of requests that there are. */
export function recordingFiles({ folder }: RecordingSet): string[] {
	return names(folder).filter((name) => !NO_REQUESTS.includes(name));
}

/** A body that was too long to keep: its first 2,000 characters or fewer. */
export interface Truncated {
	__truncated: string;
	length: number;
	/** How a request's body is made again, see {@link remade} */
	remake?: unknown;
}

export function isTruncated(body: unknown): body is Truncated {
	return typeof body === 'object' && body !== null && '__truncated' in body;
}
