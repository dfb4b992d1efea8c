import type { IDataObject } from 'n8n-workflow';
import { about } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { byIdAtFirst, collection, optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { contentFields, contentOf, type LayoutContent } from './content';
import {
	explainContent,
	getLayout,
	LAYOUT,
	layoutField,
	layoutLock,
	simpleLayout,
	translationEntry,
} from './shared';
import { booleanOf } from '../../parameters/booleans';
import { idOf } from '../../parameters/ids';
import { textOf } from '../../parameters/texts';

/** `GET /v2/layouts/{layoutId}`, `POST /v2/layouts` where there is none, then `PUT` for the content. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a layout',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: () => [
		byIdAtFirst(layoutField),
		...contentFields,
		collection('additionalFields', 'What else is known of the layout', [
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Newsletter',
				description:
					'What the layout is called. Left out, one that exists keeps its name, and a new one is called by its identifier.',
			},
			translationEntry,
		]),
		simplifyField,
		optionsField(),
	],
	plan: (item) => {
		const wanted: Wanted = {
			layoutId: idOf(item, 'layoutId', LAYOUT),
			content: contentOf(item),
			name: textOf(item, 'additionalFields.name', 'Name'),
			isTranslationEnabled: booleanOf(
				item,
				'additionalFields.isTranslationEnabled',
				translationEntry.displayName,
			),
		};
		const shown = simplifierOf(item, simpleLayout);
		return {
			lockKeys: [layoutLock(wanted.layoutId)],
			explain: explainContent,
			run: async (call) => shown(await upsertLayout(call, wanted)),
		};
	},
};

interface Wanted {
	layoutId: string;
	name?: string;
	isTranslationEnabled?: boolean;
	content?: LayoutContent;
}

/** The layout with this identifier, `_id` or slug; undefined where there is none. */
async function existing(call: Call, layoutId: string): Promise<IDataObject | undefined> {
	try {
		return (await call(getLayout(layoutId))) as IDataObject;
	} catch (error) {
		if (isAnswer(error, 404) && !isMissingRoute(error.facts)) return undefined;
		return await rethrow(error);
	}
}

/** What Novu calls layouts by itself: `_id`, and slugs such as `news_lt_h4uIJ0V5zXLLIDvy`. */
const NOVUS_OWN = /^[0-9a-f]{24}$|_lt_[0-9A-Za-z]{16}$/i;

/** @throws {InputError} where a layout would be made that is called by the ID of another environment */
function checkIdentifier(layoutId: string): void {
	if (!NOVUS_OWN.test(layoutId)) return;
	throw new InputError(
		`There is no layout with the ID "${layoutId}" in this environment`,
		"Nothing was created: each environment has IDs of its own. Give the layout's identifier (layoutId), which is the same in all of them.",
	);
}

/** Without content, which `POST` does not take. Somebody else may have made it a moment before. */
async function create(call: Call, wanted: Wanted): Promise<IDataObject> {
	const { layoutId, name = layoutId, isTranslationEnabled } = wanted;
	checkIdentifier(layoutId);
	try {
		return (await call({
			method: 'POST',
			path: path`/v2/layouts`,
			body: { layoutId, name, ...(isTranslationEnabled !== undefined && { isTranslationEnabled }) },
			answer: about('a layout', 'layoutId', layoutId),
			rateCategory: 'configuration',
			// A second one is refused with a 409.
			idempotent: true,
		})) as IDataObject;
	} catch (error) {
		const isThere = isAnswer(error, 409) ? await existing(call, layoutId) : undefined;
		return isThere ?? (await rethrow(error));
	}
}

/** What `PUT` gets; it wants the name, and whatever else is left out stays as it is. */
function changesOf(wanted: Wanted, found: IDataObject): IDataObject {
	const { content, name = found.name, isTranslationEnabled } = wanted;
	// A layout that is translated stays so; Novu takes false for what is left out in other places.
	const isTranslated = isTranslationEnabled ?? (found.isTranslationEnabled === true || undefined);
	return {
		name,
		...(isTranslated !== undefined && { isTranslationEnabled: isTranslated }),
		...(content && { controlValues: { email: content } }),
	};
}

async function upsertLayout(call: Call, wanted: Wanted): Promise<IDataObject> {
	const known = await existing(call, wanted.layoutId);
	const found = known ?? (await create(call, wanted));
	const { content, name, isTranslationEnabled } = wanted;
	const isToChange = known && (name !== undefined || isTranslationEnabled !== undefined);
	if (!content && !isToChange) return found;
	return (await call({
		method: 'PUT',
		path: path`/v2/layouts/${wanted.layoutId}`,
		body: changesOf(wanted, found),
		answer: about('a layout', 'layoutId', String(found.layoutId)),
		rateCategory: 'configuration',
	})) as IDataObject;
}
