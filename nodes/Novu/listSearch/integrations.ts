import type { IDataObject } from 'n8n-workflow';
import { integrationsOfKey } from '../actions/integration/integrationsOfKey';
import { ALL_OF_PROVIDER, NEWEST_ACTIVE } from '../actions/subscriber/shared';
import { currentText, listSearch, type Search } from './shared';
import { matches, namedChoice } from './scan';

/**
 * Active integrations of the provider that the node is set to, by identifier. Nothing but name and
 * identifier is handed on: older servers put the providers' secrets beside them.
 */
const byIdentifier: Search = async (call, filter, _token, context) => {
	const providerId = currentText(context, 'providerId');
	const integrations = await integrationsOfKey(call, 'active');
	const results = integrations
		.filter((entry) => !providerId || entry.providerId === providerId)
		.map(({ name, identifier }) => namedChoice(name, identifier))
		.filter(({ name }) => matches([name], filter));
	return { results };
};

/** The channels of which one integration is the primary one. */
const CHANNELS_WITH_PRIMARY = ['email', 'sms'];

/**
 * All integrations, by Novu's internal ID, which some of its calls want; for *Set as Primary* those that
 * can be it.
 */
const byId: Search = async (call, filter, _token, context) => {
	const isForPrimary = currentText(context, 'operation') === 'setAsPrimary';
	const integrations = await integrationsOfKey(call);
	const results = integrations
		.filter(({ channel }) => !isForPrimary || CHANNELS_WITH_PRIMARY.includes(String(channel)))
		.filter((entry) => matches([shown(entry), entry._id], filter))
		.map((entry) => ({ name: shown(entry), value: String(entry._id) }));
	return { results };
};

/** `SendGrid (sendgrid-main) – inactive` */
function shown({ name, identifier, active }: IDataObject): string {
	const choice = namedChoice(name, identifier).name;
	return active === false ? `${choice} – inactive` : choice;
}

/** What no integration means, by operation; others need one. */
const NOTHING_CHOSEN: Record<string, string> = {
	removeDeviceTokens: ALL_OF_PROVIDER,
	updateCredentials: NEWEST_ACTIVE,
};

export const searchIntegrations = listSearch(
	byIdentifier,
	(context) => NOTHING_CHOSEN[currentText(context, 'operation')],
);
export const searchIntegrationIds = listSearch(byId);
