import type { INodeProperties, NodeParameterValue } from 'n8n-workflow';
import { withInnerFields } from './builders';

/**
 * Splits required fields that are shown for some values of another parameter, so that n8n marks them
 * while they are empty.
 *
 * n8n takes a condition of `show` on an expression as met, and starts no workflow in which a required
 * parameter that is shown is empty: with an expression all fields that depend on it would have to be
 * filled. Its editor goes by what the expression finds, which may be nothing. So such a field becomes
 * a required one for each value that asks for it, hidden for everything else, and one that is not
 * required for expressions. What is needed then is checked when the item is read.
 * @param fields all that stand beside each other, those that others depend on among them. Fields of one
 * name depend on the same parameters; those that are not required say for which values.
 */
export function splitRequiredFields(fields: readonly INodeProperties[]): INodeProperties[] {
	return splitAtOneLevel(fields).map((field) => withInnerFields(field, splitRequiredFields));
}

function splitAtOneLevel(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => {
		const sameName = fields.filter(({ name }) => name === field.name);
		const isSplit = sameName.some(
			(one) => one.required && controllingNames(one, fields).length > 0,
		);
		if (!isSplit) return [field];
		const isLast = field === sameName[sameName.length - 1];
		return [
			...(field.required ? requiredVariants(field, controllingNames(field, fields)) : []),
			...(isLast ? [optionalVariant(sameName, fields)] : []),
		];
	});
}

/** The parameters that decide whether a field is shown and that may be expressions. */
function controllingNames({ displayOptions }: INodeProperties, fields: readonly INodeProperties[]) {
	return Object.keys(displayOptions?.show ?? {}).filter((name) =>
		fields.some((other) => other.name === name && !other.noDataExpression),
	);
}

/** One for each value: hidden for all others, since `show` would be met by an expression. */
function requiredVariants(field: INodeProperties, names: readonly string[]): INodeProperties[] {
	const [first, ...others] = names;
	if (first === undefined) return [field];
	const { [first]: values = [], ...show } = field.displayOptions?.show ?? {};
	return (values as NodeParameterValue[]).flatMap((value) => {
		const hide = { ...field.displayOptions?.hide, [first]: [{ _cnd: { not: value } }] };
		return requiredVariants({ ...field, displayOptions: { show, hide } }, others);
	});
}

/**
 * For an expression, for what is not in the list, and for the values that ask for nothing. n8n looks at
 * `show` first, where an expression in any of the other conditions is enough.
 */
function optionalVariant(
	sameName: readonly INodeProperties[],
	fields: readonly INodeProperties[],
): INodeProperties {
	const field = sameName[sameName.length - 1];
	const names = controllingNames(field, fields);
	const last = names[names.length - 1];
	const optional = sameName.filter(({ required }) => !required);
	const shown = optional.flatMap(({ displayOptions }) => displayOptions?.show?.[last] ?? []);
	const conditions = Object.entries(field.displayOptions?.show ?? {});
	const show = Object.fromEntries(conditions.filter(([name]) => name !== last));
	const hidden = valuesOf(last, fields).filter((value) => !shown.includes(value));
	return {
		...field,
		required: undefined,
		displayOptions: { show, hide: { ...field.displayOptions?.hide, [last]: hidden } },
	};
}

/** The values that a parameter can have. */
function valuesOf(name: string, fields: readonly INodeProperties[]): NodeParameterValue[] {
	const values = fields
		.filter((field) => field.name === name)
		.flatMap(({ type, options = [] }) =>
			type === 'boolean'
				? [true, false]
				: options.flatMap((option) => ('value' in option ? [option.value] : [])),
		);
	return [...new Set(values)];
}
