#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on a Node that cannot run TypeScript, to say so in one line
// or to hand over to the Node that this project pins.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepCompiled } from './compiled.js';
import { handOver } from './hand-over.js';
import { endWithStarter } from './starter.js';

const [major, minor] = process.versions.node.split('.').map(Number);
const able = major > 22 || (major === 22 && minor >= 18);

// Node's own answer is a debugger that any local user can use, in a process that may hold PINs; --inspect still works.
process.on('SIGUSR1', () => undefined);

if (able) {
  keepCompiled();
  endWithStarter();
  const { main } = await import('../cli.ts');
  await main(process.argv);
} else {
  const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(pinned)) {
    process.stderr.write(
      `congvu: NODE_TOO_OLD: Node ${process.versions.node} cannot run congvu, which needs 22.18 or newer; run "npm start" once to get the pinned one.\n` +
        `  Tiếng Việt: Node ${process.versions.node} không chạy được congvu, cần từ 22.18 trở lên; chạy "npm start" một lần để có bản đúng.\n`,
    );
    process.exit(2);
  }
  handOver(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
}
