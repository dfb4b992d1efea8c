const { Agent } = require('node:http');
const axios = require('axios').default;

/** How long an answer may take, in milliseconds. */
const TIMEOUT_MS = 300_000;

/**
 * @param {string} url of a server on this machine
 * @returns {import('axios').AxiosInstance} a client for it; no status is an error to it
 */
function localClient(url) {
	return axios.create({
		baseURL: url,
		timeout: TIMEOUT_MS,
		validateStatus: () => true,
		maxRedirects: 0,
		// The proxy of the shell knows nothing of this machine's servers.
		proxy: false,
		// A server that closes a connection it held open would fail the request that is just sent on it.
		httpAgent: new Agent({ keepAlive: false }),
	});
}

module.exports = { localClient };
