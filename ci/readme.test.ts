/** The README's session with a locked token, run word for word in a shell. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from './foreign.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The shell commands of one section, in order. */
function commandsOf(heading: string): readonly string[] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  return blocks
    .join('')
    .split('\n')
    .filter((line) => line !== '');
}

interface Step {
  readonly command: string;
  readonly exit: number;
  readonly output: string;
}

/** Runs the commands in one shell, and tells apart what each of them said. */
function run(commands: readonly string[], environment: Readonly<Record<string, string>>): readonly Step[] {
  const mark = '=====';
  const script = commands.map((command) => `${command}\nprintf '\\n${mark}%s\\n' $?`).join('\n');
  const shell = spawnSync('/bin/bash', ['-c', `exec 2>&1\n${script}`], {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  const parts = shell.stdout.split(new RegExp(`\\n${mark}(\\d+)\\n`));
  return commands.map((command, index) => ({
    command,
    exit: Number(parts[2 * index + 1] ?? '-1'),
    output: parts[2 * index] ?? '',
  }));
}

const judges = ['pkcs11-tool', 'p11tool'].map((program) => foreign(program));

describe.skipIf(!judges.every((judge) => judge.present))('the README', () => {
  let folder = '';
  let steps: readonly Step[] = [];
  const outputs = (part: string) =>
    steps.filter((step) => step.command.includes(part)).map((step) => step.output);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-readme-'));
    steps = run(commandsOf('Meet a locked token'), { CONGVU_EMULATOR_DIR: join(folder, 'emulator') });
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
