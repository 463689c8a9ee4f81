/** The fuzz tests can fail: each thing that must not be is complained about, also when the process dies of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { attack } from './attack.ts';
import { complaintsAbout } from './complaints.ts';
import { seeds } from './signed.ts';

const fine = {
  index: 0,
  verdict: 'TOTAL-FAILED',
  code: 'PDF_SYNTAX',
  milliseconds: 2_000,
  kilobytes: 262_144,
};

it('has nothing to say of a refusal in time, and of a pass that is explained', () => {
  expect(complaintsAbout(fine, 'x')).toEqual([]);
  const passed = { ...fine, verdict: 'TOTAL-PASSED', code: 'OK', explanation: 'a whole document' as const };
  expect(complaintsAbout(passed, 'x')).toEqual([]);
});

it.each([
  ['a crash', { index: 0, crash: 'RangeError: deep', stack: 'at x' }, 'x: RangeError: deep\nat x'],
  ['no code', { ...fine, code: '(none)' }, 'x: no code'],
  ['a pass', { ...fine, verdict: 'TOTAL-PASSED', code: 'OK' }, 'x: it passes'],
  [
    'a pass that is not explained',
    { ...fine, verdict: 'TOTAL-PASSED', code: 'OK', explanation: 'unexplained' as const },
    'x: it passes',
  ],
  ['time', { ...fine, milliseconds: 2_001 }, 'x: 2001 ms'],
  ['memory', { ...fine, kilobytes: 262_145 }, 'x: 262145 kB'],
])('complains about %s', (_, result, complaint) => {
  expect(complaintsAbout(result, 'x')).toEqual([complaint]);
});

it('takes a process that dies for a crash, and goes on behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-fuzz-'));
  try {
    const good = join(folder, 'good.pdf');
    writeFileSync(good, seeds[0] ?? '');
    const files = [join(folder, 'missing.pdf'), good];
    const results = await attack({ kind: 'files', files, from: 0, to: files.length });
    expect(results).toMatchObject([
      { index: 0, crash: expect.stringContaining('ENOENT') },
      { index: 1, code: 'OK' },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('weighs mutants as well as files, also what lies outside of the heap', async () => {
  const heavy = fileURLToPath(new URL('./heavy-victim.ts', import.meta.url));
  const results = await attack({ kind: 'mutants', seed: 1, from: 0, to: 3 }, heavy);
  expect(results.map((result) => complaintsAbout(result, 'x'))).toEqual([
    [],
    [expect.stringMatching(/^x: 3\d{5} kB$/)],
    [],
  ]);
});
