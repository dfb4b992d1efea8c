import type { INodePropertyOptions } from 'n8n-workflow';
import type { Resource } from '../engine/operation';

/** The words of a name such as `updateCredentials`. */
function wordsOf(name: string): string {
	return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/**
 * An expression for what stands under the node, such as `update credentials: subscriber`: the operation
 * and the resource by their names. Most values say the same as the name; the others are listed in it.
 */
export function subtitleOf(resources: readonly Resource[]): string {
	const operations = resources.flatMap((resource) => resource.operations);
	const named = operations
		.map(({ value, name }) => [value, name.toLowerCase()])
		.filter(([value, name]) => wordsOf(value) !== name);
	const names = JSON.stringify(Object.fromEntries(named));
	return `={{ ((${names})[$parameter["operation"]] ?? $parameter["operation"]).concat(": ", $parameter["resource"]).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase() }}`;
}

/** For an expression: what is chosen in a parameter that takes several options, by their labels. */
export function labelsOf(name: string, options: readonly INodePropertyOptions[]): string {
	const labels = Object.fromEntries(options.map(({ value, name: label }) => [value, label]));
	return `$parameter["${name}"].map((value) => (${JSON.stringify(labels)})[value] ?? value).join(", ")`;
}
