// Wraps a program that is not a Node script, so that `guard.js` can end it together with the process
// that started it. Arguments: the program and its arguments.
const execa = require('execa');

const [command, ...args] = process.argv.slice(2);
void execa(command, args, { stdio: 'inherit', reject: false }).then(({ exitCode }) =>
	process.exit(exitCode ?? 1),
);
