import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Native PKCS#11 crashes in threads.
    pool: 'forks',
    include: [
      '{bin,foundation,emulator,core,conformance,bench,ci,docs,softhsm-config}/**/*.test.ts',
      '*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
