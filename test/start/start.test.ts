import type { IDataObject } from 'n8n-workflow';
import { startSandbox } from '../../sandbox';
import { novuWorkflow } from '../../sandbox/runner';
import { start, temporaryFile } from './support';

// Every test starts Node, n8n's engine and mostly a sandbox, on a machine that may be busy.
jest.setTimeout(300_000);

describe('npm start', () => {
	it('runs the example on the sandbox and prints the subscriber', async () => {
		const { code, out, err } = await start([]);
		expect({ code, err }).toMatchObject({ code: 0 });
		expect(JSON.parse(out)).toMatchObject({
			subscriberId: 'crm-4711',
			channels: [
				{
					providerId: 'fcm',
					credentials: { deviceTokens: ['device-phone-1', 'device-tablet-2'] },
				},
			],
		});
		expect(err).toContain('the sandbox at http://127.0.0.1:');
		expect(err).toContain('"CRM contact to Update Credentials"');
	});

	it('runs another workflow on another Novu, and shows its key nowhere', async () => {
		const novu = await startSandbox();
		const workflow = { name: 'Mine', ...novuWorkflow(getSubscriber('crm-1001')) };
		const { file, remove } = temporaryFile(JSON.stringify(workflow));
		try {
			const env = { NOVU_API_KEY: novu.apiKey, NOVU_BASE_URL: `${novu.url}/v1/` };
			const { code, out, err } = await start(['--workflow', file], env);
			expect({ code, err }).toMatchObject({ code: 0 });
			expect(JSON.parse(out)).toMatchObject({ subscriberId: 'crm-1001' });
			expect(novu.requests).toHaveLength(1);
			expect(out + err).not.toContain(novu.apiKey);
		} finally {
			remove();
			await novu.close();
		}
	});

	it.each([
		[
			'a subscriber that is not there',
			JSON.stringify(novuWorkflow(getSubscriber('nobody'))),
			'nobody',
		],
		['a file that is no JSON', '{', 'cannot be read as a workflow'],
		['a file that is no workflow', '{}', 'it has no list of nodes'],
	])('ends with a plain sentence and code 1: %s', async (_, contents, words) => {
		const { file, remove } = temporaryFile(contents);
		const { code, out, err } = await start(['--workflow', file]).finally(remove);
		expect({ code, out }).toEqual({ code: 1, out: '' });
		expect(err).toContain(words);
		expect(err).not.toMatch(/\n\s+at /);
	});
});

function getSubscriber(id: string): IDataObject {
	return {
		resource: 'subscriber',
		operation: 'get',
		subscriberId: { __rl: true, mode: 'id', value: id },
	};
}
