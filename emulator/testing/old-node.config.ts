/** For a test: vitest on an older Node, with the one file that is meant for it. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: { pool: 'forks', include: ['old-node-program.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
