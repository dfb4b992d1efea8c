/** A copy of an object without these fields. */
export function omit<T extends object, K extends keyof T>(value: T, ...names: K[]): Omit<T, K> {
	const copy = { ...value };
	for (const name of names) delete copy[name];
	return copy;
}
