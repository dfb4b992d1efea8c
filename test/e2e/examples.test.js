const assert = require('node:assert/strict');
const { before, describe, it } = require('node:test');
const { readExamples, withCredentials } = require('../../scripts/n8n/examples');
const { connect, useSandbox } = require('./support');

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

describe('the example workflows', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	// without one, Novu finds fault with a workflow that has an email step
	before(() => void novu.sandbox.store.addIntegration('sendgrid', 'email', { primary: true }));

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
