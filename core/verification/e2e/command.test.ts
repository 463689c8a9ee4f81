/** `congvu verify` as it is run: output, languages, exit codes. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let good: Uint8Array;

beforeAll(async () => {
  all = await material();
  good = await all.signed();
});
afterAll(() => all.remove());

describe('congvu verify', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(all.dir, 'cli-'));
    writeFileSync(join(folder, 'good.pdf'), good);
    writeFileSync(join(folder, 'bad.pdf'), good.subarray(0, 60_000));
    writeFileSync(join(folder, 'changed.pdf'), oneBitChanged(good));
    cpSync(all.pki.trustDir, join(folder, 'trust'), { recursive: true });
    mkdirSync(join(folder, 'empty'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const congvu = (...parameters: readonly string[]) => {
    const command = [join(projectRoot, 'bin/congvu.js'), 'verify', ...parameters];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder });
    return { status, out: stdout.toString(), error: stderr.toString() };
  };
  const trusted = ['--trust', 'trust', '--at', now];

  it('prints one JSON document and ends with 0 for a good file', () => {
    const { status, out } = congvu('good.pdf', ...trusted, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'TOTAL-PASSED',
      file: 'good.pdf',
      signatures: [{ signer: { kind: 'person' } }, { signer: { kind: 'agency' } }],
    });
  });

  it('ends with 1 for a file whose signed content was changed', () => {
    const { status, out, error } = congvu('good.pdf', 'changed.pdf', ...trusted, '--lang', 'en');
    expect([status, error]).toEqual([1, '']);
    expect(out).toContain('INTEGRITY_BROKEN');
  });

  it('goes on after a file that is no readable PDF, prints one line each and ends with 2', () => {
    const { status, out, error } = congvu('bad.pdf', 'changed.pdf', 'good.pdf', ...trusted, '--json');
    expect(status).toBe(2);
    expect(error).toContain('congvu: PDF_TRUNCATED: bad.pdf: ');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict: string; findings: { code: string }[] });
    expect(lines.map(({ verdict }) => verdict)).toEqual(['TOTAL-FAILED', 'TOTAL-FAILED', 'TOTAL-PASSED']);
    expect(lines[0]?.findings[0]?.code).toBe('PDF_TRUNCATED');
  });

  it('speaks Vietnamese, or English when asked', () => {
    const vietnamese = congvu('good.pdf', ...trusted).out;
    expect(vietnamese).toContain('Nguyễn Văn An, Chủ tịch, Ủy ban nhân dân thành phố Hải Phòng (cá nhân)');
    expect(vietnamese).toContain('Kết luận cho tệp: HỢP LỆ (TOTAL-PASSED)');
    const { status, out } = congvu('bad.pdf', ...trusted, '--lang', 'en');
    expect(status).toBe(2);
    expect(out).toContain('Verdict on the file: INVALID (TOTAL-FAILED, FORMAT_FAILURE)');
    expect(out).toContain('Do not accept the document; tell the sender the reason.');
  });

  it('takes a folder for the PDFs in it', () => {
    expect(congvu('.', ...trusted).out.match(/^\S+\.pdf$/gm)).toEqual(['bad.pdf', 'changed.pdf', 'good.pdf']);
  });

  it.each([
    ['a file that is not there', ['nowhere.pdf', ...trusted], 'VERIFY_FILE_NOT_FOUND'],
    ['a folder without PDFs', ['empty', ...trusted], 'VERIFY_NO_FILES'],
    ['an empty trust folder', ['good.pdf', '--trust', 'empty'], 'VERIFY_TRUST_EMPTY'],
    ['no trust folder', ['good.pdf', '--trust', 'nowhere'], 'VERIFY_TRUST_UNREADABLE'],
    ['a time that is none', ['good.pdf', '--trust', 'trust', '--at', 'tomorrow'], 'VERIFY_TIME_INVALID'],
    ['an unknown regulation', ['good.pdf', ...trusted, '--regulation', 'x'], 'VERIFY_REGULATION_UNKNOWN'],
    ['an unknown language', ['good.pdf', ...trusted, '--lang', 'fr'], 'VERIFY_OPTION_INVALID'],
  ])('refuses %s with 2 and prints nothing on stdout', (_, parameters, code) => {
    const { status, out, error } = congvu(...parameters);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(code);
  });

  it('asks for --trust', () => {
    expect(congvu('good.pdf').status).toBe(2);
  });
});

/** Inside the first page's content, which both signatures cover. */
function oneBitChanged(pdf: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(pdf);
  const place = Buffer.from(pdf).indexOf('stream') + 200;
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}
