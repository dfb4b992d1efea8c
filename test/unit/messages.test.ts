import { NovuFailure } from '../../nodes/Novu/engine/failure';
import { formatFailure } from '../../nodes/Novu/engine/errorReport';
import { path } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';

function refusal(body: unknown): NovuFailure {
	const to = { method: 'POST', path: path`/v1/integrations` } as const;
	const request = { ...to, answer: anything, rateCategory: 'global' } as const;
	return new NovuFailure({ kind: 'answer', status: 400, body, request, attempts: 1, elapsedMs: 1 });
}

describe('what a user is told of a failure holds no secret', () => {
	it('whole, in the message and in the details', () => {
		const errors = [{ message: 'bad', value: { nested: ['the key 5ecret-text'] } }];
		const words = formatFailure(refusal({ message: '5ecret-text is bad', errors }), 0, [
			'5ecret-text',
		]);
		expect(JSON.stringify(words)).not.toContain('5ecret');
		expect(words.message).toBe('*** is bad; bad (HTTP 400) [item 0]');
		expect(words.details.errors).toEqual([{ message: 'bad', value: { nested: ['the key ***'] } }]);
	});

	it('in part, as a parser quotes it', () => {
		const secret = '-----BEGIN-abcdefghijklmnop-END-----';
		const words = formatFailure(
			refusal({ message: `Unexpected token in ..."efghijklmn"... is not JSON` }),
			0,
			[secret],
		);
		expect(words.message).toBe('Unexpected token in ..."***"... is not JSON (HTTP 400) [item 0]');
	});

	it('with line breaks that were written as escapes', () => {
		const words = formatFailure(refusal({ message: 'cannot read "line-one\\nline-two"' }), 0, [
			'line-one\nline-two',
		]);
		expect(words.message).toBe('cannot read "***\\n***" (HTTP 400) [item 0]');
	});

	it('where the secret is a word of the details themselves', () => {
		const words = formatFailure(refusal({ message: 'no' }), 0, ['message', 'details', 'httpCode']);
		expect(words.details.httpCode).toBe(400);
		expect(words.message).toBe('no (HTTP 400) [item 0]');
	});

	it('and what is no part of one stays', () => {
		const words = formatFailure(refusal({ message: 'provider sendgrid refused' }), 0, [
			'SG.abcdef',
			'ok',
		]);
		expect(words.message).toBe('provider sendgrid refused (HTTP 400) [item 0]');
	});
});
