const { Socket } = require('node:net');

// Preloaded into every server that these scripts start. Descriptor 3 is a pipe that the starting
// process holds open: when that process is gone, even by SIGKILL, the server ends too. (Not the
// standard input: the server's own children inherit that one and may close it.)
const lifeline = new Socket({ fd: 3, readable: true, writable: false });
const end = () => process.kill(process.pid, 'SIGTERM');
lifeline.once('close', end).on('error', () => {});
lifeline.resume().unref();
