/** The address of an answer, as it stands in a case: n8n makes another one for every execution. */
export function resumeUrl(approved: string): string {
	return `an address of n8n (${approved})`;
}

/** A body with such words in the place of n8n's addresses, however deep. */
export function withoutResumeUrls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutResumeUrls);
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [name, withoutResumeUrls(inner)]),
		);
	}
	if (typeof value !== 'string' || !value.includes('/webhook-waiting/')) return value;
	const { searchParams } = new URL(value);
	expect([...searchParams.keys()].sort()).toEqual(
		expect.arrayContaining(['question', 'signature']) as string[],
	);
	return resumeUrl(searchParams.get('approved') ?? '');
}
