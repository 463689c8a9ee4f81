/** docs/emulator-session.md, run word for word: three tokens, a lock from Java, a removal in mid-signature, and ways back. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignFile } from '../../ci/foreign.ts';
import { commandsOf, runPasted, type Step } from '../../ci/pasted.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { present } from './programs.ts';

const engine = foreignFile('/usr/lib/TRIPLET/engines-3/pkcs11.so');
const able = present('pkcs11-tool', 'keytool', 'openssl') && engine.present;

describe.skipIf(!able)('docs/emulator-session.md', () => {
  let folder = '';
  let steps: readonly Step[] = [];
  const stepsWith = (part: string) => steps.filter((step) => step.command.includes(part));
  const outputsOf = (part: string) =>
    stepsWith(part).map(({ exit, output }) => [exit, output.trim()] as const);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-session-'));
    mkdirSync(join(folder, '.congvu'));
    // In a folder that is no clone, npx would look elsewhere for the command.
    const unset = 'unset CONGVU_EMULATOR_DIR CONGVU_MODULE CONGVU_PIN P11_KIT_SERVER_ADDRESS';
    const preamble = `${unset}; npx() { shift; "${process.execPath}" "${join(projectRoot, 'bin/congvu.js')}" "$@"; }`;
    steps = runPasted(commandsOf(readFileSync(join(projectRoot, 'docs/emulator-session.md'), 'utf8')), {
      cwd: folder,
      environment: { CONGVU_EMULATOR_DIR: '', OPENSSL_ENGINES: dirname(engine.path) },
      preamble,
    });
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs every command of congvu without a refusal', () => {
    expect(stepsWith('npx congvu').filter(({ exit }) => exit !== 0)).toEqual([]);
    expect(stepsWith('--keypairgen').map(({ exit }) => exit)).toEqual([0, 0, 0]);
  });

  it('locks a token from Java, whose fourth answer is CKR_PIN_LOCKED', () => {
    expect(stepsWith('-storepass 00000000').map(({ exit }) => exit)).toEqual([1, 1, 1]);
    expect(stepsWith('-storepass 12345678')).toMatchObject([
      { exit: 1, output: expect.stringContaining('CKR_PIN_LOCKED') },
    ]);
    expect(stepsWith('token show person')[0]?.output).toMatch(/State +locked/);
  });

  it('takes a token out in the middle of a signature; back in its reader it signs rightly', () => {
    expect(stepsWith('wait $!')).toMatchObject([{ exit: 1 }]);
    const middle = steps.slice(steps.findIndex(({ command }) => command.startsWith('exec 3>')));
    const said = middle.slice(0, 5).map(({ output }) => output);
    expect(said.join('')).toMatch(/device removed|Error signing data/i);
    expect(outputsOf('-verify .congvu/agency.der')).toEqual([[0, 'Verified OK']]);
  });

  it('brings the locked token back in two ways, each with its own PIN', () => {
    for (const pin of ['24682468', '12345678']) {
      expect(stepsWith(`--pin ${pin} --list-objects`)).toMatchObject([
        { exit: 0, output: expect.stringContaining('Private Key Object; RSA') },
      ]);
    }
  });

  it('replays a fault script: the same signatures fail again', () => {
    const rows = steps.filter(({ command }) => command === 'six').map(({ output }) => output.trim());
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/signed/);
    expect(rows[0]).toMatch(/failed/);
    expect(rows[1]).toBe(rows[0]);
  });
});
