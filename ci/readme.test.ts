/** The README's session with a locked token, run word for word in a shell. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from './foreign.ts';
import { commandsOf, runPasted, type Step } from './pasted.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const judges = ['pkcs11-tool', 'p11tool'].map((program) => foreign(program));

describe.skipIf(!judges.every((judge) => judge.present))('the README', () => {
  let folder = '';
  let steps: readonly Step[] = [];
  const outputs = (part: string) =>
    steps.filter((step) => step.command.includes(part)).map((step) => step.output);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-readme-'));
    const commands = commandsOf(readFileSync(join(root, 'README.md'), 'utf8'), 'Meet a locked token');
    steps = runPasted(commands, {
      cwd: root,
      environment: { CONGVU_EMULATOR_DIR: join(folder, 'emulator') },
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('starts, unlocks and stops as it says', () => {
    expect(steps.length).toBeGreaterThan(8);
    expect(steps.filter((step) => step.command.includes('congvu') && step.exit !== 0)).toEqual([]);
    expect(outputs('token show').join()).toMatch(/active/);
  });

  it('locks the token, which then refuses its right PIN', () => {
    const [first, , third, right] = outputs('pkcs11-tool');
    expect(first).toContain('CKR_PIN_INCORRECT');
    expect(third).toMatch(/CKR_PIN_(INCORRECT|LOCKED)/);
    expect(right).toContain('CKR_PIN_LOCKED');
  });

  it('shows the warning of p11tool before', () => {
    expect(outputs('p11tool').join()).toMatch(/uPIN low count/);
  });
});
