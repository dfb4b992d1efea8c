import type { Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { limitOf, listEntryOf, listFields } from '../../fields/list';
import { environmentsOf } from './shared';

/** `GET /v1/environments`, which has no pages; the keys in its answer are left out. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many environments',
	description: 'Get the environments of the organization, without their API keys',
	fields: () => [...listFields, optionsField()],
	plan: (item) => {
		const limit = limitOf(item);
		// Workflow: Sync takes the ID.
		const shown = listEntryOf(item, undefined, ['_id']);
		return { run: async (call) => (await environmentsOf(call)).slice(0, limit).map(shown) };
	},
};
