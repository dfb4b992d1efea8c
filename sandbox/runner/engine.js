// n8n-core reads its settings when it is loaded, and keeps a key file in its user folder.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-novu-engine-'));
process.on('exit', () => rmSync(userFolder, { recursive: true, force: true }));
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';

require('reflect-metadata');

module.exports = { core: require('n8n-core'), workflow: require('n8n-workflow') };
