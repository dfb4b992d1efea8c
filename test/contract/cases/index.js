const { readdirSync } = require('node:fs');
const path = require('node:path');

/**
 * All cases: those of every file beside this one.
 * @type {readonly import('../case').ContractCase[]}
 */
const cases = readdirSync(__dirname)
	.filter((file) => file.endsWith('.ts'))
	.sort()
	.flatMap((file) => Object.values(require(path.join(__dirname, file))))
	.flat();

module.exports = { cases };
