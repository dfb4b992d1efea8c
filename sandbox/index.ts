import { apiKey } from './ids';
import type { SandboxOptions } from './options';
import { buildServer } from './server';
import { State, type SandboxRequest } from './state';
import { Organization, type Store } from './store';

export { addAgent, addConversation, linkAgent } from './agents';
export type { Fault, FaultShares } from './faults';
export { FREE_LIMITS, type RateLimits } from './limiter';
export type { SandboxOptions } from './options';
export type { SandboxRequest } from './state';
export type { Organization, Store } from './store';
export { addTopic, subscribe } from './topics';
export { addWorkflow, type WorkflowPlan } from './workflows';

/** A Novu that runs on this machine. */
export interface Sandbox {
	/** Where it listens, e.g. `http://127.0.0.1:3000` */
	url: string;
	/** The secret key of its Development environment */
	apiKey: string;
	/** Every request seen, oldest first */
	requests: SandboxRequest[];
	/** The data of its Development environment, to be read and written to */
	store: Store;
	/** Back to the state after start; address and key stay */
	reset(): void;
	/** Changes how it behaves while it runs */
	configure(options: Partial<SandboxOptions>): void;
	/** Cuts all connections and stops */
	close(): Promise<void>;
}

/**
 * Starts a Novu in memory on 127.0.0.1.
 * @throws when the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const key = options.apiKey ?? apiKey();
	const state = new State(options, new Organization(key));
	const app = buildServer(state);
	const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	return {
		url,
		apiKey: key,
		requests: state.requests,
		store: state.organization.development,
		reset: () => state.reset(),
		configure: (changes) => state.configure(changes),
		close: async () => await app.close(),
	};
}
