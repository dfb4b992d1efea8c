const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { connect } = require('./support');
const { NODE_TYPE } = require('../../scripts/n8n/examples');

describe('the installed package', () => {
	const n8n = connect();

	it('brings the node under the name that saved workflows carry', async () => {
		const type = await n8n.nodeType(NODE_TYPE);
		assert.equal(type?.displayName, 'Novu');
		assert.deepEqual(
			type?.credentials?.map(({ name }) => name),
			['novuApi'],
		);
	});

	it('brings the node as a tool for AI agents', async () => {
		const tool = await n8n.nodeType(`${NODE_TYPE}Tool`);
		assert.deepEqual(tool?.outputs, ['ai_tool']);
	});

	it('brings an icon for each theme', async () => {
		const type = await n8n.nodeType(NODE_TYPE);
		const { light, dark } = /** @type {{ light: string, dark: string }} */ (type?.iconUrl);
		const pictures = [];
		for (const icon of [light, dark]) {
			const response = await fetch(`${n8n.url}/${icon}`);
			assert.match(response.headers.get('content-type') ?? '', /image\/svg/);
			pictures.push(await response.text());
		}
		assert.notEqual(pictures[0], pictures[1]);
		for (const picture of pictures) assert.match(picture, /<svg/);
	});

	it("brings a sample of each operation's output", async () => {
		const path = `/schemas/${NODE_TYPE}/1.0.0/subscriber/updateCredentials.json`;
		/** @type {{ properties: object }} */
		const schema = await n8n.request('GET', path);
		assert.ok('subscriberId' in schema.properties);
	});
});
