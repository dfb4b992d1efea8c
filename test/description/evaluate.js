const vm = require('node:vm');

/**
 * @param {string} expression of nothing but `$parameter`
 * @param {Record<string, unknown>} $parameter the node's parameters
 * @returns {unknown} what it gives
 */
function evaluate(expression, $parameter) {
	const [, source] = /** @type {RegExpExecArray} */ (/^=\{\{(.*)\}\}$/s.exec(expression));
	return vm.runInNewContext(source, { $parameter });
}

module.exports = { evaluate };
