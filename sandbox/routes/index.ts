import type { Route } from '../call';
import { agentRoutes } from './agents';
import { channelRoutes } from './channels';
import { contextRoutes } from './contexts';
import { credentialRoutes } from './credentials';
import { domainRouteRoutes } from './domainRoutes';
import { domainRoutes } from './domains';
import { environmentRoutes } from './environments';
import { environmentVariableRoutes } from './environmentVariables';
import { eventRoutes } from './events';
import { inboxRoutes } from './inbox';
import { inboxV2Routes } from './inboxV2';
import { integrationLinkRoutes } from './integrationLinks';
import { integrationRoutes } from './integrations';
import { layoutRoutes } from './layouts';
import { messageRoutes } from './messages';
import { notificationRoutes } from './notifications';
import { preferenceRoutes } from './preferences';
import { preferenceV2Routes } from './preferencesV2';
import { subscriberRoutes } from './subscribers';
import { subscriberV2Routes } from './subscribersV2';
import { topicRoutes } from './topics';
import { topicV2Routes } from './topicsV2';
import { translationRoutes } from './translations';
import { workflowRoutes } from './workflows';
import { stepPreviewRoutes } from './stepPreview';
import { workflowV2Routes } from './workflowsV2';
import { workflowWriteRoutes } from './workflowsWrite';

/** All routes that the sandbox has. */
export const ROUTES: readonly Route[] = [
	...agentRoutes,
	...channelRoutes,
	...contextRoutes,
	...credentialRoutes,
	...domainRouteRoutes,
	...domainRoutes,
	...environmentRoutes,
	...environmentVariableRoutes,
	...eventRoutes,
	...inboxRoutes,
	...inboxV2Routes,
	...integrationLinkRoutes,
	...integrationRoutes,
	...layoutRoutes,
	...messageRoutes,
	...notificationRoutes,
	...preferenceRoutes,
	...preferenceV2Routes,
	...subscriberRoutes,
	...subscriberV2Routes,
	...topicRoutes,
	...topicV2Routes,
	...translationRoutes,
	...workflowRoutes,
	...workflowV2Routes,
	...workflowWriteRoutes,
	...stepPreviewRoutes,
];
