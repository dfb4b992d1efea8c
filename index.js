// The package's face for `require('n8n-nodes-novu')`. n8n itself reads the paths in package.json.
const { NovuApi } = require('./dist/credentials/NovuApi.credentials.js');
const { NovuWebhookSecretApi } = require('./dist/credentials/NovuWebhookSecretApi.credentials.js');
const { Novu } = require('./dist/nodes/Novu/Novu.node.js');
const { NovuPollingTrigger } = require('./dist/nodes/Novu/NovuPollingTrigger.node.js');
const { NovuTrigger } = require('./dist/nodes/Novu/NovuTrigger.node.js');

module.exports = { Novu, NovuApi, NovuPollingTrigger, NovuTrigger, NovuWebhookSecretApi };
