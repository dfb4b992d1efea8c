import { AWKWARD_IDS, byId, casesOf, type ContractCase } from '../case';

const of = casesOf('environment');

const getAll = [{}, { returnAll: true }, { limit: 1 }].map((parameters) =>
	of(
		'getAll',
		JSON.stringify(parameters),
		parameters,
		async (novu) => await novu.environments.list(),
	),
);

const getTags = AWKWARD_IDS.map((id) =>
	of(
		'getTags',
		id,
		{ environmentId: byId(id) },
		async (novu) => await novu.environments.getTags(id),
	),
);

export const environment: readonly ContractCase[] = [...getAll, ...getTags];
