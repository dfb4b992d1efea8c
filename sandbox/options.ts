import type { CrowdSettings } from './crowd';
import type { FaultShares } from './faults';
import { FREE_LIMITS, type RateLimits } from './limiter';
import type { NovuVersion } from './types';

/** How the sandbox behaves. Everything may be left out. */
export interface SandboxOptions {
	/** 0 takes any free port (default) */
	port?: number;
	/** Secret key of the Development environment; a random one when absent */
	apiKey?: string;
	/** Which Novu it behaves like; '3.19' when absent */
	novu?: NovuVersion;
	/** Wait in milliseconds before each request is carried out; 0 when absent */
	latencyMs?: number;
	/** A server that gets slower the more requests it has; none when absent */
	crowd?: CrowdSettings | null;
	/** Credential writes read, wait, and write back, as in Novu; true when absent */
	races?: boolean;
	/** How long they wait, in milliseconds; 2 when absent */
	raceMs?: number;
	/** Novu's limits with their headers; none when absent */
	rateLimits?: RateLimits | 'free' | null;
	/** Whether `Idempotency-Key` is honoured; false when absent */
	idempotency?: boolean;
	/** Share of requests that go wrong; none when absent */
	faults?: FaultShares | null;
	/** Device tokens that one entry may hold; 100 for 3.19 and no limit for 2.0 when absent */
	maxDeviceTokens?: number;
	/** A unique index on subscribers and topics; false when absent, as on self-hosted servers */
	uniqueSubscribers?: boolean;
	/**
	 * Contexts of preferences and topic subscriptions are kept; false when absent: a self-hosted 3.19.0
	 * takes and drops them
	 */
	scopedPreferences?: boolean;
	/** How far ahead a notification can be snoozed, in hours; 24 when absent, as in the free plan */
	snoozeHours?: number;
	/**
	 * How long the worker takes to take up a step that waits, in milliseconds: a cancel that comes sooner
	 * does nothing; 250 when absent, and none for 2.0
	 */
	workerMs?: number;
	/** Modules of the paid editions, such as domains; true when absent, where a community server has none */
	paid?: boolean;
	/** Demo integrations, subscribers, topics and workflows; true when absent */
	seed?: boolean;
	/** Whether `requests` is kept; true when absent */
	log?: boolean;
}

/** The options with every default filled in. */
export interface Settings {
	novu: NovuVersion;
	latencyMs: number;
	crowd: CrowdSettings | null;
	raceMs: number;
	rateLimits: RateLimits | null;
	idempotency: boolean;
	faults: FaultShares | null;
	maxDeviceTokens: number;
	uniqueSubscribers: boolean;
	scopedPreferences: boolean;
	snoozeHours: number;
	workerMs: number;
	paid: boolean;
	seed: boolean;
	log: boolean;
}

/** Fills in what was left out. A race of 0 ms means that writes do not overlap. */
export function settingsOf(options: SandboxOptions): Settings {
	const novu = options.novu ?? '3.19';
	return {
		novu,
		latencyMs: options.latencyMs ?? 0,
		crowd: options.crowd ?? null,
		raceMs: options.races === false ? 0 : (options.raceMs ?? 2),
		rateLimits: options.rateLimits === 'free' ? FREE_LIMITS : (options.rateLimits ?? null),
		idempotency: options.idempotency ?? false,
		faults: options.faults ?? null,
		maxDeviceTokens: options.maxDeviceTokens ?? (novu === '2.0' ? Infinity : 100),
		uniqueSubscribers: options.uniqueSubscribers ?? false,
		scopedPreferences: options.scopedPreferences ?? false,
		snoozeHours: options.snoozeHours ?? 24,
		workerMs: options.workerMs ?? (novu === '2.0' ? 0 : 250),
		paid: options.paid ?? true,
		seed: options.seed ?? true,
		log: options.log ?? true,
	};
}
