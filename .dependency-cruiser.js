/** `npm test` fails where files import each other in a circle, also by types alone. */
module.exports = {
	forbidden: [{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } }],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsConfig: { fileName: 'tsconfig.dev.json' },
		tsPreCompilationDeps: true,
	},
};
