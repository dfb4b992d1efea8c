/**
 * Fields that narrow what an operation does: which of several it takes, whom it leaves out, what it is
 * limited to, what makes it happen once. Empty they mean all, or Novu's own choice, and an expression
 * that finds nothing must not mean that (see `filled` in `given.ts`).
 *
 * All others only carry data, choose among values, or must be filled. Where the expression of one that
 * carries data finds nothing, the field is left out, and what Novu has stays.
 */
const NARROWING = new Set([
	'additionalFields.conditions',
	'additionalFields.connectionIdentifier',
	'additionalFields.context',
	'additionalFields.identifier',
	'additionalFields.preferences',
	'additionalFields.scopes',
	'additionalFields.subscriptionIdentifier',
	'additionalFields.tenant',
	'additionalFields.transactionId',
	'additionalFields.userScopes',
	'context',
	'excludedSubscriberIds',
	'filters.*',
	'integrationIdentifier',
	'options.context',
	'options.contextKeys',
	'options.idempotencyKey',
	'subscriberId',
]);

/**
 * Whether a field narrows what its operation does.
 * @param path `name`, or `collection.name` for an entry of a collection
 */
export function narrows(path: string): boolean {
	return NARROWING.has(path) || NARROWING.has(path.replace(/\.[^.]+$/, '.*'));
}
