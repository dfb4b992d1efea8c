import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { withField } from '../../engine/answers';
import { isObject } from '../../engine/errors';
import type { FailureFacts } from '../../engine/failure';
import type { Explanation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { pick, type Simplify } from '../../fields/list';
import { usageAnswer } from '../usage';

export const LAYOUT = 'Layout';

/** Which layout an operation is for. */
export const layoutField: INodeProperties = locator({
	name: 'layoutId',
	displayName: LAYOUT,
	description: 'The layout, found in the list or given by its identifier',
	searchListMethod: 'searchLayouts',
	placeholder: 'e.g. newsletter',
	required: true,
});

export const translationEntry: INodeProperties = {
	displayName: 'Translation',
	name: 'isTranslationEnabled',
	type: 'boolean',
	default: false,
	description:
		"Whether the layout's texts are translated; only Novu's paid editions have translations",
};

/** What writes to a layout must not overlap with. */
export function layoutLock(layoutId: string): string {
	return `layout:${layoutId}`;
}

/** `GET /v2/layouts/{layoutId}`: by identifier, `_id` or slug. */
export function getLayout(layoutId: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/layouts/${layoutId}`,
		answer: withField('a layout', 'layoutId'),
		rateCategory: 'configuration',
	};
}

/** `GET /v2/layouts/{layoutId}/usage` */
export function getLayoutUsage(layoutId: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/layouts/${layoutId}/usage`,
		answer: usageAnswer('the workflows that use the layout'),
		rateCategory: 'configuration',
	};
}

/** What the editor holds; Novu leaves it out of its lists, and hands out `{}` in its place. */
export function controlValuesOf({ controls }: IDataObject): IDataObject {
	return isObject(controls) && isObject(controls.values) ? controls.values : {};
}

const simpleHead = pick('layoutId', 'name', 'isDefault', 'isTranslationEnabled');
const simpleTail = pick('slug', 'origin', 'createdAt', 'updatedAt', '_id');

/** A layout with at most ten fields; its content as Create or Update takes it. */
export const simpleLayout: Simplify = (layout) => ({
	...simpleHead(layout),
	controlValues: controlValuesOf(layout),
	...simpleTail(layout),
});

/** A layout of a list, which has no content. */
export const simpleListedLayout: Simplify = (layout) => ({
	...simpleHead(layout),
	...simpleTail(layout),
});

/** Novu keeps what is wrong with a content beside its message (`Layout has validation issues`). */
export function explainContent({ status, body }: FailureFacts): Explanation | undefined {
	const controls = isObject(body) ? body.controls : undefined;
	if (status !== 400 || !isObject(controls)) return undefined;
	const issues = Object.values(controls)
		.flat()
		.flatMap((issue) => (isObject(issue) ? [String(issue.message)] : []));
	return {
		message: `Novu does not take the layout's content: ${issues.join('; ')} (HTTP 400)`,
		advice:
			'Correct the content. It may use {{content}}, {{subscriber.…}}, {{context.…}} and {{env.…}}, and nothing of the payload.',
	};
}
