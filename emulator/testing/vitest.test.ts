/** The fixture: an emulator for each test, with its tokens, and nothing left behind. */
import { existsSync } from 'node:fs';
// As users outside write it.
import { emulatorTest } from 'congvu/testing';
import { afterAll, expect } from 'vitest';
import { present } from '../e2e/programs.ts';

const pins = { pin: '123456', soPin: '87654321' };
const test = emulatorTest({
  tokens: [
    { label: 'Văn thư', profile: 'strict', ...pins },
    { label: 'Con dấu', profile: 'epass-like', kind: 'agency', ...pins },
  ],
});
const folders: string[] = [];

test('begins with its tokens', ({ emulator, folder }) => {
  folders.push(folder);
  expect(emulator.tokens().map(({ label, state }) => [label, state])).toEqual([
    ['Văn thư', 'active'],
    ['Con dấu', 'active'],
  ]);
  emulator.lose('Văn thư');
});

test('knows nothing of what another test did', ({ emulator, folder }) => {
  folders.push(folder);
  expect(emulator.token('Văn thư').state).toBe('active');
});

test.skipIf(!present('pkcs11-tool'))(
  'runs programs against its own tokens',
  async ({ emulator, run, folder }) => {
    folders.push(folder);
    const { out, exit } = await run('pkcs11-tool', '--module', emulator.module, '-L');
    expect(exit).toBe(0);
    expect(out.match(/token label +: .*/g)).toHaveLength(2);
    const calls = await Array.fromAsync(emulator.journal.entries({ function: 'C_GetTokenInfo' }));
    expect(calls).not.toEqual([]);
    expect(await run('false')).toMatchObject({ exit: 1 });
  },
);

afterAll(() => {
  expect(new Set(folders).size).toBe(folders.length);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});
