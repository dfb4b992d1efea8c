// Runs a program that is no Node script, as a Node script: so it ends with the process that started
// it (`guard.js`), however that one ended. Arguments: the program and what it is given.
const { spawn } = require('node:child_process');

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: 'inherit' });
child.once('error', () => process.exit(127));
child.once('exit', (code) => process.exit(code ?? 1));
process.on('SIGTERM', () => child.kill('SIGTERM'));
