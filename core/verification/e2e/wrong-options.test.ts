/** Options that do not fit: refused by name, with what to do instead, before anything is verified. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let folder: string;

beforeAll(async () => {
  all = await material();
  folder = mkdtempSync(join(all.dir, 'options-'));
  writeFileSync(join(folder, 'good.pdf'), await all.signed());
  writeFileSync(join(folder, '-x.pdf'), await all.signed());
  writeFileSync(join(folder, 'data.csv'), 'a,b\n');
  writeFileSync(join(folder, 'data.csv.p7s'), 'junk');
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]) {
  const program = join(projectRoot, 'bin/congvu.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], { cwd: folder });
  return { status, out: stdout.toString(), error: stderr.toString() };
}

it.each([
  ['a day that no calendar has', ['good.pdf', '--reference-date', '2019-02-30'], /REFERENCE_DATE_INVALID/],
  ['a day of the year 1', ['good.pdf', '--reference-date', '0001-01-01'], /REFERENCE_DATE_INVALID/],
  ['a day of the year 9999', ['good.pdf', '--reference-date', '9999-01-01'], /REFERENCE_DATE_INVALID/],
  ['going on with nothing', ['good.pdf', '--resume'], /VERIFY_OPTION_INVALID: .*--out FILE.*--resume/],
  [
    'kept results beside a content',
    ['data.csv.p7s', '--content', 'data.csv', '--out', 'x'],
    /OPTION_INVALID.*--out/,
  ],
  [
    'going on beside a content',
    ['data.csv.p7s', '--content', 'data.csv', '--resume'],
    /OPTION_INVALID.*--resume/,
  ],
  ['a signature without its file', ['data.csv.p7s'], /VERIFY_BESIDE_INVALID[\s\S]*--content FILE/],
  ['a folder as content', ['data.csv.p7s', '--content', '.'], /VERIFY_BESIDE_INVALID: \. is a folder/],
  ['a folder as signature', ['.', '--content', 'data.csv'], /VERIFY_BESIDE_INVALID: \. is a folder/],
  [
    'a PDF as signature',
    ['good.pdf', '--content', 'data.csv'],
    /VERIFY_BESIDE_INVALID: good\.pdf is a PDF[\s\S]*without --content/,
  ],
  ['a name that looks like an option', ['-x.pdf'], /USAGE: unknown option[^\n]*\n.*\.\/-name\.pdf/],
])('congvu verify refuses %s', (_, parameters, said) => {
  const { status, out, error } = congvu('verify', ...parameters, '--trust', all.pki.trustDir, '--at', now);
  expect([status, out]).toEqual([2, '']);
  expect(error).toMatch(said);
});

it('an option that is nearly right is named, not the one that is missing without it', () => {
  const { status, error } = congvu('verify', 'good.pdf', '--trus', all.pki.trustDir);
  expect([status, error]).toEqual([
    2,
    expect.stringContaining("unknown option '--trus' (Did you mean --trust?)"),
  ]);
  expect(congvu('verify', 'good.pdf').error).toContain("required option '--trust <dir>' not specified");
});

it('a name that looks like an option is verified as ./', () => {
  expect(congvu('verify', './-x.pdf', '--trust', all.pki.trustDir, '--at', now).status).toBe(0);
});

it.each([
  ['good.pdf', /VERIFY_FACTS_INVALID: good\.pdf holds no facts: it is a PDF/],
  ['data.csv', /VERIFY_FACTS_INVALID: data\.csv holds no facts: it is no JSON document/],
])('congvu judge says in plain words what %s is', (file, said) => {
  const { status, error } = congvu('judge', file, '--trust', all.pki.trustDir);
  expect([status, error]).toEqual([2, expect.stringMatching(said)]);
  expect(error).not.toContain('Unexpected token');
});
