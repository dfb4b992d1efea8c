import {
	gate,
	notNovu,
	unknownKey,
	unreachableServer,
} from '../../credentials/credentialTestWords';

const US = 'https://api.novu.co';
const EU = 'https://eu.api.novu.co';
const OWN = 'https://novu.example.com/api';

describe("what the credential's test says fits the region", () => {
	it('of a key that is unknown', () => {
		expect(unknownKey('us', US)).toMatch(/\(Novu Cloud in the US\) does not know .* choose EU as/);
		expect(unknownKey('eu', EU)).toMatch(/\(Novu Cloud in the EU\) does not know .* choose US as/);
		expect(unknownKey('custom', OWN)).toBe(
			`${OWN} does not know this API key. Check the key (the secret key of an environment, not the application identifier), and that it is of this server: one of Novu Cloud is unknown there.`,
		);
	});

	it('of a server that cannot be reached', () => {
		expect(unreachableServer('custom', OWN, 'ECONNREFUSED', 'Error')).toBe(
			`${OWN} cannot be reached: nothing listens there. Check address and port, and that the server runs.`,
		);
		expect(unreachableServer('eu', EU, 'ECONNREFUSED', 'Error')).toBe(
			`${EU} (Novu Cloud in the EU) cannot be reached: nothing listens there. Check that the machine that n8n runs on may reach it: its network, DNS, proxy and firewalls.`,
		);
		expect(unreachableServer('us', US, undefined, 'Error')).toContain(
			'the connection failed (Error). Check that the machine',
		);
	});

	it.each([
		['us', US],
		['eu', EU],
	])('without fields that %s does not show', (region, server) => {
		const all = [
			unknownKey(region, server),
			notNovu(region, server),
			gate(region, server, 403),
			unreachableServer(region, server, 'SELF_SIGNED_CERT_IN_CHAIN', 'Error'),
		].join('\n');
		expect(all).not.toMatch(/'(Base URL|Headers|Ignore SSL Issues)/);
	});

	it("with them for a server of one's own", () => {
		expect(notNovu('custom', OWN)).toContain("Check 'Base URL'");
		expect(gate('custom', OWN, 403)).toContain("under 'Headers'");
	});
});
