import { unreachableReason } from './unreachable';

/** Novu's clouds: what each is called, and which other one a key may be of. */
const CLOUDS: Record<string, { name: string; other: string }> = {
	us: { name: 'the US', other: 'EU' },
	eu: { name: 'the EU', other: 'US' },
};

const KEY = 'the key (the secret key of an environment, not the application identifier)';

/**
 * What is said of a key that the server does not know.
 * @param region of the credential: `us`, `eu` or `custom`
 * @param server its address
 */
export function unknownKey(region: string, server: string): string {
	const cloud = CLOUDS[region];
	const advice = cloud
		? `Check ${KEY}, and where your Novu account lives: choose ${cloud.other} as 'Region' if it is there, or Custom URL for a server of your own.`
		: `Check ${KEY}, and that it is of this server: one of Novu Cloud is unknown there.`;
	return `${server}${cloud ? ` (Novu Cloud in ${cloud.name})` : ''} does not know this API key. ${advice}`;
}

/**
 * What is said where no answer came. Of Novu's clouds nobody has to check address and port.
 * @param code the system's code, such as `ECONNREFUSED`
 * @param otherwise what is known where the code says nothing
 */
export function unreachableServer(
	region: string,
	server: string,
	code: string | undefined,
	otherwise: string,
): string {
	const reason = unreachableReason(code, otherwise);
	const cloud = CLOUDS[region];
	if (!cloud) return `${server} cannot be reached: ${reason}.`;
	const [cause] = reason.split('. ');
	return `${server} (Novu Cloud in ${cloud.name}) cannot be reached: ${cause}. Check that the machine that n8n runs on may reach it: its network, DNS, proxy and firewalls.`;
}

/** What is said of an answer that is none of Novu's API, such as a page. */
export function notNovu(region: string, server: string): string {
	const advice =
		region in CLOUDS
			? 'Something between n8n and Novu Cloud may answer in its place: check proxy and firewalls.'
			: "Check 'Base URL': it is the address of the API, not of the dashboard, with the path in front of /v1 where there is one.";
	return `${server} answers, but not as Novu's API does. ${advice}`;
}

/** What is said where something in front of Novu refuses the call; headers are there for a server of one's own. */
export function gate(region: string, server: string, status: number): string {
	const advice =
		region in CLOUDS
			? 'Let n8n pass the proxy or firewall that does it.'
			: "Let n8n pass it, or add the headers that it asks for under 'Headers'. HTTP Basic is not possible: Novu reads its API key from the same header.";
	return `Something in front of Novu at ${server} asks to sign in or forbids the call (status ${status}); this is not about Novu's API key. ${advice}`;
}
