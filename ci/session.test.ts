/** docs/session.md, run word for word: certificates, two signatures, verification, a locked token, signing again. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from './foreign.ts';
import { commandsOf, runPasted, type Step } from './pasted.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const judges = ['pkcs11-tool', 'pdfsig'].map((program) => foreign(program));

describe.skipIf(!judges.every((judge) => judge.present))('docs/session.md', () => {
  let folder = '';
  let steps: readonly Step[] = [];
  const stepsWith = (part: string) => steps.filter((step) => step.command.includes(part));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-session-'));
    cpSync(join(root, 'fixtures'), join(folder, 'fixtures'), { recursive: true });
    mkdirSync(join(folder, '.congvu'));
    // In a folder that is no clone, npx would look elsewhere for the command.
    const unset = 'unset CONGVU_EMULATOR_DIR CONGVU_PKI_DIR CONGVU_MODULE CONGVU_PIN P11_KIT_SERVER_ADDRESS';
    const preamble = `${unset}; npx() { shift; "${process.execPath}" "${join(root, 'bin/congvu.js')}" "$@"; }`;
    const commands = commandsOf(readFileSync(join(root, 'docs/session.md'), 'utf8'));
    steps = runPasted(commands, {
      cwd: folder,
      environment: { CONGVU_EMULATOR_DIR: '', CONGVU_PKI_DIR: '' },
      preamble,
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs through, but for signing with the locked token', () => {
    const refused = steps.filter((step) => step.command.includes('npx congvu') && step.exit !== 0);
    expect(refused).toMatchObject([{ exit: 2, output: expect.stringContaining('PKCS11_PIN_LOCKED') }]);
  });

  it('makes signatures that congvu and Poppler both find valid', () => {
    expect(stepsWith('--lang en')[0]?.output).toContain('Verdict on the file: VALID (TOTAL-PASSED)');
    expect(stepsWith('--lang en')[0]?.output).toContain(
      'Nguyễn Văn An, Giám đốc, Sở Kỹ thuật số thành phố Minh Họa (person)',
    );
    expect(stepsWith('pdfsig')[0]?.output.match(/Signature is Valid/g)).toHaveLength(2);
    expect(stepsWith('--json')[0]?.output).toContain('"verdict": "TOTAL-PASSED"');
  });

  it('counts each wrong PIN', () => {
    const tries = stepsWith('--pin 00000000');
    expect(tries).toHaveLength(3);
    expect(tries.every((step) => /CKR_PIN_(INCORRECT|LOCKED)/.test(step.output))).toBe(true);
    expect(existsSync(join(folder, '.congvu/session-3.pdf'))).toBe(true);
  });
});
