import { QUESTION_FIELDS } from '../../nodes/Novu/actions/event/sendAndWait';
import { novuWorkflows } from './files';

interface NovuWorkflow {
	payloadSchema: { properties: Record<string, unknown> };
	steps: Array<{ type: string; controlValues: Record<string, unknown> }>;
}

const approval = novuWorkflows().get('approval.json') as NovuWorkflow;

/** The controls of Novu 3.19 take a URL that is a variable (`wfv2-create-from-get-as-it-stands`). */
const VARIABLE = /^\{\{payload\.\w+\}\}$/;

describe('the workflow for approvals to copy into Novu', () => {
	it('knows every field that the node sends, and no other', () => {
		expect(Object.keys(approval.payloadSchema.properties).sort()).toEqual(
			[...QUESTION_FIELDS].sort(),
		);
	});

	it('shows the question on every channel, and nothing that is not sent', () => {
		for (const { type, controlValues } of approval.steps) {
			const text = JSON.stringify(controlValues);
			expect([type, text]).toEqual([type, expect.stringContaining('{{payload.message}}')]);
			const used = [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name]) => name);
			const known = QUESTION_FIELDS.map((name) => `payload.${name}`);
			expect(known).toEqual(expect.arrayContaining(used));
		}
	});

	it('has two buttons in the inbox', () => {
		const { controlValues } = approval.steps.find(({ type }) => type === 'in_app')!;
		expect(controlValues).toMatchObject({
			primaryAction: { redirect: { url: expect.stringMatching(VARIABLE) as string } },
			secondaryAction: { redirect: { url: expect.stringMatching(VARIABLE) as string } },
		});
	});
});
