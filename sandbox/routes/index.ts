import type { Route } from '../call';
import { credentialRoutes } from './credentials';
import { environmentRoutes } from './environments';
import { integrationRoutes } from './integrations';
import { subscriberRoutes } from './subscribers';
import { subscriberV2Routes } from './subscribersV2';

/** All routes that the sandbox has. */
export const ROUTES: readonly Route[] = [
	...credentialRoutes,
	...environmentRoutes,
	...integrationRoutes,
	...subscriberRoutes,
	...subscriberV2Routes,
];
