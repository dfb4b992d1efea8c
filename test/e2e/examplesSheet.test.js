const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { outputItems } = require('../../scripts/n8n/client');
const { runExample } = require('./exampleSupport');
const { connect, useSandbox } = require('./support');

const NAME = 'Nightly sync of a sheet to Novu';
const ROWS = 10_000;

/** How long n8n may take for all rows, in milliseconds. */
const PATIENCE_MS = 480_000;

/** @param {number} n @returns {import('n8n-workflow').IDataObject} a row as Google Sheets hands it out */
function row(n) {
	return {
		row_number: n + 1,
		contact_id: `sheet-${n}`,
		email: `person-${n}@example.com`,
		first_name: `First ${n}`,
		last_name: `Last ${n}`,
		device_tokens: n % 10 === 0 ? '' : `phone-${n}, tablet-${n}`,
	};
}

describe(`the example "${NAME}"`, () => {
	const n8n = connect();
	const novu = useSandbox(n8n, { log: false });

	it(`brings ${ROWS} rows to Novu, and says which ones it could not`, async (test) => {
		const rows = Array.from({ length: ROWS }, (_, i) => row(i + 1));
		rows[4999].email = 'no email address';
		rows[6999].device_tokens = '#N/A';
		rows[8999].contact_id = '';
		const started = Date.now();
		const { status, data } = await runExample(n8n, NAME, novu.credentials, {
			pinned: { 'Read the contacts': rows },
			patienceMs: PATIENCE_MS,
		});
		test.diagnostic(`${ROWS} rows took ${Math.round((Date.now() - started) / 1000)} s`);

		assert.equal(status, 'error');
		const message = String(data.resultData.error?.message);
		assert.match(message, /^3 of 10000 rows not done\./);
		for (const who of ['sheet-5000', 'sheet-7000', 'a row without contact_id']) {
			assert.ok(message.includes(`${who}: `), message);
		}
		const failed = outputItems(/** @type {any} */ ({ data }), 'All that failed');
		assert.equal(failed.length, 3);

		const { store } = novu.sandbox;
		const wrong = rows.filter(
			({ contact_id: id, first_name: firstName, device_tokens: tokens }, i) => {
				if ([4999, 8999].includes(i)) return store.subscriber(String(id)) !== undefined;
				const wanted = tokens === '#N/A' ? [] : String(tokens).split(', ').filter(Boolean);
				const held = store.deviceTokens(String(id));
				const isThere = store.subscriber(String(id))?.firstName === firstName;
				return !isThere || held.join() !== wanted.join();
			},
		);
		assert.deepEqual(wrong, []);
		const made = store.subscribers.all.filter(({ subscriberId }) => /^sheet-/.test(subscriberId));
		assert.equal(made.length, ROWS - 2);
	});

	it('ends well with its own rows', async () => {
		novu.sandbox.reset();
		const { status, data } = await runExample(n8n, NAME, novu.credentials);
		assert.equal(status, 'success', data.resultData.error?.message);
		assert.deepEqual(novu.sandbox.store.deviceTokens('sheet-2'), [
			'device-phone-2',
			'device-tablet-2',
		]);
		assert.deepEqual(novu.sandbox.store.deviceTokens('sheet-3'), []);
	});
});
