const assert = require('node:assert/strict');
const { body } = require('./step');

const WELCOME = { resourceType: 'workflow', resourceId: 'welcome' };
const LOCALE = 'de_DE';
const GREETING = `={{ { greeting: 'Hallo ' + ${body('run')} } }}`;

/** @type {import('./step').Row} */
const translations = [
	{
		name: 'Translate a workflow',
		operation: 'translation.set',
		parameters: { ...WELCOME, locale: LOCALE, content: GREETING },
		check: ([{ content }], { input }) => assert.equal(content.greeting, `Hallo ${input.run}`),
	},
	{
		name: 'Get the translation',
		operation: 'translation.get',
		parameters: { ...WELCOME, locale: LOCALE },
		check: ([{ content }], { input }) => assert.equal(content.greeting, `Hallo ${input.run}`),
	},
	{
		name: 'Get the languages',
		operation: 'translation.getGroup',
		parameters: WELCOME,
		check: ([{ locales }]) => assert.deepEqual(locales, [LOCALE]),
	},
	{
		name: 'Export the texts to a file',
		operation: 'translation.export',
		parameters: { locale: LOCALE, exportAs: 'file' },
		check: ([{ fileName, workflows }]) =>
			assert.deepEqual([fileName, workflows], [`${LOCALE}.json`, 1]),
	},
	{
		name: 'Import the file for another language',
		operation: 'translation.import',
		parameters: { locale: 'fr_FR', importFrom: 'file' },
		check: ([{ success, successful }]) =>
			assert.deepEqual([success, successful], [true, ['welcome']]),
	},
	{
		name: 'Export the texts',
		operation: 'translation.export',
		parameters: { locale: LOCALE },
		check: ([{ workflows }], { input }) =>
			assert.equal(workflows.welcome.greeting, `Hallo ${input.run}`),
	},
	{
		name: 'Import the texts',
		operation: 'translation.import',
		parameters: { locale: 'fr_FR', masterJson: '={{ $json }}' },
		check: ([{ successful }]) => assert.deepEqual(successful, ['welcome']),
	},
	{
		name: 'Delete the translations',
		operation: 'translation.delete',
		parameters: { ...WELCOME, languages: 'all' },
		check: ([{ deleted }]) => assert.equal(deleted, true),
	},
];

module.exports = { translations };
