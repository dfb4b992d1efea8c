import type { Store } from './store';
import type { Preference, StepType, Subscriber, Workflow } from './types';

/** The key of what a subscriber wants in general. */
const GENERAL = 'general';

/** Channels that a preference can name. */
export const CHANNELS: readonly StepType[] = ['in_app', 'email', 'sms', 'chat', 'push'];

/** What a subscriber has set, of a workflow or in general; nothing where it has set nothing. */
export function preferenceOf(
	store: Store,
	subscriber: Subscriber,
	workflow?: Workflow,
): Preference | undefined {
	return store.preferences.get(subscriber._id)?.get(workflow?._id ?? GENERAL);
}

/** Changes what a subscriber wants; channels that are not named stay. */
export function prefer(
	store: Store,
	subscriber: Subscriber,
	workflow: Workflow | undefined,
	wish: Partial<Preference>,
): Preference {
	const known = preferenceOf(store, subscriber, workflow) ?? { enabled: true, channels: {} };
	const channels = { ...known.channels, ...wish.channels };
	const changed = { ...known, ...wish, channels };
	const own = store.preferences.get(subscriber._id) ?? new Map<string, Preference>();
	store.preferences.set(subscriber._id, own.set(workflow?._id ?? GENERAL, changed));
	return changed;
}

/** The channels that a workflow has steps for, each on unless the subscriber switched it off. */
export function channelsOf(
	workflow: Workflow,
	preference: Preference | undefined,
): Partial<Record<StepType, boolean>> {
	const used = CHANNELS.filter((channel) => workflow.steps.some((step) => step.type === channel));
	return Object.fromEntries(
		used.map((channel) => [channel, preference?.channels[channel] ?? true]),
	);
}

/** Where each channel's setting comes from. */
export function overridesOf(
	workflow: Workflow,
	preference: Preference | undefined,
): Array<{ channel: string; source: string }> {
	return Object.keys(channelsOf(workflow, preference)).map((channel) => ({
		channel,
		source: preference?.channels[channel as StepType] === undefined ? 'template' : 'subscriber',
	}));
}
