// Runs another program in our place: same streams, its exit code, and the signals that reach only us.
// Plain JavaScript on purpose, as congvu.js.
import { spawn } from 'node:child_process';
import { starterVariable } from './starter.js';

/**
 * @param {string} program
 * @param {readonly string[]} parameters
 */
export function handOver(program, parameters) {
  const child = spawn(program, parameters, {
    // The fourth is closed by the system when we are gone, even by kill -9: the other one ends then (starter.js).
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, [starterVariable]: '3' },
  });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // Ctrl-C at a terminal reaches the whole process group: sent on, it would count as pressed twice.
      if (signal !== 'SIGINT' || !process.stderr.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(
      `congvu: NODE_BROKEN: ${error.message}; run "npm start" once to get the pinned Node anew.\n`,
    );
    process.exit(3);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
