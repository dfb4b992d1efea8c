const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { exampleCalled, runExample } = require('./exampleSupport');
const { connect, useSandbox } = require('./support');

/** @typedef {import('n8n-workflow').IDataObject} IDataObject */

/** What a device token may not be: an error that a formula hands out. */
const NO_TOKEN = '#N/A';

/**
 * The three examples that take contacts out of a CRM: by name, what their first contact becomes, and
 * how pinned data is changed so that it has a token that is none.
 */
const EXAMPLES = [
	{
		name: 'HubSpot contact to Novu subscriber and welcome',
		prefix: 'hubspot',
		first: 'hubspot-151',
		tokens: {
			'hubspot-151': ['device-phone-1'],
			'hubspot-152': ['device-phone-2', 'device-tablet-2'],
		},
		source: 'Get the contact',
		/** @param {any} contact @param {string} tokens */
		give: (contact, tokens) => (contact.properties.device_tokens = { value: tokens }),
		/** @param {any} contact */
		empty: (contact) => {
			contact.properties = {};
		},
	},
	{
		name: 'Salesforce contact to Novu subscriber and welcome',
		prefix: 'salesforce',
		first: 'salesforce-003Dn00000AbCdEIAV',
		tokens: { 'salesforce-003Dn00000AbCdEIAV': ['device-phone-1', 'device-tablet-1'] },
		source: 'Get the contact',
		/** @param {any} contact @param {string} tokens */
		give: (contact, tokens) => (contact.Device_Tokens__c = tokens),
		/** @param {any} contact */
		empty: (contact) => {
			Object.assign(contact, { Email: null, FirstName: null, Device_Tokens__c: null });
		},
	},
	{
		name: 'Pipedrive person to Novu subscriber and welcome',
		prefix: 'pipedrive',
		first: 'pipedrive-8',
		tokens: {
			'pipedrive-8': ['device-phone-1'],
			'pipedrive-9': ['device-phone-2', 'device-tablet-2'],
		},
		source: 'When a person changes',
		/** @param {any} person @param {string} tokens */
		give: ({ data }, tokens) =>
			Object.assign(Object.values(data.custom_fields)[0] ?? {}, { value: tokens }),
		/** @param {any} person */
		empty: ({ data }) => {
			Object.assign(data, { emails: [], first_name: null, custom_fields: {} });
		},
	},
];

for (const { name, prefix, first, tokens, source, give, empty } of EXAMPLES) {
	describe(`the example "${name}"`, () => {
		const n8n = connect();
		const novu = useSandbox(n8n);

		const store = () => novu.sandbox.store;
		/** Those that the example has made. */
		const subscribers = () =>
			store().subscribers.all.filter(({ subscriberId }) => subscriberId.startsWith(prefix));
		const welcomed = () =>
			store()
				.messages.all.filter(({ templateIdentifier }) => templateIdentifier === 'welcome')
				.map((message) => [
					store().subscribers.get(message._subscriberId)?.subscriberId,
					message.content,
				]);

		/** @param {(contact: any) => void} change of the first contact in the pinned data */
		const changed = (change) => {
			const items = structuredClone(exampleCalled(name).pinData?.[source] ?? []);
			change(items[0].json);
			return { [source]: items.map(({ json }) => json) };
		};

		it('makes subscribers with tokens, and welcomes the new one alone', async () => {
			novu.sandbox.reset();
			const { status, data } = await runExample(n8n, name, novu.credentials);
			assert.equal(status, 'success', data.resultData.error?.message);
			const made = subscribers().map(({ subscriberId }) => subscriberId);
			assert.deepEqual(made, Object.keys(tokens));
			for (const [id, wanted] of Object.entries(tokens)) {
				assert.deepEqual(store().deviceTokens(id), wanted);
			}
			const [{ email, firstName, lastName }] = subscribers();
			assert.deepEqual(
				{ email, firstName, lastName },
				{ email: 'ann.lee@example.com', firstName: 'Ann', lastName: 'Lee' },
			);
			assert.deepEqual(welcomed(), [[first, 'Good to see you, Ann.']]);
		});

		it('takes a contact of which only the ID is known', async () => {
			novu.sandbox.reset();
			const pinned = changed(empty);
			const { status, data } = await runExample(n8n, name, novu.credentials, { pinned });
			assert.equal(status, 'success', data.resultData.error?.message);
			assert.deepEqual(store().deviceTokens(first), []);
			assert.deepEqual(
				welcomed().map(([id]) => id),
				[first],
			);
		});

		it('fails at the end, with who and why, and does all the others', async () => {
			novu.sandbox.reset();
			const pinned = changed((contact) => give(contact, NO_TOKEN));
			const { status, data } = await runExample(n8n, name, novu.credentials, { pinned });
			assert.equal(status, 'error');
			const message = String(data.resultData.error?.message);
			assert.match(message, new RegExp(`^1 not done\\. ${first}: .*Device Tokens.*`));
			for (const [id, wanted] of Object.entries(tokens)) {
				assert.deepEqual(store().deviceTokens(id), id === first ? [] : wanted);
			}
		});
	});
}

describe('the example of HubSpot', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	it('tells at the end of all that failed, in whichever step', async () => {
		const name = 'HubSpot contact to Novu subscriber and welcome';
		const contacts = structuredClone(exampleCalled(name).pinData?.['Get the contact'] ?? []);
		const [first, second] = contacts.map(({ json }) => /** @type {any} */ (json));
		first.properties.email.value = 'no email address';
		second.properties.device_tokens.value = NO_TOKEN;
		const pinned = { 'Get the contact': [first, second] };
		const { data } = await runExample(n8n, name, novu.credentials, { pinned });
		const message = String(data.resultData.error?.message);
		assert.match(message, /^2 not done\. hubspot-151: .*email.* \| hubspot-152: .*Device Tokens/s);
	});
});

describe('the example of Salesforce', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	it('welcomes nobody who was there before', async () => {
		const execution = await runExample(
			n8n,
			'Salesforce contact to Novu subscriber and welcome',
			novu.credentials,
			{ trigger: 'When a contact is updated' },
		);
		assert.equal(execution.status, 'success');
		const { store } = novu.sandbox;
		assert.equal(store.deviceTokens('salesforce-003Dn00000AbCdEIAV').length, 2);
		assert.equal(store.messages.size, 0);
	});
});
