import { listAnswer } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { entriesOf } from '../../engine/paging';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { idOf } from '../../parameters/ids';
import { ENVIRONMENT, environmentField } from './shared';

/** `GET /v2/environments/{environmentId}/tags`, of any environment of the organization. */
export const getTags: Operation = {
	value: 'getTags',
	name: 'Get Tags',
	action: 'Get the tags of an environment',
	description: 'Get the tags that the workflows of an environment carry, each once',
	fields: () => [environmentField, optionsField()],
	plan: (item) =>
		requestPlan(
			{
				method: 'GET',
				path: path`/v2/environments/${idOf(item, 'environmentId', ENVIRONMENT)}/tags`,
				answer: listAnswer('a list of tags'),
				rateCategory: 'global',
			},
			(tags) => entriesOf(tags),
		),
};
