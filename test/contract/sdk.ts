import { Novu } from '@novu/api';

/** The official SDK, against a server of ours. It sends once and never repeats. */
export function officialSdk(serverURL: string, secretKey: string): Novu {
	return new Novu({ secretKey, serverURL, retryConfig: { strategy: 'none' } });
}

/**
 * All functions of the installed SDK, such as `subscribers.credentials.append`. Groups of functions
 * are getters of a class, the functions themselves are its methods.
 */
export function sdkFunctions(): string[] {
	return functionsOf(new Novu(), []).sort();
}

function functionsOf(group: object, path: readonly string[]): string[] {
	const members = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(group)));
	return members.flatMap(([name, member]) => {
		if (name === 'constructor') return [];
		const inner = [...path, name];
		if (member.get) return functionsOf((group as Record<string, object>)[name], inner);
		return typeof member.value === 'function' ? [inner.join('.')] : [];
	});
}

/**
 * Spies on the SDK's functions.
 * @param called gets the names of those that are called, as {@link sdkFunctions} has them
 */
export function spyOnSdk<T extends object>(group: T, called: Set<string>, path: string[] = []): T {
	return new Proxy(group, {
		get: (target, name) => {
			const value: unknown = Reflect.get(target, name);
			const inner = [...path, String(name)];
			if (typeof value === 'function') {
				called.add(inner.join('.'));
				return value.bind(target) as unknown;
			}
			return typeof value === 'object' && value !== null ? spyOnSdk(value, called, inner) : value;
		},
	});
}
