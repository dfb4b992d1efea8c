/**
 * What counts of an SBOM in CycloneDX's form, as `npm sbom` writes it.
 * @typedef {object} Sbom
 * @property {{ component: Component }} metadata
 * @property {Component[]} [components]
 */

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {{ expression?: string, license?: { id?: string, name?: string } }[]} [licenses]
 */

/**
 * @param {Component} component
 * @returns {string} its licence, as its package.json names it
 */
function licenceOf({ licenses = [] }) {
	const names = licenses.map(
		({ expression, license }) => expression ?? license?.id ?? license?.name,
	);
	return names.filter(Boolean).join(', ') || 'not named';
}

/**
 * @param {Component[]} components
 * @returns {string[]} a table of their licences, the most frequent first
 */
function table(components) {
	/** @type {Map<string, string[]>} */
	const byLicence = new Map();
	for (const component of components) {
		const licence = licenceOf(component);
		byLicence.set(licence, [...(byLicence.get(licence) ?? []), component.name]);
	}
	const rows = [...byLicence].sort(([, a], [, b]) => b.length - a.length);
	return [
		'| licence | packages | such as |',
		'| --- | --- | --- |',
		...rows.map(
			([licence, names]) =>
				`| ${licence} | ${names.length} | ${names.sort().slice(0, 5).join(', ')} |`,
		),
	];
}

/**
 * The list of licences that goes with a release.
 * @param {Sbom} shipped of what is published
 * @param {Sbom} all of what it is developed with, too
 * @returns {string} Markdown
 */
function licences(shipped, all) {
	const { component } = shipped.metadata;
	const dependencies = shipped.components ?? [];
	const brought =
		dependencies.length === 0
			? ['It has no dependencies: nothing else is installed with it.']
			: ['It brings along:', '', ...table(dependencies)];
	return [
		`# Licences of ${component.name} ${component.version}`,
		'',
		`The package itself: ${licenceOf(component)}.`,
		...brought,
		'',
		'At run time it loads `n8n-workflow`, which every n8n has, and Node.js.',
		'',
		'## What it is developed with',
		'',
		'Used to build and test it; none of it is in the package. `sbom-development.cdx.json` names each.',
		'',
		...table(all.components ?? []),
		'',
	].join('\n');
}

module.exports = { licences };
