import { now } from './ids';
import type { Store } from './store';
import type { NovuVersion, Preference, StepType, Subscriber, Workflow } from './types';

/** The key of what a subscriber wants in general. */
const GENERAL = 'general';

/** Channels that a preference can name. */
export const CHANNELS: readonly StepType[] = ['in_app', 'email', 'sms', 'chat', 'push', 'tool'];

/** The same for 2.0. */
export const OLD_CHANNELS: readonly StepType[] = CHANNELS.filter((one) => one !== 'tool');

/** What a subscriber has set, of a workflow or in general; nothing where it has set nothing. */
export function preferenceOf(
	store: Store,
	subscriber: Subscriber,
	workflow?: Workflow,
): Preference | undefined {
	return store.preferences.get(subscriber._id)?.get(workflow?._id ?? GENERAL);
}

/** Forgets what was wanted of workflows on the channels that a general wish now decides. */
function forgetOnWorkflows(own: Map<string, Preference>, channels: readonly string[]): void {
	for (const [key, preference] of own) {
		if (key === GENERAL) continue;
		const kept = Object.entries(preference.channels).filter(([name]) => !channels.includes(name));
		own.set(key, { ...preference, channels: Object.fromEntries(kept) });
	}
}

/**
 * Changes what a subscriber wants; channels that are not named stay. What is wanted in general takes the
 * place of what was wanted of single workflows.
 */
export function prefer(
	store: Store,
	subscriber: Subscriber,
	workflow: Workflow | undefined,
	wish: Partial<Preference>,
): Preference {
	const known = preferenceOf(store, subscriber, workflow) ?? { enabled: true, channels: {} };
	const channels = { ...known.channels, ...wish.channels };
	const changed = { ...known, ...wish, channels, updatedAt: now() };
	const own = store.preferences.get(subscriber._id) ?? new Map<string, Preference>();
	if (!workflow) forgetOnWorkflows(own, Object.keys(wish.channels ?? {}));
	store.preferences.set(subscriber._id, own.set(workflow?._id ?? GENERAL, changed));
	return changed;
}

/** The channels that a workflow has steps for, in Novu's order. */
export function channelsUsed(workflow: Workflow): StepType[] {
	return CHANNELS.filter((channel) => workflow.steps.some((step) => step.type === channel));
}

/**
 * The channels that a workflow has steps for, each on unless the subscriber switched it off: for the
 * workflow, or else in general. One that is read-only cannot be switched off.
 * @param general what is wanted in general, where that counts (since 3)
 */
export function channelsOf(
	workflow: Workflow,
	preference: Preference | undefined,
	general?: Preference,
): Partial<Record<StepType, boolean>> {
	const wanted = (channel: StepType) =>
		workflow.readOnly || (preference?.channels[channel] ?? general?.channels[channel] ?? true);
	return Object.fromEntries(channelsUsed(workflow).map((channel) => [channel, wanted(channel)]));
}

/** Where each channel's setting comes from; since 3 always from the subscriber. */
export function overridesOf(
	workflow: Workflow,
	preference: Preference | undefined,
	novu: NovuVersion,
): Array<{ channel: string; source: string }> {
	const source = (channel: StepType) =>
		novu === '2.0' && preference?.channels[channel] === undefined ? 'template' : 'subscriber';
	return channelsUsed(workflow).map((channel) => ({ channel, source: source(channel) }));
}

/** Whether a subscriber takes a workflow's messages on a channel. */
export function takes(
	store: Store,
	subscriber: Subscriber,
	workflow: Workflow,
	channel: StepType,
): boolean {
	const own = preferenceOf(store, subscriber, workflow);
	return channelsOf(workflow, own, preferenceOf(store, subscriber))[channel] ?? true;
}
