const { outputItems } = require('./n8n/client');
const { runCommand } = require('./n8n/command');
const { NODE_TYPE, nodeNameOf, readExamples, withCredentials } = require('./n8n/examples');
const { HOME } = require('./n8n/folders');
const { SURELY_STALE_MS, acquireLock } = require('./n8n/lock');
const { chosenNovu } = require('./n8n/novu');
const { say } = require('./n8n/progress');
const { LOGIN, openN8n, temporaryFolder } = require('./n8n/session');

const USAGE = `Usage: npm run n8n [-- --once]

Opens a real n8n with this node in it, and the example workflows, until Ctrl-C.

  --once   run the first example over n8n's REST interface, print what the node gave, and end

NOVU_API_KEY (and NOVU_BASE_URL) put a Novu of yours in the place of the sandbox.
N8N_NODES_NOVU_CACHE moves the installed n8n out of this folder's .n8n/.`;

/**
 * A signing secret for the example that starts with the Novu Trigger, so that events can be sent to
 * it from this machine. Somebody who has put one of Novu's own there keeps it.
 */
const LOCAL_SECRET = `whsec_${Buffer.from('made up for this machine').toString('base64')}`;

/**
 * @param {import('./n8n/client').N8nClient} client
 * @param {import('./n8n/novu').NovuTarget} novu
 * @returns {Promise<Record<string, { id: string, name: string }>>} the saved credentials by type, as
 * a workflow's nodes name them
 */
async function saveCredentials(client, novu) {
	const data = { purpose: 'events', signingSecret: LOCAL_SECRET };
	return {
		novuApi: await client.saveCredential({
			name: 'Novu API',
			type: 'novuApi',
			data: novu.credential,
		}),
		novuWebhookSecretApi: await client.keepCredential({
			name: 'Novu Webhook Secret API',
			type: 'novuWebhookSecretApi',
			data,
		}),
	};
}

/**
 * Puts the credential and the examples into n8n. An example that is already there stays as it is:
 * somebody may have changed it in the editor.
 * @param {import('./n8n/client').N8nClient} client
 * @param {import('./n8n/novu').NovuTarget} novu
 * @returns {Promise<string>} the id of the first example
 */
async function fill(client, novu) {
	const credentials = await saveCredentials(client, novu);
	const present = await client.workflows();
	const ids = [];
	for (const example of readExamples()) {
		const same = present.find((workflow) => workflow.name === example.name);
		const saved = same ?? (await client.createWorkflow(withCredentials(example, credentials)));
		ids.push(saved.id);
	}
	return ids[0];
}

/**
 * @returns {Promise<import('./n8n/lock').Release>} what gives n8n's folder free for another n8n
 * @throws {Error} when an n8n runs on it
 */
async function acquireHome() {
	return await acquireLock(HOME, {
		withinMs: SURELY_STALE_MS,
		onWait: () => say(`Waiting, in case that an n8n on ${HOME} was just killed …`),
		late: `An n8n already runs on ${HOME}: use that one, or end it first.`,
	});
}

/**
 * Opens the editor and stays until n8n ends or this process is told to end.
 * @returns {Promise<void>}
 */
async function openEditor() {
	const release = await acquireHome();
	const [{ server, client }, novu] = await Promise.all([
		openN8n({ userFolder: HOME }),
		chosenNovu(),
	]);
	const id = await fill(client, novu);
	say(`
n8n is ready:  ${server.url}/workflow/${id}
Sign in with:  ${LOGIN.email}  ${LOGIN.password}
Novu is:       ${novu.label}
Kept in:       ${HOME}  (delete it to start afresh)
Ctrl-C ends n8n${process.env.NOVU_API_KEY ? '' : ' and the sandbox'}.`);
	const end = await server.ended;
	await release();
	throw new Error(`n8n ${end}, see ${server.logFile}`);
}

/**
 * Runs the first example in an n8n with a fresh database and prints what the Novu node gave.
 * @returns {Promise<void>}
 * @throws {Error} when the workflow fails
 */
async function runOnce() {
	const userFolder = temporaryFolder();
	const [{ server, client }, novu] = await Promise.all([openN8n({ userFolder }), chosenNovu()]);
	const credentials = await saveCredentials(client, novu);
	const [example] = readExamples();
	say(`Running "${example.name}" against ${novu.label} …`);
	const workflow = await client.createWorkflow(withCredentials(example, credentials));
	const execution = await client.run(workflow, nodeNameOf(example, 'n8n-nodes-base.manualTrigger'));
	const { error } = execution.data.resultData;
	if (error) throw new Error(`The workflow failed: ${error.message}`);
	const items = outputItems(execution, nodeNameOf(example, NODE_TYPE)).map(({ json }) => json);
	await Promise.all([server.stop(), novu.stop()]);
	process.stdout.write(`${JSON.stringify(items.length === 1 ? items[0] : items, null, 2)}\n`);
}

/** @returns {Promise<void>} */
async function main() {
	const args = process.argv.slice(2);
	const unknown = args.filter((arg) => !['--once', '--help'].includes(arg));
	if (unknown.length > 0) throw new Error(`Unknown option ${unknown.join(' ')}\n\n${USAGE}`);
	if (args.includes('--help')) return say(USAGE);
	await (args.includes('--once') ? runOnce() : openEditor());
}

runCommand(main);
