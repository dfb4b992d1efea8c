// A process of its own that runs executions of one Novu node side by side: started with the job as
// JSON in its only argument, it prints how each one ended as JSON.
const { novuWorkflow, runWorkflow } = require('../../sandbox/runner');

/**
 * @typedef {object} Job
 * @property {import('n8n-workflow').IDataObject} parameters
 * @property {Record<string, import('n8n-workflow').ICredentialDataDecryptedObject>} credentials
 * @property {import('n8n-workflow').IDataObject[][]} executions the items of each one
 */

/** @param {Job} job */
async function main({ parameters, credentials, executions }) {
	const ends = await Promise.all(
		executions.map(async (items) => {
			const { error, hints } = await runWorkflow({
				workflow: novuWorkflow(parameters),
				credentials,
				items,
			});
			return { error: error?.message, hints: hints('Novu') };
		}),
	);
	process.stdout.write(JSON.stringify(ends));
}

void main(JSON.parse(process.argv[2]));
