import type { Resource } from '../../engine/operation';
import { deleteTranslation } from './delete';
import { exportTranslations } from './export';
import { get } from './get';
import { getGroup } from './getGroup';
import { importTranslations } from './import';
import { setTranslation } from './set';

/** Texts of workflows and layouts in other languages; a module of Novu's paid editions. */
export const translation: Resource = {
	value: 'translation',
	name: 'Translation',
	description: 'Texts of workflows and layouts by language, in the Team and Enterprise plans',
	operations: [
		exportTranslations,
		importTranslations,
		setTranslation,
		get,
		getGroup,
		deleteTranslation,
	],
	defaultOperation: exportTranslations.value,
};
