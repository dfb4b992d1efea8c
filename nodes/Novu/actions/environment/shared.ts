import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listAnswer, withField } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { entriesOf } from '../../engine/paging';
import { path } from '../../engine/request';
import { locator } from '../../fields/builders';
import { pick } from '../../fields/list';

export const ENVIRONMENT = 'Environment';

/** Which environment an operation is for. */
export const environmentField: INodeProperties = locator({
	name: 'environmentId',
	displayName: ENVIRONMENT,
	description: 'The environment, found in the list or given by its ID',
	searchListMethod: 'searchEnvironments',
	placeholder: 'e.g. 66e1f0c0ffee0000000000aa',
	required: true,
});

/** What is shown of an environment: what is not named here may be a key. */
const shownEnvironment = pick(
	'_id',
	'name',
	'identifier',
	'type',
	'color',
	'slug',
	'_parentId',
	'_organizationId',
	'createdAt',
	'updatedAt',
);

/** All environments of the organization, without the API keys that Novu puts beside them. */
export async function environmentsOf(call: Call): Promise<IDataObject[]> {
	const environments = await call({
		method: 'GET',
		path: path`/v1/environments`,
		answer: listAnswer('a list of environments'),
		rateCategory: 'global',
		memoize: true,
	});
	return entriesOf(environments).map(shownEnvironment);
}

/** The `_id` of the environment that the API key belongs to, read once in a run. */
export async function ownEnvironmentId(call: Call): Promise<string> {
	const environment = (await call({
		method: 'GET',
		path: path`/v1/environments/me`,
		answer: withField('an environment', '_id'),
		rateCategory: 'global',
		memoize: true,
	})) as IDataObject;
	return String(environment._id);
}
