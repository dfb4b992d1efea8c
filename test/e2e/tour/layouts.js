const assert = require('node:assert/strict');
const { body, byId } = require('./step');

const COPY = byId(`={{ 'copy-' + ${body('run')} }}`);
const PAGE = "='<html><body><h1>Hello</h1>' + '{' + '{content}' + '}</body></html>'";

/** The first layout of an environment is its default one and cannot be deleted. @type {import('./step').Row} */
const layouts = [
	{
		name: 'Make a layout',
		operation: 'layout.upsert',
		parameters: {
			layoutId: byId(`={{ 'layout-' + ${body('run')} }}`),
			contentMode: 'html',
			html: `={{ ${PAGE.slice(1)} }}`,
			additionalFields: { name: 'Newsletter' },
		},
		check: (output, { input }) => {
			const [{ layoutId, name, controlValues }] = output;
			assert.deepEqual([layoutId, name], [`layout-${input.run}`, 'Newsletter']);
			assert.equal(controlValues.email.editorType, 'html');
			assert.match(controlValues.email.body, /<h1>Hello<\/h1>\{\{content\}\}/);
		},
	},
	{
		name: 'Copy the layout',
		operation: 'layout.duplicate',
		parameters: {
			layoutId: byId('={{ $json.layoutId }}'),
			name: 'Copy',
			additionalFields: { identifier: COPY.value },
		},
		check: (output, { input }) => assert.equal(output[0].layoutId, `copy-${input.run}`),
	},
	{
		name: 'Find the copy',
		operation: 'layout.getAll',
		parameters: { returnAll: true, filters: { search: '={{ $json.layoutId }}' } },
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ layoutId, name }) => [layoutId, name]),
				[[`copy-${input.run}`, 'Copy']],
			),
	},
	{
		name: 'Read the copy',
		operation: 'layout.get',
		parameters: { layoutId: byId('={{ $json.layoutId }}') },
		check: (output, { outputOf }) =>
			assert.deepEqual(output[0].controlValues, outputOf('Make a layout')[0].controlValues),
	},
	{
		name: 'Render the copy',
		operation: 'layout.preview',
		parameters: {
			layoutId: byId('={{ $json.layoutId }}'),
			additionalFields: { subscriber: '{ "firstName": "Ada" }' },
		},
		check: (output) => assert.match(output[0].body, /<h1>Hello<\/h1>/),
	},
	{
		name: 'See what uses the copy',
		operation: 'layout.getUsage',
		parameters: { layoutId: COPY },
		check: (output, { input }) =>
			assert.deepEqual(output, [{ layoutId: `copy-${input.run}`, workflows: [] }]),
	},
];

/** @type {import('./step').Row} */
const teardown = [
	{
		name: 'Delete the copy of the layout',
		operation: 'layout.delete',
		parameters: { layoutId: COPY },
		check: (output, { input }) =>
			assert.deepEqual(output, [{ deleted: true, layoutId: `copy-${input.run}`, workflows: [] }]),
	},
];

module.exports = { layouts, teardown };
