import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { NovuTrigger } from '../../nodes/Novu/NovuTrigger.node';
import { hostTrigger, type Host } from './harness';
import { EXAMPLE_SECRET } from './sender';

/**
 * A hosted trigger, started anew for every test.
 * @param credential that of an event endpoint if not said
 * @param type of the credential
 */
export function useTrigger(
	parameters: IDataObject,
	credential = eventSecret(),
	type = 'novuWebhookSecretApi',
) {
	const hosted = {} as { host: Host };
	beforeEach(async () => {
		hosted.host = await hostTrigger({
			node: await freshTrigger(),
			parameters,
			credentials: { [type]: credential },
		});
	});
	afterEach(async () => await hosted.host.close());
	return hosted;
}

/** The credential of an event endpoint. */
export function eventSecret(signingSecret = EXAMPLE_SECRET): ICredentialDataDecryptedObject {
	return { purpose: 'events', signingSecret };
}

/** The node as a new process of n8n loads it: with none of what an older one remembers. */
export async function freshTrigger(): Promise<NovuTrigger> {
	let node = new NovuTrigger();
	await jest.isolateModulesAsync(async () => {
		const module = await import('../../nodes/Novu/NovuTrigger.node');
		node = new module.NovuTrigger();
	});
	return node;
}
