const { readFileSync } = require('node:fs');
const path = require('node:path');

const FILE = path.join(__dirname, '..', '..', 'docs', 'reliability.md');

/** @returns {string} the page whose tables are made by `npm run reliability` */
function reliabilityDocument() {
	return readFileSync(FILE, 'utf8');
}

module.exports = { reliabilityDocument };
