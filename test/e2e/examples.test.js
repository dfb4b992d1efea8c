const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { readExamples, withCredentials } = require('../../scripts/n8n/examples');
const { connect, openSandbox } = require('./support');

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

describe('the example workflows', () => {
	const n8n = connect();
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;

	before(async () => {
		novu = await openSandbox(n8n);
	});
	after(() => novu.sandbox.close());

	for (const example of readExamples()) {
		const trigger = example.nodes.find(({ type }) => type === MANUAL_TRIGGER);
		it(`"${example.name}" ${trigger ? 'runs' : 'can be imported'}`, async () => {
			const workflow = await n8n.createWorkflow(withCredentials(example, novu.credentials));
			if (!trigger) return;
			const execution = await n8n.run(workflow, trigger.name);
			assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		});
	}
});
