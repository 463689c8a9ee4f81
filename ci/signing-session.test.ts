/** docs/signing-session.md, run word for word but for the port: long-term levels, number and date, a key elsewhere. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from './foreign.ts';
import { commandsOf, runPasted, type Step } from './pasted.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const judges = ['pkcs11-tool', 'openssl', 'pdfsig'].map((program) => foreign(program));

describe.skipIf(!judges.every((judge) => judge.present))('docs/signing-session.md', () => {
  let folder = '';
  let steps: readonly Step[] = [];
  const said = (part: string) =>
    steps
      .filter((step) => step.command.includes(part))
      .map((step) => step.output)
      .join('\n');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-sessn-'));
    cpSync(join(root, 'fixtures'), join(folder, 'fixtures'), { recursive: true });
    mkdirSync(join(folder, '.congvu'));
    const unset = 'unset CONGVU_EMULATOR_DIR CONGVU_PKI_DIR CONGVU_MODULE CONGVU_PIN P11_KIT_SERVER_ADDRESS';
    const congvu = `"${process.execPath}" "${join(root, 'bin/congvu.js')}"`;
    const port = String(await freePort());
    // The second terminal: a process that ends with this shell, and a first terminal that waits until it answers.
    const commands = commandsOf(readFileSync(join(root, 'docs/signing-session.md'), 'utf8')).map((command) =>
      command.includes('pki serve')
        ? `${congvu} pki serve --port ${port} > served 2>&1 & trap "kill $!" EXIT; until grep -q ${port} served; do sleep 0.1; done`
        : command.replaceAll('8790', port),
    );
    steps = runPasted([...commands, 'pdfsig -nocert .congvu/long-completed.pdf'], {
      cwd: folder,
      environment: { CONGVU_EMULATOR_DIR: '', CONGVU_PKI_DIR: '' },
      preamble: `${unset}; npx() { shift; ${congvu} "$@"; }`,
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs through', () => {
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.filter(({ exit }) => exit !== 0)).toEqual([]);
  });

  it('makes files that are valid', () => {
    const files = [
      'long-3.pdf',
      'long-data.csv.p7s',
      'long-issued.pdf',
      'long-completed.pdf',
      'long-beside.p7s',
    ];
    for (const file of files) {
      expect(said(`verify .congvu/${file}`)).toContain('Verdict on the file: VALID (TOTAL-PASSED)');
    }
    expect(said('pdfsig')).toContain('Signature is Valid');
  });

  it("warns on both sides of the director's certificate over the deputy's name", () => {
    expect(said('long-behalf.pdf')).toContain('ON_BEHALF_NAME_DIFFERS');
    expect(said('verify .congvu/long-behalf')).toMatch(
      /Warning .*\[PRINTED_NAME_DIFFERS\].*"Trần Thị Bích Ngọc"/,
    );
  });

  it('says of the number what it says that it will', () => {
    expect(said('congvu number')).toContain('cảnh báo: NUMBER_DATE_EARLY');
    expect(said('verify .congvu/long-issued')).toContain('128/SKTS-HCTH, 2025-11-12');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
