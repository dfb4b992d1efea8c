import { Crowd } from './crowd';
import { FaultSource, type Fault } from './faults';
import { IdempotencyKeys } from './idempotency';
import { Limiter } from './limiter';
import { settingsOf, type SandboxOptions, type Settings } from './options';
import { seedDemo, seedEmpty } from './seed';
import type { Organization } from './store';
import type { Fields } from './types';

/** One request that the sandbox has seen. */
export interface SandboxRequest {
	method: string;
	/** As it was sent, without the query */
	path: string;
	query: Fields;
	headers: Record<string, string | string[] | undefined>;
	/** As the sandbox read it; undefined where there was none */
	body: unknown;
	/** HTTP status; 0 as long as there is no answer */
	status: number;
	/** Milliseconds since 1970, with fractions */
	startedAt: number;
	endedAt: number | undefined;
	/** What the sandbox spoilt on purpose */
	fault: Fault | undefined;
}

/** All that changes while a sandbox runs. */
export class State {
	readonly requests: SandboxRequest[] = [];
	readonly crowd = new Crowd();
	readonly limiter = new Limiter();
	readonly idempotency = new IdempotencyKeys();
	settings: Settings;
	faults: FaultSource | undefined;
	private options: SandboxOptions;

	constructor(
		private readonly initial: SandboxOptions,
		readonly organization: Organization,
	) {
		this.options = initial;
		this.settings = settingsOf(initial);
		this.reset();
	}

	/** Back to the state after start: options, data, limits, keys, log. */
	reset(): void {
		this.options = {};
		this.configure(this.initial);
		this.requests.length = 0;
		this.limiter.clear();
		this.idempotency.clear();
		for (const store of this.organization.stores) store.clear();
		this.organization.variables.clear();
		seedEmpty(this.organization, this.settings.novu);
		if (this.settings.seed) seedDemo(this.organization.development);
	}

	/** Changes options; those that are not named stay. New faults are drawn from their seed anew. */
	configure(options: SandboxOptions): void {
		this.options = { ...this.options, ...options };
		this.settings = settingsOf(this.options);
		if ('faults' in options || !this.faults) {
			this.faults = this.settings.faults ? new FaultSource(this.settings.faults) : undefined;
		}
	}
}
