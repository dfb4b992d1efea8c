import fc from 'fast-check';
import { apiKey, CredentialError, serverUrl } from '../../credentials/novuServer';

const custom = (baseUrl: string) => serverUrl({ region: 'custom', baseUrl });

describe('the server that a credential names', () => {
	it('is the cloud of the region', () => {
		expect(serverUrl({ region: 'us' })).toBe('https://api.novu.co');
		expect(serverUrl({ region: 'eu', baseUrl: 'https://other.test' })).toBe(
			'https://eu.api.novu.co',
		);
		expect(serverUrl({})).toBe('https://api.novu.co');
	});

	it.each([
		['https://novu.test', 'https://novu.test'],
		['https://novu.test/', 'https://novu.test'],
		['https://novu.test///', 'https://novu.test'],
		['https://novu.test/v1', 'https://novu.test'],
		['https://novu.test/v2/', 'https://novu.test'],
		['https://company.test/novu/api', 'https://company.test/novu/api'],
		['https://company.test/novu/api/v1/', 'https://company.test/novu/api'],
		['https://company.test/api//v1', 'https://company.test/api'],
		['https://company.test/api//v2//', 'https://company.test/api'],
		['http://api:3000', 'http://api:3000'],
		[' https://novu.test\n', 'https://novu.test'],
		['HTTPS://Novu.test', 'https://novu.test'],
		['http://[::1]:3000/v1', 'http://[::1]:3000'],
		['https://novu.test/v10', 'https://novu.test/v10'],
	])('%j is %s', (given, expected) => {
		expect(custom(given)).toBe(expected);
	});

	it('is the same whatever harmless thing stands at its end', () => {
		const host = fc.domain();
		const path = fc.array(fc.stringMatching(/^[a-z][a-z0-9-]{2,8}$/), { maxLength: 3 });
		const end = fc.constantFrom('', '/', '//', '/v1', '/v2', '/v1/', '/v2//', ' ', '/ \n');
		fc.assert(
			fc.property(
				fc.constantFrom('http', 'https'),
				host,
				path,
				end,
				(scheme, name, parts, tail) => {
					const base = [`${scheme}://${name}`, ...parts].join('/');
					expect(custom(base + tail)).toBe(base);
					expect(custom(custom(base + tail))).toBe(base);
				},
			),
		);
	});

	it.each([
		['', /'Base URL' is empty/],
		['   ', /'Base URL' is empty/],
		['novu.test', /does not say how to reach/],
		['localhost:3000', /does not say how to reach/],
		['ftp://novu.test', /starts with ftp:\/\//],
		['file:///etc/passwd', /starts with file:\/\//],
		['https://user:secret@novu.test', /user name or password/],
		['https://@novu.test', /user name or password/],
		['https://novu.test?x=1', /query or fragment/],
		['https://novu.test/#', /query or fragment/],
		['https://', /not a web address/],
		['https://no vu.test', /not a web address/],
	])('refuses %j', (given, message) => {
		expect(() => custom(given)).toThrow(CredentialError);
		expect(() => custom(given)).toThrow(message);
	});

	it('does not repeat a password that was put into the address', () => {
		expect(() => custom('https://user:geheim@novu.test')).toThrow(
			expect.objectContaining({ message: expect.not.stringContaining('geheim') as string }),
		);
	});
});

describe('the API key of a credential', () => {
	it.each([
		'dummy-key',
		' dummy-key\n',
		'ApiKey dummy-key',
		' apikey  dummy-key ',
		'\tdummy-key\r\n',
	])('is dummy-key for %j', (given) => {
		expect(apiKey({ apiKey: given })).toBe('dummy-key');
	});

	it.each(['', '  ', 'ApiKey', 'ApiKey  '])('is missing for %j', (given) => {
		expect(() => apiKey({ apiKey: given })).toThrow("'API Key' is empty");
	});

	it.each(['two words', 'dummy\nkey', 'dummy–key'])('is refused for %j', (given) => {
		expect(() => apiKey({ apiKey: given })).toThrow(CredentialError);
	});
});
