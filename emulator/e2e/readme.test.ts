/** The examples in the READMEs are run as they stand. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { startEmulator } from '../index.ts';
import { checkedProfile } from '../profiles/check.ts';
import { present } from './programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  const command = `#!/bin/sh\nexec "${process.execPath}" "${join(projectRoot, 'bin', 'congvu.js')}" "$@"\n`;
  writeFileSync(join(folder, 'congvu'), command);
  chmodSync(join(folder, 'congvu'), 0o755);
});
afterEach(async () => {
  // An example that fails half-way leaves its emulator behind.
  if (existsSync(join(folder, 'e'))) await run('/bin/sh', ['-c', 'congvu emulator stop'], projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

/** The blocks of a language in a README, in their order. */
function blocksIn(readme: string, language: string): readonly string[] {
  const page = readFileSync(join(projectRoot, readme), 'utf8');
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, of, text = '']) =>
    of === language ? [text] : [],
  );
}

interface Outcome {
  readonly exit: number;
  readonly output: string;
}

function run(program: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const found = ['pkcs11-tool', 'softhsm2-util'].map((name) => dirname(foreign(name).path));
  const env = {
    ...process.env,
    PATH: [folder, dirname(process.execPath), ...found, process.env.PATH].join(delimiter),
    TMPDIR: folder,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    CONGVU_EMULATOR_DIR: join(folder, 'e'),
  };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env, encoding: 'utf8' }, (error, out, err) => {
      const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ exit, output: out + err });
    });
  });
}

/** The `sh` blocks of a README, one after the other in a shell that stops at the first error. */
function runExample(readme: string, cwd: string): Promise<Outcome> {
  return run('/bin/sh', ['-ec', blocksIn(readme, 'sh').join('\n') || 'exit 99'], cwd);
}

/** A folder of somebody else's project, which has linked this checkout as `npm i ../congvu` does. */
function otherProject(): string {
  const project = join(folder, 'other-project');
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(projectRoot, join(project, 'node_modules', 'congvu'));
  symlinkSync(join(projectRoot, 'node_modules', 'vitest'), join(project, 'node_modules', 'vitest'));
  writeFileSync(join(project, 'package.json'), '{ "name": "other-project", "type": "module" }\n');
  return project;
}

// Every command of an example starts a process or two; npx looks around first.
const patience = { timeout: 240_000 };

describe.skipIf(!present('pkcs11-tool', 'softhsm2-util'))('the example in', patience, () => {
  it('emulator/README.md shows a lock, an unlock and a removal', async () => {
    const { exit, output } = await runExample('emulator/README.md', projectRoot);
    expect([exit, output]).toEqual([
      0,
      expect.stringContaining('State     locked: too many wrong user PINs'),
    ]);
    expect(output).toContain('State     removed: not in its reader');
    expect(output).toMatch(/has stopped\. Its tokens are kept\.\n/);
  });

  it('emulator/journal/README.md finds the wrong PIN, also when the emulator has stopped', async () => {
    const { exit, output } = await runExample('emulator/journal/README.md', projectRoot);
    expect(exit, output).toBe(0);
    expect(output.match(/C_Login .*CKR_PIN_INCORRECT/g)?.length, output).toBeGreaterThan(2);
    expect(output).toMatch(/^\{"number":\d+,.*"result":"CKR_PIN_INCORRECT"/m);
  });

  it('emulator/faults/README.md arms a fault and disarms it', async () => {
    const { exit, output } = await runExample('emulator/faults/README.md', projectRoot);
    expect(exit, output).toBe(0);
    expect(output.match(/removed-during-signature/g)?.length, output).toBeGreaterThan(2);
  });

  it('emulator/testing/README.md is a test that passes in another project', async () => {
    const project = otherProject();
    const [example = ''] = blocksIn('emulator/testing/README.md', 'ts');
    writeFileSync(join(project, 'wrong-pin.test.ts'), example);
    const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
    const { exit, output } = await run(process.execPath, [vitest, 'run', '--root', project], project);
    expect(exit, output).toBe(0);
    expect(output).toMatch(/Tests +1 passed/);
  });

  it('softhsm-config/README.md makes each token and key once', async () => {
    const { exit, output } = await runExample('softhsm-config/README.md', projectRoot);
    expect(exit, output).toBe(0);
    expect(output.match(/made .*/g)).toEqual([
      'made token ca-nhan',
      'made key ky-ca-nhan in ca-nhan',
      'made key ky-ca-nhan-ec in ca-nhan',
      'made token co-quan',
      'made key ky-co-quan in co-quan',
    ]);
  });
});

describe.skipIf(!present('softhsm2-util', 'curl'))('emulator/control/README.md', patience, () => {
  it('steers an emulator over its socket and its port, and from another project', async () => {
    const { exit, output } = await runExample('emulator/control/README.md', projectRoot);
    expect(exit, output).toBe(0);
    const states = [...output.matchAll(/"label":"control-example".*?"state":"(\w+)"/g)];
    expect(states.map(([, state]) => state)).toEqual(['active', 'removed', 'removed']);
    const project = otherProject();
    const [example = ''] = blocksIn('emulator/control/README.md', 'ts');
    writeFileSync(join(project, 'steer.ts'), example);
    const steered = await run(process.execPath, ['steer.ts'], project);
    expect(steered).toEqual({ exit: 0, output: 'control-example active 3\n' });
  });
});

it('emulator/README.md shows a profile that a token can be made with, and no field too many', async () => {
  const [text = ''] = blocksIn('emulator/README.md', 'json');
  const shown = JSON.parse(text) as Record<string, unknown>;
  for (const field of Object.keys(shown)) {
    const { [field]: _, ...others } = shown;
    expect(() => checkedProfile(others), field).toThrow(field);
  }
  const emulator = await startEmulator({ dir: join(folder, 'own') });
  const made = await emulator.createToken({ label: 'T', profile: shown, pin: '1234', soPin: '4321' });
  await emulator.stop();
  expect(made.user).toMatchObject({ triesMax: 2 });
});
