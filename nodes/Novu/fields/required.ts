import type { INodeProperties, NodeParameterValue } from 'n8n-workflow';

/**
 * Parts each required field that depends on others, so that n8n marks it while it is empty.
 *
 * n8n takes a condition of `show` on an expression as met, and starts no workflow in which a required
 * parameter that is shown is empty: with an expression all fields that depend on it would have to be
 * filled. Its editor looks at what the expression finds, which may be nothing. So a required field
 * becomes one for each value that asks for it, hidden for everything else, and one that is not required
 * for expressions. What is needed then is checked when the item is read.
 * @param fields all that stand beside each other, those that others depend on among them; one that is
 * not required may have the name of a required one, for other values
 */
export function requiredWhereFixed(fields: readonly INodeProperties[]): INodeProperties[] {
	const parted = new Set<string>();
	const isParted = (field: INodeProperties) =>
		field.required && decidersOf(field, fields).length > 0;
	for (const field of fields) if (isParted(field)) parted.add(field.name);
	return fields.flatMap((field, index) => {
		if (!parted.has(field.name)) return [field];
		const isLast = !fields.slice(index + 1).some(({ name }) => name === field.name);
		return [
			...(isParted(field) ? eachShownForOne(field, decidersOf(field, fields)) : []),
			...(isLast ? [shownForTheRest(field, fields)] : []),
		];
	});
}

/** The parameters that decide whether a field is shown and that may be expressions. */
function decidersOf({ displayOptions }: INodeProperties, fields: readonly INodeProperties[]) {
	return Object.keys(displayOptions?.show ?? {}).filter((name) =>
		fields.some((other) => other.name === name && !other.noDataExpression),
	);
}

/** Hidden for all that is not the value: `show` would be met by an expression. */
function eachShownForOne(field: INodeProperties, deciders: readonly string[]): INodeProperties[] {
	return deciders.reduce<INodeProperties[]>(
		(variants, name) => variants.flatMap((variant) => eachHiddenForOthers(variant, name)),
		[field],
	);
}

function eachHiddenForOthers(field: INodeProperties, name: string): INodeProperties[] {
	const { [name]: values = [], ...show } = field.displayOptions?.show ?? {};
	return (values as NodeParameterValue[]).map((value) => ({
		...field,
		displayOptions: {
			show,
			hide: { ...field.displayOptions?.hide, [name]: [{ _cnd: { not: value } }] },
		},
	}));
}

/**
 * Shown for an expression, for what is not in the list, and for the values that ask for nothing. n8n
 * looks at `show` first, where an expression in any of the other conditions is enough.
 * @param field the last one of its name
 */
function shownForTheRest(
	field: INodeProperties,
	fields: readonly INodeProperties[],
): INodeProperties {
	const deciders = decidersOf(field, fields);
	const last = deciders[deciders.length - 1];
	const { [last]: values = [], ...show } = field.displayOptions?.show ?? {};
	const shown = field.required ? [] : values;
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
