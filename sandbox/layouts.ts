import { badRequest, conflict, notFound, ApiError } from './errors';
import { kebab, slugId, slugify } from './ids';
import { BRANDING, CONTROLS, EXAMPLE, NEW_BODY, PLACEHOLDER, VARIABLES } from './layoutShape';
import type { Store } from './store';
import type { Fields, Layout, Workflow } from './types';
import { isFields } from './validation';

/** The layout behind an identifier, an `_id` or a slug. @throws ApiError 404 */
export function findLayout(store: Store, name: string): Layout {
	const slugged = /_lt_([0-9A-Za-z]{16})$/.exec(name)?.[1];
	const found =
		store.layouts.first('layoutId', name) ??
		store.layouts.get(name) ??
		store.layouts.all.find((one) => slugged !== undefined && slugId(one._id) === slugged);
	if (found) return found;
	throw notFound(`Layout not found for id ${name} in the environment ${store.environment._id}`);
}

/** Adds a layout, the first as the default one. @throws ApiError 409 where its identifier is taken */
export function addLayout(
	store: Store,
	{ layoutId, name, values }: { layoutId?: string; name: string; values?: Fields },
): Layout {
	const identifier = layoutId || slugify(name);
	if (store.layouts.first('layoutId', identifier)) {
		const where = `under environment ${store.environment._id}`;
		throw conflict(`Layout with identifier: ${identifier} already exists ${where}`);
	}
	return store.layouts.add({
		...store.entity(),
		layoutId: identifier,
		name,
		isDefault: store.layouts.size === 0,
		values: values ?? { email: { body: NEW_BODY, editorType: 'block' } },
	});
}

/** What Novu hands out of a layout in a list. */
export function listedLayout({ _id, layoutId, name, isDefault, ...rest }: Layout): Fields {
	return {
		_id,
		layoutId,
		name,
		slug: `${slugify(kebab(name))}_lt_${slugId(_id)}`,
		isDefault,
		updatedAt: rest.updatedAt,
		createdAt: rest.createdAt,
		origin: 'novu-cloud',
		type: 'BRIDGE',
		variables: {},
		controls: { values: {} },
		isTranslationEnabled: false,
	};
}

/** What Novu hands out of one layout. */
export function shownLayout(store: Store, layout: Layout): Fields {
	const author = { _id: store.organization.userId, firstName: 'lab', lastName: 'owner' };
	return {
		...listedLayout(layout),
		...(layout.isChanged && { updatedBy: author }),
		variables: VARIABLES,
		controls: { ...CONTROLS, values: layout.values },
	};
}

/** The workflows with an email that uses the layout. */
export function usersOf(store: Store, { layoutId }: Layout): Workflow[] {
	return store.workflows.all.filter(({ steps }) =>
		steps.some((step) => step.layoutId === layoutId),
	);
}

const KNOWN = ['content', 'subscriber', 'context', 'env'];

function issue(message: string, issueType: string, variableName?: string): Fields {
	return { message, issueType, ...(variableName !== undefined && { variableName }) };
}

/** What Novu finds wrong with the tags in an HTML content. */
function tagIssues(body: string): Fields[] {
	const illegal = 'ILLEGAL_VARIABLE_IN_CONTROL_VALUE';
	const open = body.slice(body.lastIndexOf('{{'));
	if (open.startsWith('{{') && !open.includes('}}')) {
		return [issue(`Variable "{{}}" output "${open}" not closed,`, illegal, '{{}}')];
	}
	return [...body.matchAll(/\{\{\s*([\w.]+)/g)]
		.map(([, name]) => name)
		.filter((name) => !KNOWN.includes(name.split('.')[0]))
		.map((name) => issue(`Variable "${name}" is not supported`, illegal, name));
}

function isJson(text: string): boolean {
	try {
		return isFields(JSON.parse(text));
	} catch {
		return false;
	}
}

/** @throws ApiError 400 for a content that Novu does not take */
export function checkContent(values: unknown): void {
	const email = isFields(values) ? values.email : undefined;
	if (!isFields(email)) return;
	const body = String(email.body ?? '');
	const isPage = /<html[\s>]/i.test(body);
	const isHtml = email.editorType === 'html' || (email.editorType === undefined && isPage);
	if (isHtml && !isPage) throw badRequest('Content must be a valid HTML content');
	if (!isHtml && !isJson(body)) throw badRequest('Content must be a valid Maily JSON content');
	const issues = isHtml ? tagIssues(body) : [];
	const hasPlace = isHtml ? /\{\{\s*content\b/.test(body) : /"id"\s*:\s*"content"/.test(body);
	if (!hasPlace) {
		issues.push(issue('The layout body should contain the "content" variable', 'MISSING_VALUE'));
	}
	if (issues.length === 0) return;
	throw new ApiError(400, 'Layout has validation issues', { controls: { 'email.body': issues } });
}

/** Text of Novu's blocks, without its looks. */
function textOf(block: unknown): string {
	if (Array.isArray(block)) return block.map(textOf).join('');
	if (!isFields(block)) return '';
	const { type, text, attrs, content } = block;
	if (type === 'text') return String(text);
	if (type === 'variable') return isFields(attrs) ? `{{${String(attrs.id)}}}` : '';
	return type === 'paragraph' ? `<p>${textOf(content)}</p>` : textOf(content);
}

function pageOf({ body, editorType }: Fields): string | undefined {
	if (typeof body !== 'string' || body === '') return undefined;
	if (editorType === 'html') return body;
	return editorType === 'block' && isJson(body)
		? `<html><body>${textOf(JSON.parse(body))}</body></html>`
		: undefined;
}

/** A layout as a preview shows it, and what it was made with; nothing where it shows nothing. */
export function rendered(values: unknown, subscriber: unknown): Fields | undefined {
	const email = isFields(values) && isFields(values.email) ? values.email : {};
	const page = pageOf(email);
	if (page === undefined) return undefined;
	const known = { ...EXAMPLE.subscriber, ...(isFields(subscriber) ? subscriber : {}) };
	const fields = new Map(Object.entries(known));
	const body = page
		.replace(/\{\{\s*content\s*\}\}/g, PLACEHOLDER)
		.replace(/\{\{\s*subscriber\.(\w+)\s*\}\}/g, (_, name: string) =>
			String(fields.get(name) ?? ''),
		)
		.replace('</body>', `${BRANDING}</body>`);
	return { body, example: { ...EXAMPLE, subscriber: known } };
}
