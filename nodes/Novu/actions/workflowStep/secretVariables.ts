import type { IDataObject } from 'n8n-workflow';
import { listAnswer, object, withField } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, isObject, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute, NovuFailure } from '../../engine/failure';
import { entriesOf } from '../../engine/paging';
import { path } from '../../engine/request';

/**
 * The keys of variables that Novu shows to nobody; its previews show them in clear (3.19.0), whatever is
 * given for them. Read once in a run; a server without variables has none.
 */
export async function secretKeys(call: Call): Promise<ReadonlySet<string>> {
	try {
		const variables = await call({
			method: 'GET',
			path: path`/v1/environment-variables`,
			answer: listAnswer('a list of environment variables'),
			rateCategory: 'configuration',
			memoize: true,
		});
		const secret = entriesOf(variables).filter(({ isSecret }) => isSecret !== false);
		return new Set(secret.map(({ key }) => String(key)));
	} catch (error) {
		const isOlder = error instanceof NovuFailure && isMissingRoute(error.facts);
		return isOlder ? new Set() : await rethrow(error);
	}
}

/** What stands in a preview in the place of a secret. */
function placeholderOf(key: string): string {
	return `[secret ${key}]`;
}

const PLAIN_OUTPUT = /\{\{-?\s*env\.(\w+)\s*-?\}\}/g;
/** A variable by its key, in Liquid, in the block editor's JSON and in conditions alike. */
const BY_KEY = /(?<![.\w])env\s*\.\s*(\w+)/g;
const LIQUID = /\{\{[\s\S]*?(?:\}\}|$)|\{%[\s\S]*?(?:%\}|$)/g;
/** All variables at once, or one whose key is computed. */
const ALL = /(?<![.\w"'])env\b(?!\s*\.\s*\w)/;

/**
 * Control values with a placeholder in the place of every secret variable.
 * @returns the same where there is none
 * @throws {InputError} where a secret is read in a way that no placeholder can take the place of
 */
export function withoutSecrets<T>(values: T, secrets: ReadonlySet<string>, where: string): T {
	return replaced(values, secrets, where) as T;
}

function replaced(value: unknown, secrets: ReadonlySet<string>, where: string): unknown {
	if (typeof value === 'string') return replacedText(value, secrets, where);
	if (Array.isArray(value)) return value.map((one) => replaced(one, secrets, where));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, replaced(inner, secrets, where)]),
	);
}

function replacedText(text: string, secrets: ReadonlySet<string>, where: string): string {
	const left = text.replace(PLAIN_OUTPUT, (whole, key: string) =>
		secrets.has(key) ? placeholderOf(key) : whole,
	);
	const key = [...left.matchAll(BY_KEY)].map(([, one]) => one).find((one) => secrets.has(one));
	const readsAll = (left.match(LIQUID) ?? []).some((part) => ALL.test(part));
	if (key !== undefined || readsAll) throw notPreviewed(where, key);
	return left;
}

function notPreviewed(where: string, key: string | undefined): InputError {
	const what =
		key === undefined ? 'variables in a way that may show secrets' : `the secret "${key}"`;
	return new InputError(
		`No preview was asked for: ${where} reads ${what}, which Novu's previews show in clear`,
		"Write it as {{env.KEY}} alone, so that a placeholder can take its place, or give 'Control Values (JSON)' without it.",
	);
}

/**
 * Looks whether the layout of an email step shows a secret variable. No placeholder can be given for
 * what a layout holds.
 * @param controlValues of the step: `layoutId` null is none, one that is left out the default
 * @throws {InputError} where it does
 */
export async function checkLayout(
	call: Call,
	{ layoutId }: IDataObject,
	secrets: ReadonlySet<string>,
): Promise<void> {
	if (layoutId === null || layoutId === '') return;
	const layout = await layoutOf(call, layoutId);
	if (!layout) return;
	const kept = JSON.stringify(withoutSecrets(layout.controls, secrets, 'the layout of the email'));
	if (kept === JSON.stringify(layout.controls)) return;
	const [key] = [...secrets].filter((one) => kept.includes(placeholderOf(one)));
	throw notPreviewed('the layout of the email', key);
}

async function layoutOf(call: Call, layoutId: unknown): Promise<IDataObject | undefined> {
	try {
		const id = typeof layoutId === 'string' ? layoutId : await defaultLayout(call);
		if (id === undefined) return undefined;
		return (await call({
			method: 'GET',
			path: path`/v2/layouts/${id}`,
			answer: withField('a layout', 'layoutId'),
			rateCategory: 'configuration',
			memoize: true,
		})) as IDataObject;
	} catch (error) {
		// Without the layout there is nothing to preview.
		return isAnswer(error, 404) ? undefined : await rethrow(error);
	}
}

async function defaultLayout(call: Call): Promise<string | undefined> {
	const { layouts } = (await call({
		method: 'GET',
		path: path`/v2/layouts`,
		query: { limit: 100, offset: 0 },
		answer: object('a list of layouts', (body) => Array.isArray(body.layouts)),
		rateCategory: 'configuration',
		memoize: true,
	})) as { layouts: IDataObject[] };
	const found = layouts.find(({ isDefault }) => isDefault === true);
	return found && String(found.layoutId);
}
