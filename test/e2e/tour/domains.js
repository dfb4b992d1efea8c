const assert = require('node:assert/strict');
const { body, byId } = require('./step');

const DOMAIN = byId(`={{ ${body('run')} + '.example.com' }}`);

/** @param {import('./step').TourInput} input */
const nameIn = ({ run }) => `${run}.example.com`;

/** @type {import('./step').Row} */
const domains = [
	{
		name: 'Add a domain',
		operation: 'domain.create',
		parameters: { domainName: DOMAIN.value, additionalFields: { data: '{ "customer": "4711" }' } },
		check: (output, { input }) => {
			const [{ name, status, expectedDnsRecords }] = output;
			assert.deepEqual([name, status], [nameIn(input), 'pending']);
			assert.equal(expectedDnsRecords[0].type, 'MX');
		},
	},
	{
		name: 'Read the domain',
		operation: 'domain.get',
		parameters: { domain: byId('={{ $json.name }}') },
		check: (output, { outputOf }) => assert.deepEqual(output, outputOf('Add a domain')),
	},
	{
		name: 'Note something on the domain',
		operation: 'domain.update',
		parameters: {
			domain: byId('={{ $json.name }}'),
			updateFields: { data: '{ "customer": "4712" }' },
		},
		check: ([{ data }]) => assert.deepEqual(data, { customer: '4712' }),
	},
	{
		name: 'Look for its records',
		operation: 'domain.verify',
		parameters: { domain: byId('={{ $json.name }}') },
		check: ([{ status }]) => assert.equal(status, 'pending'),
	},
	{
		name: 'See what is wrong',
		operation: 'domain.diagnose',
		parameters: { domain: byId('={{ $json.name }}') },
		check: ([{ ok, issues }]) => {
			assert.equal(ok, false);
			assert.equal(issues[0].code, 'mx_missing');
		},
	},
	{
		name: 'Find the domain',
		operation: 'domain.getAll',
		parameters: { filters: { domainName: '={{ $json.domain }}' } },
		check: (output, { input }) => assert.equal(output[0].name, nameIn(input)),
	},
	{
		name: 'Route an address',
		operation: 'domainRoute.create',
		parameters: { domain: byId('={{ $json.name }}'), address: 'Support', type: 'webhook' },
		check: ([{ address, type }]) => assert.deepEqual([address, type], ['support', 'webhook']),
	},
	{
		name: 'Note something on the route',
		operation: 'domainRoute.update',
		parameters: {
			domain: DOMAIN,
			address: '={{ $json.address }}',
			updateFields: { data: '{ "team": "a" }' },
		},
		check: ([{ data }]) => assert.deepEqual(data, { team: 'a' }),
	},
	{
		name: 'Read the route',
		operation: 'domainRoute.get',
		parameters: { domain: DOMAIN, address: '={{ $json.address }}' },
		check: (output, { outputOf }) =>
			assert.deepEqual(output, outputOf('Note something on the route')),
	},
	{
		name: 'Try the route',
		operation: 'domainRoute.test',
		parameters: {
			domain: DOMAIN,
			address: '={{ $json.address }}',
			from: 'ada@example.com',
			subject: 'Hello',
			additionalFields: { text: 'Where is my order?' },
		},
		check: ([{ matched, dryRun, type }]) =>
			assert.deepEqual([matched, dryRun, type], [true, true, 'webhook']),
	},
	{
		name: 'List the routes',
		operation: 'domainRoute.getAll',
		parameters: { domain: DOMAIN, returnAll: true },
		check: (output, { outputOf }) => assert.deepEqual(output, outputOf('Read the route')),
	},
];

/** @type {import('./step').Row} */
const teardown = [
	{
		name: 'Delete the route',
		operation: 'domainRoute.delete',
		parameters: { domain: DOMAIN, address: 'support' },
		check: (output, { input }) =>
			assert.deepEqual(output, [{ deleted: true, domain: nameIn(input), address: 'support' }]),
	},
	{
		name: 'Delete the domain',
		operation: 'domain.delete',
		parameters: { domain: byId('={{ $json.domain }}') },
		check: (output, { input }) =>
			assert.deepEqual(output, [{ deleted: true, domain: nameIn(input), routes: [] }]),
	},
];

module.exports = { domains, teardown };
