import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { Plan } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { explainWrite, hintOf } from './credentialMessages';
import type { Target } from './credentials';
import { credentialsAnswer, subscriberLock, withSubscriber } from './shared';

/** Makes the item's output of Novu's answer. */
export type Shown = (subscriber: unknown) => IDataObject;

/** `PUT` or `PATCH` of the credentials of one entry. */
export function credentialsRequest(
	target: Target,
	method: 'PUT' | 'PATCH',
	credentials: IDataObject,
): NovuRequest {
	const { subscriberId, providerId, integrationIdentifier } = target;
	return {
		method,
		path: path`/v1/subscribers/${subscriberId}/credentials`,
		body: { providerId, ...(integrationIdentifier && { integrationIdentifier }), credentials },
		answer: credentialsAnswer(subscriberId),
		rateCategory: 'configuration',
		// Appending the same tokens again changes nothing, so that a PATCH may be retried too.
		idempotent: true,
	};
}

/** Sends it; where the item asks for that, a subscriber that is missing is created first. */
export async function writeCredentials(
	call: Call,
	target: Target,
	toSend: NovuRequest,
): Promise<IDataObject> {
	const body = target.createIfMissing
		? await withSubscriber(call, target.subscriberId, toSend)
		: await call(toSend);
	return body as IDataObject;
}

/** The plan of a write without tokens: a PUT of what else there is. */
export function propertiesPlan(target: Target, shown: Shown): Plan {
	const toSend = credentialsRequest(target, 'PUT', target.others);
	return {
		lockKeys: [subscriberLock(target.subscriberId)],
		run: async (call) => shown(await writeCredentials(call, target, toSend)),
		explain: (facts) => explainWrite(facts, target),
		hint: (output) => hintOf(output, target),
	};
}
