import auth from '../recordings/auth.json';
import baseUrls from '../recordings/base-urls.json';
import credentials from '../recordings/credentials.json';
import environments from '../recordings/environments.json';
import events from '../recordings/events.json';
import idempotency from '../recordings/idempotency.json';
import inbox from '../recordings/inbox.json';
import integrations from '../recordings/integrations.json';
import messages from '../recordings/messages.json';
import misc from '../recordings/misc.json';
import notifications from '../recordings/notifications.json';
import preferences from '../recordings/preferences.json';
import races from '../recordings/races.json';
import rateLimits from '../recordings/rate-limits.json';
import subscriberIds from '../recordings/subscriber-ids.json';
import subscribersBulk from '../recordings/subscribers-bulk.json';
import subscribers from '../recordings/subscribers.json';
import topics from '../recordings/topics.json';
import workflows from '../recordings/workflows.json';

/** One request to a real Novu 2.0 and what it answered; keys are replaced by `<API_KEY>`. */
export interface Recording {
	name: string;
	request: {
		method: string;
		path: string;
		headers?: Record<string, string>;
		/** A text where it was no JSON; `{ __truncated, length }` where it was too long to keep */
		body?: unknown;
	};
	response: {
		status: number;
		headers: Record<string, string>;
		body?: unknown;
	};
}

const FILES = {
	auth,
	'base-urls': baseUrls,
	credentials,
	environments,
	events,
	idempotency,
	inbox,
	integrations,
	messages,
	misc,
	notifications,
	preferences,
	races,
	'rate-limits': rateLimits,
	'subscriber-ids': subscriberIds,
	'subscribers-bulk': subscribersBulk,
	subscribers,
	topics,
	workflows,
};

export type RecordingFile = keyof typeof FILES;

/** The recordings of one file, in the order in which they were made. */
export function recordingsOf(file: RecordingFile): Recording[] {
	return FILES[file] as unknown as Recording[];
}

/** All files that there are. */
export const RECORDING_FILES = Object.keys(FILES) as RecordingFile[];

/** A body that was too long to keep: its first 2,000 characters or fewer. */
export interface Truncated {
	__truncated: string;
	length: number;
}

export function isTruncated(body: unknown): body is Truncated {
	return typeof body === 'object' && body !== null && '__truncated' in body;
}
