import type { Resource } from '../../engine/operation';
import { autoConfigure } from './autoConfigure';
import { configureWebhook } from './configureWebhook';
import { create } from './create';
import { createMobileLink } from './createMobileLink';
import { deleteIntegration } from './delete';
import { generateConnectOAuthUrl } from './generateConnectOAuthUrl';
import { generateLinkUserOAuthUrl } from './generateLinkUserOAuthUrl';
import { getAll } from './getAll';
import { getAllActive } from './getAllActive';
import { linkChannelEndpoint } from './linkChannelEndpoint';
import { setAsPrimary } from './setAsPrimary';
import { update } from './update';

/** What connects Novu to a provider. */
export const integration: Resource = {
	value: 'integration',
	name: 'Integration',
	description: 'A provider that Novu sends through, such as Firebase, Slack or SendGrid',
	operations: [
		getAll,
		getAllActive,
		create,
		update,
		setAsPrimary,
		deleteIntegration,
		autoConfigure,
		generateConnectOAuthUrl,
		generateLinkUserOAuthUrl,
		linkChannelEndpoint,
		createMobileLink,
		configureWebhook,
	],
	defaultOperation: getAll.value,
};
