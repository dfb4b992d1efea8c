import type { Route } from '../call';
import { credentialRoutes } from './credentials';
import { environmentRoutes } from './environments';
import { eventRoutes } from './events';
import { inboxRoutes } from './inbox';
import { integrationRoutes } from './integrations';
import { messageRoutes } from './messages';
import { notificationRoutes } from './notifications';
import { preferenceRoutes } from './preferences';
import { subscriberRoutes } from './subscribers';
import { subscriberV2Routes } from './subscribersV2';
import { topicRoutes } from './topics';
import { workflowRoutes } from './workflows';

/** All routes that the sandbox has. */
export const ROUTES: readonly Route[] = [
	...credentialRoutes,
	...environmentRoutes,
	...eventRoutes,
	...inboxRoutes,
	...integrationRoutes,
	...messageRoutes,
	...notificationRoutes,
	...preferenceRoutes,
	...subscriberRoutes,
	...subscriberV2Routes,
	...topicRoutes,
	...workflowRoutes,
];
