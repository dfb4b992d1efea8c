const fs = require('node:fs');
const path = require('node:path');
const { PROJECT } = require('../../n8n/folders');

/**
 * @typedef {import('../state').EditorState} EditorState
 * @typedef {import('n8n-workflow').INodeProperties} Field
 * @typedef {import('n8n-workflow').INodePropertyCollection} Group
 * @typedef {import('n8n-workflow').INodePropertyOptions} Choice
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 */

/**
 * @returns {Field[]} the fields of the Novu node, as it was built
 * @throws {Error} when it was not
 */
function builtFields() {
	const file = path.join(PROJECT, 'dist', 'nodes', 'Novu', 'Novu.node.js');
	if (!fs.existsSync(file)) throw new Error('Nothing is built yet. Run "npm run build" first.');
	const { Novu } = require(file);
	return new Novu().description.properties;
}

/**
 * @param {Field} field
 * @returns {unknown} its value when everything in it has been added
 */
function opened(field) {
	if (field.type === 'collection') {
		const entries = /** @type {Field[]} */ (field.options ?? []);
		return Object.fromEntries(entries.map((entry) => [entry.name, opened(entry)]));
	}
	if (field.type !== 'fixedCollection') return field.default;
	const groups = /** @type {Group[]} */ (field.options ?? []);
	const isMany = field.typeOptions?.multipleValues === true;
	return Object.fromEntries(
		groups.map(({ name, values }) => {
			const group = Object.fromEntries(values.map((one) => [one.name, opened(one)]));
			return [name, isMany ? [group] : group];
		}),
	);
}

/**
 * @param {Field} field
 * @param {string} name
 * @param {unknown} value
 * @returns {boolean} whether the field is shown only where the one of that name has this value
 */
function isFor(field, name, value) {
	const values = /** @type {unknown[] | undefined} */ (field.displayOptions?.show?.[name]);
	return values?.includes(value) ?? false;
}

/**
 * @returns {EditorState[]} a picture of the fields of each operation, all collections opened, without
 * an input: named `fields-<resource>-<operation>`
 */
function operationStates() {
	const fields = builtFields();
	const operationFields = fields.filter(({ name }) => name === 'operation');
	return operationFields.flatMap((field) =>
		/** @type {string[]} */ (field.displayOptions?.show?.resource).flatMap((resource) =>
			/** @type {Choice[]} */ (field.options).map(({ value: operation }) => {
				const own = fields.filter(
					(one) => isFor(one, 'resource', resource) && isFor(one, 'operation', operation),
				);
				const collections = own.filter(({ type }) => /ollection$/.test(type));
				const values = collections.map((one) => [one.name, opened(one)]);
				return {
					name: `fields-${resource}-${operation}`,
					parameters: { resource, operation, ...Object.fromEntries(values) },
					part: /** @type {const} */ ('fields'),
					size: { width: 1200, height: 1800 },
				};
			}),
		),
	);
}

module.exports = { operationStates };
