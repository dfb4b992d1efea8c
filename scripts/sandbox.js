// Starts the sandbox alone: `npm run sandbox -- --port 3000`. Prints one line of JSON when it listens.
const { parseArgs } = require('node:util');

const USAGE = `Usage: npm run sandbox -- [options]

A Novu on this machine, in memory. Prints its address and API key as one line of JSON,
{"url":"http://127.0.0.1:PORT","apiKey":"…"}, and runs until Ctrl-C.

  --port N           port on 127.0.0.1 (default: any free one)
  --api-key KEY      secret key of its Development environment (default: a random one)
  --novu VERSION     3.19 (default), 2.3 or 2.0
  --latency MS       wait before each request is carried out
  --race MS          how long a credentials write takes between read and write (default 2, 0 = none)
  --rate-limits free Novu's limits of the Free plan
  --idempotency      honour Idempotency-Key
  --faults LIST      e.g. resets=0.05,unavailable=0.05,timeouts=0.02,seed=7: shares of requests
  --unique           unique index on subscribers and topics
  --no-seed          start without demo data
  --quiet            keep no list of the requests seen
  --help             show this
`;

/**
 * @param {string} name of the option, for the message
 * @param {string | undefined} text
 * @returns {number | undefined} undefined where the option was not given
 */
function number(name, text) {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
		throw new Error(`--${name} takes a number, not "${text}"`);
	}
	return value;
}

/**
 * @template {string} T
 * @param {string} name of the option, for the message
 * @param {string | undefined} text
 * @param {readonly T[]} allowed
 * @returns {T | undefined} undefined where the option was not given
 */
function choice(name, text, allowed) {
	const found = allowed.find((one) => one === text);
	if (text !== undefined && found === undefined) {
		throw new Error(`--${name} takes ${allowed.join(' or ')}, not "${text}"`);
	}
	return found;
}

/**
 * @param {string | undefined} text e.g. `resets=0.05,seed=7`
 * @returns {import('../sandbox').FaultShares | undefined}
 */
function faults(text) {
	if (text === undefined) return undefined;
	/** @type {import('../sandbox').FaultShares} */
	const shares = {};
	for (const part of text.split(',')) {
		const [name, value] = part.split('=');
		const known = choice('faults', name, ['resets', 'unavailable', 'timeouts', 'seed']);
		if (known) shares[known] = number(`faults ${name}`, value ?? '');
	}
	return shares;
}

/**
 * @param {string[]} args of the command line
 * @returns {{ help: boolean, options: import('../sandbox').SandboxOptions }}
 */
function read(args) {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string' },
			'api-key': { type: 'string' },
			novu: { type: 'string' },
			latency: { type: 'string' },
			race: { type: 'string' },
			'rate-limits': { type: 'string' },
			idempotency: { type: 'boolean' },
			faults: { type: 'string' },
			unique: { type: 'boolean' },
			'no-seed': { type: 'boolean' },
			quiet: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	const options = {
		port: number('port', values.port),
		apiKey: values['api-key'],
		novu: choice('novu', values.novu, /** @type {const} */ (['3.19', '2.3', '2.0'])),
		latencyMs: number('latency', values.latency),
		raceMs: number('race', values.race),
		rateLimits: choice('rate-limits', values['rate-limits'], /** @type {const} */ (['free'])),
		idempotency: values.idempotency,
		faults: faults(values.faults),
		uniqueSubscribers: values.unique,
		seed: !values['no-seed'],
		log: !values.quiet,
	};
	return { help: values.help ?? false, options };
}

async function main() {
	const { help, options } = read(process.argv.slice(2));
	if (help) {
		process.stdout.write(USAGE);
		return;
	}
	require(require.resolve('tsx/cjs'));
	const { startSandbox } = require('../sandbox');
	const sandbox = await startSandbox(options);
	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
	}
	process.stdout.write(`${JSON.stringify({ url: sandbox.url, apiKey: sandbox.apiKey })}\n`);
}

main().catch((error) => {
	process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
	process.exitCode = 1;
});
