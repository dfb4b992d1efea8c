const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const axios = require('axios').default;
const { exampleCalled, headerCredential, publishWebhook } = require('./exampleSupport');
const { connect, useSandbox } = require('./support');

/** @typedef {import('n8n-workflow').IDataObject} IDataObject */

const SECRET = { 'X-App': 'let-me' };

/**
 * @param {string} url of an example's webhook
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<{ status: number, data: any }>}
 */
async function post(url, body, headers = SECRET) {
	const { status, data } = await axios.post(url, body, { headers, validateStatus: () => true });
	return { status, data };
}

describe('the examples that an app calls', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	/** @param {string} name @returns {Promise<string>} the address of its webhook */
	const published = async (name) => {
		const header = await headerCredential(n8n, { name: 'X-App', value: SECRET['X-App'] });
		return await publishWebhook(n8n, exampleCalled(name), { ...novu.credentials, ...header });
	};

	it('"App login and logout": appends the token at a login, and removes that one at a logout', async () => {
		const url = await published('App login and logout to device tokens');
		const tokens = () => novu.sandbox.store.deviceTokens('customer-1');
		/** @param {string} event @param {unknown} token */
		const send = async (event, token) =>
			await post(url, { event, subscriberId: 'customer-1', token });
		const done = { status: 200, data: { done: true } };

		// the first login makes the subscriber; the second one comes twice
		assert.deepEqual(await send('login', 'phone-1'), done);
		assert.deepEqual(await send('login', 'phone-2'), done);
		assert.deepEqual(await send('login', 'phone-2'), done);
		assert.deepEqual(tokens(), ['phone-1', 'phone-2']);

		assert.deepEqual(await send('logout', 'phone-1'), done);
		assert.deepEqual(await send('logout', 'phone-1'), done);
		assert.deepEqual(tokens(), ['phone-2']);

		const empty = await send('login', '');
		assert.equal(empty.status, 502);
		assert.match(empty.data.error, /Device Tokens/);
		assert.ok(empty.data.message);
		const stranger = { event: 'logout', subscriberId: 'nobody', token: 'phone-1' };
		assert.equal((await post(url, stranger)).status, 502);
		assert.equal((await send('signup', 'phone-3')).status, 400);
		const login = { event: 'login', subscriberId: 'customer-1', token: 'phone-4' };
		assert.equal((await post(url, login, {})).status, 403);
		assert.deepEqual(tokens(), ['phone-2']);
	});

	it('"Topic opt-in and opt-out": adds and removes, as often as it is asked to', async () => {
		const url = await published('Topic opt-in and opt-out');
		const { topicSubscriptions } = novu.sandbox.store;
		const members = () =>
			topicSubscriptions.all
				.filter(({ topicKey }) => topicKey === 'newsletter')
				.map(({ externalSubscriberId }) => externalSubscriberId);
		/** @param {string} subscriberId @param {unknown} optIn @param {string} [topic] */
		const send = async (subscriberId, optIn, topic = 'newsletter') =>
			await post(url, { subscriberId, topic, optIn });

		for (const id of ['crm-1001', 'crm-1002', 'crm-1001']) {
			const answer = await send(id, true);
			assert.deepEqual(answer, { status: 200, data: { done: true, optIn: true } });
		}
		assert.deepEqual(members(), ['crm-1001', 'crm-1002']);

		for (let times = 0; times < 2; times++) {
			const answer = await send('crm-1001', false);
			assert.deepEqual(answer, { status: 200, data: { done: true, optIn: false } });
		}
		assert.deepEqual(members(), ['crm-1002']);

		const stranger = await send('nobody', true);
		assert.equal(stranger.status, 502);
		assert.match(stranger.data.error, /nobody/);
		assert.equal((await send('crm-1003', true, 'newsleter')).status, 400);
		assert.equal((await send('crm-1002', undefined)).status, 400);
		assert.equal((await send('crm-1002', 'false')).status, 400);
		assert.deepEqual(members(), ['crm-1002']);
		const keys = novu.sandbox.store.topics.all.map(({ key }) => key);
		assert.deepEqual(keys, ['customers', 'beta-testers', 'newsletter']);
	});
});
