import type { SentFile } from '../body';
import { NO_CONTENT, type Call, type Route } from '../call';
import { badRequest, notFound, ValidationError } from '../errors';
import { now } from '../ids';
import { text } from '../paging';
import type { Store } from '../store';
import type { Fields, Translation } from '../types';
import { Checks, isFields } from '../validation';

/** Languages that the organization has set up, its default first. */
const LOCALES = ['en_US', 'de_DE', 'fr_FR'];
const WITH_REGION = /^[a-z]{2,3}_[A-Z]{2}$/;

function checkLocale(locale: unknown): string {
	if (typeof locale !== 'string' || !WITH_REGION.test(locale)) {
		throw new ValidationError(['locale must be a valid locale, such as en_US']);
	}
	if (LOCALES.includes(locale)) return locale;
	throw badRequest(`Locale ${locale} is not configured for the organization`);
}

function keyOf({ resourceType, resourceId }: Record<string, unknown>): string {
	return `${String(resourceType)}:${String(resourceId)}`;
}

/** Of layouts the sandbox knows nothing here: any is taken. */
function exists(store: Store, resourceType: string, resourceId: string): boolean {
	return resourceType === 'layout' || store.workflows.first('identifier', resourceId) !== undefined;
}

function write(store: Store, given: Omit<Translation, 'createdAt' | 'updatedAt'>): Translation {
	const key = keyOf({ ...given });
	const group = store.translations.get(key) ?? new Map<string, Translation>();
	store.translations.set(key, group);
	const time = now();
	const createdAt = group.get(given.locale)?.createdAt ?? time;
	const written = { ...given, createdAt, updatedAt: time };
	group.set(given.locale, written);
	return written;
}

function set({ store, body }: Call): unknown {
	new Checks(body).requiredString('resourceId').requiredObject('content').enforce();
	const locale = checkLocale(body.locale);
	const [resourceType, resourceId] = [String(body.resourceType), String(body.resourceId)];
	if (!exists(store, resourceType, resourceId)) throw notFound(`${resourceId} not found`);
	return write(store, { resourceId, resourceType, locale, content: body.content as Fields });
}

function groupOf({ store, params }: Call): Map<string, Translation> {
	const group = store.translations.get(keyOf(params));
	if (group) return group;
	throw notFound(`Translation group not found for ${params.resourceType} ${params.resourceId}`);
}

function get(call: Call): unknown {
	const found = groupOf(call).get(call.params.locale);
	if (!found) throw notFound(`Translation not found for locale ${call.params.locale}`);
	return found;
}

function remove(call: Call): typeof NO_CONTENT {
	get(call);
	groupOf(call).delete(call.params.locale);
	return NO_CONTENT;
}

function removeGroup(call: Call): typeof NO_CONTENT {
	groupOf(call);
	call.store.translations.delete(keyOf(call.params));
	return NO_CONTENT;
}

function group(call: Call): unknown {
	const all = [...groupOf(call).values()];
	const { resourceType, resourceId } = call.params;
	const named = call.store.workflows.first('identifier', resourceId);
	return {
		resourceId,
		resourceType,
		resourceName: named?.name ?? resourceId,
		locales: all.map(({ locale }) => locale),
		outdatedLocales: [],
		createdAt: all[0]?.createdAt,
		updatedAt: all.at(-1)?.updatedAt,
	};
}

/** Of a locale that nobody has texts in, it is empty. */
function exported({ store, query }: Call): unknown {
	const locale = text(query, 'locale') ?? LOCALES[0];
	const of = (type: string) =>
		Object.fromEntries(
			[...store.translations.values()]
				.map((one) => one.get(locale))
				.filter((one) => one?.resourceType === type)
				.map((one) => [one?.resourceId, one?.content]),
		) as Fields;
	return { workflows: of('workflow'), layouts: of('layout') };
}

/** Answers with success whatever became of the texts. */
function imported(store: Store, locale: string, master: unknown): unknown {
	const { workflows, layouts } = isFields(master) ? master : {};
	const entries = [
		...Object.entries(isFields(workflows) ? workflows : {}).map((one) => ['workflow', ...one]),
		...Object.entries(isFields(layouts) ? layouts : {}).map((one) => ['layout', ...one]),
	] as Array<[type: string, id: string, content: Fields]>;
	const isKnown = ([type, id]: [string, string, Fields]) => exists(store, type, id);
	for (const [resourceType, resourceId, content] of entries.filter(isKnown)) {
		write(store, { resourceType, resourceId, locale, content });
	}
	const successful = entries.filter(isKnown).map(([, id]) => id);
	const failed = entries.filter((one) => !isKnown(one)).map(([, id]) => id);
	return {
		success: successful.length > 0,
		message: `${successful.length} of ${entries.length} resources imported`,
		successful,
		failed,
	};
}

function importJson({ store, body }: Call): unknown {
	new Checks(body).requiredObject('masterJson').enforce();
	return imported(store, checkLocale(body.locale), body.masterJson);
}

/** The file's name is its locale. */
function importFile({ store, body }: Call): unknown {
	const files = (body.files ?? []) as SentFile[];
	const [file] = files;
	const name = /^([a-z]{2,3}_[A-Z]{2})\.json$/.exec(file?.name ?? '');
	if (files.length !== 1 || file?.field !== 'file' || !name) {
		throw badRequest('Exactly one file named after its locale, such as en_US.json, is needed');
	}
	return imported(store, checkLocale(name[1]), JSON.parse(file.text));
}

const SHARED = { category: 'global', only: '3.19', paid: true, status: 200 } as const;
const ALL = '/v2/translations';
const GROUP = `${ALL}/:resourceType/:resourceId`;

/**
 * Translations, as Novu's documentation and source have them: nobody has recorded a server with this paid
 * module.
 */
export const translationRoutes: Route[] = [
	{ ...SHARED, method: 'POST', url: ALL, handle: set },
	{ ...SHARED, method: 'GET', url: `${ALL}/master-json`, handle: exported },
	{ ...SHARED, method: 'POST', url: `${ALL}/master-json`, handle: importJson },
	{
		...SHARED,
		method: 'POST',
		url: `${ALL}/master-json/upload`,
		bodyLimit: 26 * 1024 * 1024,
		handle: importFile,
	},
	{ ...SHARED, method: 'GET', url: `${ALL}/group/:resourceType/:resourceId`, handle: group },
	{ ...SHARED, method: 'GET', url: `${GROUP}/:locale`, handle: get },
	{ ...SHARED, method: 'DELETE', url: `${GROUP}/:locale`, status: 204, handle: remove },
	{ ...SHARED, method: 'DELETE', url: GROUP, status: 204, handle: removeGroup },
];
