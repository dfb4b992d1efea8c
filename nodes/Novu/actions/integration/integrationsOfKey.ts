import type { IDataObject } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { entriesOf } from '../../engine/paging';
import { path } from '../../engine/request';
import { ownEnvironmentId } from '../environment/shared';

/**
 * The integrations of the API key's environment, read once in a run. Novu has no pages and no search
 * here. Before May 2026 it lists all environments, hence the second call; before June 2026 with the
 * providers' secrets: show nothing of it that did not go through `redactFields`.
 * @param which `active` for those that are switched on
 */
export async function integrationsOfKey(
	call: Call,
	which: 'all' | 'active' = 'all',
): Promise<IDataObject[]> {
	const own = await ownEnvironmentId(call);
	const integrations = await call({
		method: 'GET',
		path: which === 'active' ? path`/v1/integrations/active` : path`/v1/integrations`,
		answer: listAnswer('a list of integrations'),
		rateCategory: 'global',
		memoize: true,
	});
	return entriesOf(integrations).filter((entry) => entry._environmentId === own);
}
