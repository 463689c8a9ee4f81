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

  it.each(['README.md', 'README.vi.md'])('stands in %s too, command for command', (page) => {
    const readme = readFileSync(join(projectRoot, page), 'utf8');
    const session = commandsOf(readFileSync(join(projectRoot, 'docs/emulator-session.md'), 'utf8'));
    const heading = /^## (Three tokens in trouble|Ba token gặp sự cố)$/m.exec(readme)?.[1];
    expect(commandsOf(readme, heading)).toEqual(session);
  });

  it('locks a token from Java, whose fourth answer is CKR_PIN_LOCKED', () => {
    expect(stepsWith('-storepass 00000000').map(({ exit }) => exit)).toEqual([1, 1, 1]);
    expect(stepsWith('-storepass 12345678')).toMatchObject([
      { exit: 1, output: expect.stringContaining('CKR_PIN_LOCKED') },
    ]);
    expect(stepsWith('token show person')[0]?.output).toMatch(/State +locked/);
  });

  it('takes a token out in the middle of a signature', () => {
    expect(stepsWith('wait $!')).toMatchObject([{ exit: 1 }]);
    expect(stepsWith('cat .congvu/openssl.log')[0]?.output).toMatch(
      /Error signing data[\s\S]*device removed/i,
    );
    const asked = stepsWith('--function C_Sign')[0]?.output.trim().split('\n') ?? [];
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/openssl\[\d+\].* C_Sign \(.*\) -> CKR_DEVICE_REMOVED, agency/);
  });

  it('signed before the removal: the token went while C_Sign was under way, not before it had begun', () => {
    const journal = readFileSync(join(folder, '.congvu/three-tokens/journal.ndjson'), 'utf8')
      .trim()
      .split('\n');
    const told = journal
      .map((line) => JSON.parse(line) as { event?: string; function?: string; result?: string })
      .map(({ event, function: name, result }) => `${event ?? ''} ${name ?? ''} ${result ?? ''}`.trim());
    const removed = told.indexOf('removed');
    const held = told.indexOf('fault C_Sign');
    const ended = told.indexOf('C_Sign CKR_DEVICE_REMOVED');
    expect(held).toBeGreaterThan(0);
    expect([held, removed, ended]).toEqual([held, removed, ended].toSorted((a, b) => a - b));
  });

  it('signs rightly when the token is back in its reader', () => {
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
