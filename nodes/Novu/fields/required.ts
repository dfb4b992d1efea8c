import type { DisplayCondition, IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Values of one parameter, as conditions of display name them. */
type Values = NonNullable<NonNullable<IDisplayOptions['show']>[string]>;

/**
 * Met by an expression alone: it begins with an equals sign, and no value of a list does. All versions
 * of n8n compare texts that way; before 2.41 `startsWith` throws where there is no value.
 */
const IS_EXPRESSION: DisplayCondition = { _cnd: { between: { from: '=', to: '>' } } };

/**
 * n8n takes a condition of `show` on a value that is an expression as met, and starts no workflow in
 * which a required parameter that is shown is empty: with an expression all of the fields that depend
 * on it would have to be filled. So a required field is one where the values are fixed, which n8n marks
 * while it is empty, and another one that is not required where one of them is an expression. What is
 * needed then is checked when the item is read.
 * @param fields all fields that stand beside each other, those that others depend on among them
 */
export function requiredWhereFixed(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field, index) => {
		const names = field.required ? namesOfExpressions(field, fields) : [];
		if (names.length === 0) return [field];
		const whereFixed = { ...field, displayOptions: shownWhereFixed(field, names, fields) };
		const isThereAlready = fields.some(
			(other, i) => other.name === field.name && (other.required ? i < index : true),
		);
		if (isThereAlready) return [whereFixed];
		const displayOptions = shownWithExpression(field, names);
		return [whereFixed, { ...field, required: undefined, displayOptions }];
	});
}

/** The parameters that decide whether a field is shown and that may be expressions. */
function namesOfExpressions(field: INodeProperties, fields: readonly INodeProperties[]): string[] {
	return Object.keys(field.displayOptions?.show ?? {}).filter((name) =>
		fields.some((other) => other.name === name && !other.noDataExpression),
	);
}

/** Hidden for all other values and for expressions: `show` would be met by an expression. */
function shownWhereFixed(
	{ displayOptions }: INodeProperties,
	names: readonly string[],
	fields: readonly INodeProperties[],
): IDisplayOptions {
	const conditions = Object.entries(displayOptions?.show ?? {});
	const show = conditions.filter(([name]) => !names.includes(name));
	const hide = names.map((name): [string, Values] => {
		const wanted = displayOptions?.show?.[name] ?? [];
		const others = valuesOf(name, fields).filter((value) => !wanted.includes(value));
		return [name, [...others, IS_EXPRESSION]];
	});
	return {
		...(show.length > 0 && { show: Object.fromEntries(show) }),
		hide: { ...displayOptions?.hide, ...Object.fromEntries(hide) },
	};
}

/** n8n looks at the conditions in turn, so that an expression in any of them is enough. */
function shownWithExpression(
	{ displayOptions }: INodeProperties,
	names: readonly string[],
): IDisplayOptions {
	const last = names[names.length - 1];
	return { ...displayOptions, show: { ...displayOptions?.show, [last]: [IS_EXPRESSION] } };
}

/** The values that a parameter can have. */
function valuesOf(name: string, fields: readonly INodeProperties[]): Values {
	const values = fields
		.filter((field) => field.name === name)
		.flatMap(({ type, options = [] }) =>
			type === 'boolean'
				? [true, false]
				: options.flatMap((option) => ('value' in option ? [option.value] : [])),
		);
	return [...new Set(values)];
}
