import { Redaction } from '../../nodes/Novu/engine/redaction';

describe('a secret', () => {
	it.each([
		['k', 'Check the key k, (k) "k" back', 'Check the key ***, (***) "***" back'],
		['ck', 'Check ck_ ck-1', 'Check ck_ ***-1'],
		['a.b*c', 'xa.b*c a.b*c aXbXc', 'xa.b*c *** aXbXc'],
		['xoxb-1', 'token xoxb-1 refused', 'token *** refused'],
		['(x)[y]', 'at (x)[y]!', 'at ***!'],
	])(
		'of fewer than eight characters, %s, is masked as a word of its own',
		(secret, given, clean) => {
			expect(new Redaction([secret]).redactExternal(given)).toBe(clean);
			expect(new Redaction([secret]).redactOwn(given)).toBe(given);
		},
	);

	it('of more is masked wherever it stands, also in part', () => {
		const redaction = new Redaction(['0123456789abcdef', 'short']);
		expect(redaction.redactOwn('x0123456789abcdefy')).toBe('x***y');
		expect(redaction.redactOwn('…456789abcd…')).toBe('…***…');
		expect(redaction.redactOwn('4567 short')).toBe('4567 short');
	});

	it('is masked as the name of a property, too, however deep', () => {
		const redaction = new Redaction(['0123456789abcdef']);
		const value = { '0123456789abcdef': [{ 'ApiKey 0123456789abcdef': 'is 0123456789abcdef' }] };
		expect(redaction.redactExternalValue(value)).toEqual({ '***': [{ 'ApiKey ***': 'is ***' }] });
	});

	it('that holds another one is masked first', () => {
		expect(new Redaction(['secret-1', 'secret-1-and-more']).redactOwn('secret-1-and-more')).toBe(
			'***',
		);
	});
});
