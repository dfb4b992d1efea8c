const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const { after, before, beforeEach, describe, it } = require('node:test');
const { N8nClient, outputItems } = require('../../scripts/n8n/client');
const { startN8n } = require('../../scripts/n8n/server');
const { LOGIN, openN8n, temporaryFolder } = require('../../scripts/n8n/session');
const { scriptedModel } = require('./agentSupport');
const { node, openSandbox } = require('./support');
const { NOVU, asking, byId, published, visit, waiting } = require('./waitSupport');

// How this process reads TypeScript is nothing for npm and n8n, which it starts elsewhere.
delete process.env.NODE_OPTIONS;

/** Programs that open links nobody has clicked on: scanners, previews, a client without a name. */
const OTHERS = [
	'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
	'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
	'BarracudaCentral/1.0',
	'',
];

describe('Send and Wait for Response', () => {
	const userFolder = temporaryFolder();
	/** @type {Awaited<ReturnType<typeof openN8n>>} */
	let n8n;
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;
	/** @type {string[]} all addresses that Novu got */
	const addresses = [];
	/** All that n8n has logged, over its restarts. */
	let log = '';

	const url = () => ({ url: n8n.server.url });

	before(async () => {
		n8n = await openN8n({ userFolder, env: { N8N_LOG_LEVEL: 'debug' } });
		novu = await openSandbox(n8n.client);
	});
	beforeEach(() => novu.sandbox.reset());
	after(async () => {
		await novu?.sandbox.close();
		await n8n?.server.stop();
	});

	/**
	 * @param {import('n8n-workflow').IDataObject} [parameters]
	 * @param {Partial<import('n8n-workflow').INode>} [settings]
	 */
	async function asked(parameters = {}, settings = {}) {
		const before = novu.sandbox.requests.length;
		const { workflow, start } = await published(n8n.client, [
			asking(novu.credentials, parameters, settings),
		]);
		await start({ order: '4711' });
		const found = await waiting(n8n.client, workflow, novu.sandbox, before + 1);
		addresses.push(...Object.values(found.payload).filter((text) => text.startsWith('http')));
		return { ...found, workflow };
	}

	/** @param {string} id */
	async function outcomeOf(id) {
		const ended = await n8n.client.finishedExecution(id);
		assert.equal(ended.status, 'success', JSON.stringify(ended.data.resultData.error));
		return outputItems(ended, NOVU).map(({ json }) => json);
	}

	/** @param {string} id @returns {Promise<string>} */
	async function statusOf(id) {
		/** @type {{ status: string }} */
		const { status } = await n8n.client.request('GET', `/rest/executions/${id}`);
		return status;
	}

	for (const [button, approved] of /** @type {const} */ ([
		['approve', true],
		['decline', false],
	])) {
		it(`goes on with the button that was pressed: ${button}`, async () => {
			const { id, payload } = await asked();
			const address = payload[`${button}Url`];
			const page = await visit(url(), address);
			assert.equal(page.status, 200);
			assert.match(page.text, /May order 4711 be refunded\?/);
			assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
			const thanks = await visit(url(), address, { approved: String(approved) });
			assert.equal(thanks.status, 200);
			assert.match(thanks.text, /Your answer has been recorded/);
			assert.match(thanks.headers.get('content-type') ?? '', /text\/html/);
			const [{ data, asked: question }] = /** @type {any[]} */ (await outcomeOf(id));
			assert.equal(data.approved, approved);
			assert.equal(data.timedOut, false);
			assert.equal(question.to, 'crm-1001');
			const late = await visit(url(), address, { approved: String(!approved) });
			assert.match(late.text, /No action required/);
			assert.equal(/** @type {any[]} */ (await outcomeOf(id))[0].data.approved, approved);
		});
	}

	it('hands out a text and a form as they were filled in', async () => {
		const text = await asked({ responseType: 'freeText' });
		await visit(url(), text.payload.respondUrl, { 'field-0': 'Größe "ä" <b>' });
		const [answer] = /** @type {any[]} */ (await outcomeOf(text.id));
		assert.equal(answer.data.text, 'Größe "ä" <b>');

		novu.sandbox.reset();
		const form = await asked({
			responseType: 'customForm',
			formFields: { values: [{ fieldLabel: 'Amount', fieldType: 'number', requiredField: true }] },
		});
		const wrong = await visit(url(), form.payload.respondUrl, { 'field-0': 'much' });
		assert.equal(wrong.status, 400);
		assert.match(wrong.text, /has to be a number/);
		await visit(url(), form.payload.respondUrl, { 'field-0': '12.5' });
		const [filled] = /** @type {any[]} */ (await outcomeOf(form.id));
		assert.equal(filled.data.Amount, 12.5);
	});

	it('decides nothing when an address is opened, whoever opens it', async () => {
		const { id, payload } = await asked();
		for (const agent of OTHERS) {
			for (const address of [payload.approveUrl, payload.declineUrl, payload.respondUrl]) {
				const { status } = await visit(url(), address, undefined, { 'user-agent': agent });
				assert.equal(status, 200);
			}
		}
		assert.equal(await statusOf(id), 'waiting');
		await visit(url(), payload.respondUrl, { approved: 'true' });
		assert.equal(/** @type {any[]} */ (await outcomeOf(id))[0].data.approved, true);
	});

	it('takes one of two answers that come at once', async () => {
		const { id, payload } = await asked();
		const answers = await Promise.all(
			['true', 'false', 'true', 'false'].map((approved) =>
				visit(url(), payload.respondUrl, { approved }),
			),
		);
		const thanked = answers.filter(({ text }) => /has been recorded/.test(text));
		assert.equal(thanked.length, 1, answers.map(({ status, text }) => status + text).join('\n'));
		const place = answers.indexOf(thanked[0]);
		const [{ data }] = /** @type {any[]} */ (await outcomeOf(id));
		assert.equal(data.approved, place % 2 === 0);
	});

	it('refuses addresses that were forged or altered', async () => {
		const { id, payload } = await asked();
		const alter = (/** @type {(url: URL) => void} */ change) => {
			const address = new URL(payload.declineUrl);
			change(address);
			return address.href;
		};
		const altered = [
			alter(({ searchParams }) => searchParams.delete('signature')),
			alter(({ searchParams }) => searchParams.set('signature', 'a'.repeat(64))),
			alter(({ searchParams }) => searchParams.set('approved', 'true')),
			alter(({ searchParams }) => searchParams.delete('question')),
			alter(({ searchParams }) => searchParams.append('question', 'x')),
			alter((address) => (address.search = '')),
		];
		for (const address of altered) {
			for (const form of [undefined, { approved: 'true' }]) {
				const { status, text } = await visit(url(), address, form);
				assert.equal(status, 401, `${address}: ${text}`);
				assert.doesNotMatch(text, /May order/);
			}
		}
		assert.equal(await statusOf(id), 'waiting');
	});

	it('asks three times in a loop, each time with addresses of its own', async () => {
		const loop = node('Loop', 'n8n-nodes-base.splitInBatches', 3);
		const link = (/** @type {string} */ name) => ({
			node: name,
			type: /** @type {const} */ ('main'),
			index: 0,
		});
		const done = node('Done', 'n8n-nodes-base.noOp', 1);
		const { workflow, start } = await published(
			n8n.client,
			[loop, asking(novu.credentials), done],
			{
				Loop: { main: [[link('Done')], [link(NOVU)]] },
				[NOVU]: { main: [[link('Loop')]] },
			},
		);
		await start({ order: 'a' }, { order: 'b' }, { order: 'c' });
		const decisions = ['true', 'false', 'true'];
		/** @type {string[]} */
		const earlier = [];
		let id = '';
		for (const [place, approved] of decisions.entries()) {
			const question = await waiting(n8n.client, workflow, novu.sandbox, place + 1);
			id = question.id;
			assert.match(question.payload.message, new RegExp(`order ${'abc'[place]} `));
			for (const address of earlier) {
				const { status, text } = await visit(url(), address, { approved: 'true' });
				assert.deepEqual([status, /no longer open/.test(text)], [410, true]);
			}
			const address = question.payload.respondUrl;
			const { text } = await visit(url(), address, { approved });
			assert.match(text, /has been recorded/);
			earlier.push(address);
		}
		const ended = await n8n.client.finishedExecution(id);
		assert.deepEqual(
			outputItems(ended, 'Done').map(({ json }) => /** @type {any} */ (json).data.approved),
			[true, false, true],
		);
	});

	it('refuses several items and says how to ask for each', async () => {
		const { workflow, start } = await published(n8n.client, [asking(novu.credentials)]);
		await start({ order: 'a' }, { order: 'b' });
		let [execution] = await n8n.client.executions(workflow.id);
		while (!execution) [execution] = await n8n.client.executions(workflow.id);
		const { status, data } = await n8n.client.finishedExecution(execution.id);
		assert.equal(status, 'error');
		assert.match(String(data.resultData.error?.description), /Loop Over Items/);
		assert.equal(novu.sandbox.requests.length, 0);
	});

	it('goes on by itself when the time is up, also where n8n was started anew meanwhile', async () => {
		// Long enough to end after the restart: n8n takes what it finds running when it starts for crashed.
		const limit = {
			values: { limitType: 'afterTimeInterval', resumeAmount: 1.5, resumeUnit: 'minutes' },
		};
		const { id, payload } = await asked({ options: { limitWaitTime: limit } });
		const open = await asked();
		log += fs.readFileSync(n8n.server.logFile, 'utf8');
		await n8n.server.stop();
		const server = await startN8n({ userFolder, env: { N8N_LOG_LEVEL: 'debug' } });
		const client = new N8nClient(server.url);
		await client.signIn(LOGIN);
		n8n = { server, client };

		// The one without a limit still waits, and takes the answer.
		const page = await visit(url(), open.payload.approveUrl);
		assert.match(page.text, /May order 4711 be refunded\?/);
		await visit(url(), open.payload.approveUrl, { approved: 'true' });
		assert.equal(/** @type {any[]} */ (await outcomeOf(open.id))[0].data.approved, true);

		const [item] = /** @type {any[]} */ (await outcomeOf(id));
		assert.deepEqual(item.data, { approved: false, timedOut: true });
		assert.equal(item.asked.expiresAt, payload.expiresAt);
		const late = await visit(url(), payload.approveUrl, { approved: 'true' });
		assert.match(late.text, /No action required/);
	});

	describe('as the human review of an AI Agent', () => {
		/** @type {Awaited<ReturnType<typeof scriptedModel>>} */
		let model;
		/** @type {string} */
		let added;

		before(async () => {
			model = await scriptedModel(({ messages, tools = [] }) => {
				const said = messages.filter((/** @type {any} */ { role }) => role === 'tool');
				if (said.length > 0) return { content: `The tool said: ${said.at(-1).content}` };
				const input = JSON.stringify({ toolParameters: { id: added }, hitlParameters: {} });
				const call = { name: tools[0].function.name, arguments: input };
				return { tool_calls: [{ id: 'call_1', type: 'function', function: call }] };
			});
		});
		after(() => model.close());

		async function agentWorkflow() {
			const { id, name } = await n8n.client.saveCredential({
				name: `Model ${randomUUID()}`,
				type: 'openAiApi',
				data: { apiKey: 'none', url: model.url },
			});
			const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', 3, {
				parameters: { promptType: 'define', text: 'Add the contact', options: {} },
			});
			const chat = node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
				parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
				credentials: { openAiApi: { id, name } },
			});
			const { message: _message, ...parameters } = asking(novu.credentials, {
				payload: '{"orderId":"1"}',
			}).parameters;
			const review = node('Review', 'n8n-nodes-novu.novuHitlTool', 1, {
				parameters,
				credentials: novu.credentials,
			});
			const tool = node('Add contact', 'n8n-nodes-novu.novuTool', 1, {
				parameters: {
					resource: 'subscriber',
					operation: 'upsert',
					subscriberId: byId("={{ $fromAI('id', 'The ID', 'string') }}"),
				},
				credentials: novu.credentials,
			});
			const link = (/** @type {string} */ name, /** @type {any} */ type) => ({
				[type]: [[{ node: name, type, index: 0 }]],
			});
			return await published(n8n.client, [agent, chat, review, tool], {
				Model: link('Agent', 'ai_languageModel'),
				Review: link('Agent', 'ai_tool'),
				'Add contact': link('Review', 'ai_tool'),
			});
		}

		for (const approved of [true, false]) {
			it(`${approved ? 'lets the tool run' : 'keeps the tool from running'}`, async () => {
				added = `agent-${approved}`;
				const { workflow, start } = await agentWorkflow();
				await start({ order: '1' });
				const { id, payload } = await waiting(n8n.client, workflow, novu.sandbox);
				assert.match(payload.message, /Add.contact/);
				assert.match(payload.message, new RegExp(added));
				assert.equal(novu.sandbox.store.subscriber(added), undefined);
				await visit(url(), payload.respondUrl, { approved: String(approved) });
				const ended = await n8n.client.finishedExecution(id);
				assert.equal(ended.status, 'success', JSON.stringify(ended.data.resultData.error));
				const [{ json }] = outputItems(ended, 'Agent');
				if (approved) assert.match(String(json.output), new RegExp(added));
				else assert.match(String(json.output), /rejected/);
				assert.equal(novu.sandbox.store.subscriber(added) !== undefined, approved);
			});
		}
	});

	it('has left no address in the log', () => {
		log += fs.readFileSync(n8n.server.logFile, 'utf8');
		assert.ok(addresses.length > 10 && log.length > 1000);
		for (const address of addresses) {
			const { searchParams } = new URL(address);
			assert.ok(!log.includes(searchParams.get('signature') ?? '?'), 'a signature is in the log');
			assert.ok(!log.includes(searchParams.get('question') ?? '?'), 'a key is in the log');
		}
	});
});
