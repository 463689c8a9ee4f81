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
  writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7\n');
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
  [
    'going on with nothing',
    ['good.pdf', '--resume'],
    /VERIFY_OPTION_UNFIT: --resume goes on [\s\S]*--out FILE/,
  ],
  [
    'kept results beside a content',
    ['data.csv.p7s', '--content', 'data.csv', '--out', 'x'],
    /OPTION_UNFIT: --out is for PDF files/,
  ],
  [
    'going on beside a content',
    ['data.csv.p7s', '--content', 'data.csv', '--resume'],
    /OPTION_UNFIT: --resume is for PDF files/,
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
  const { status, out, error } = congvu(
    ...['verify', ...parameters, '--trust', all.pki.trustDir, '--at', now, '--lang', 'en'],
  );
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

it('a time without its zone is refused with what is taken, a day among it', () => {
  const asOf = (at: string) =>
    congvu('verify', 'good.pdf', '--trust', all.pki.trustDir, '--at', at, '--lang', 'en');
  expect(asOf('2026-01-31T08:00:00')).toMatchObject({
    status: 2,
    error: expect.stringMatching(/VERIFY_TIME_INVALID: expected a day or a time[\s\S]*00:00 UTC/),
  });
  expect(asOf('2026-03-03').status).toBe(0);
});

it.each([
  ['good files, most of them not seen', ['good.pdf'], 141],
  ['one that failed among those seen', ['broken.pdf', 'good.pdf'], 2],
])('what a closed pipe cut short is no success and no failed signature: %s', (_, names, code) => {
  const files = names.flatMap((name) => Array.from({ length: 150 }, () => name)).join(' ');
  const program = `"${process.execPath}" "${join(projectRoot, 'bin/congvu.js')}"`;
  const command = `${program} verify ${files} --jobs 1 --details --trust "${all.pki.trustDir}" --at ${now}`;
  const { stdout } = spawnSync(
    'bash',
    ['-c', `${command} 2>/dev/null | head -2 >/dev/null; echo \${PIPESTATUS[0]}`],
    {
      cwd: folder,
    },
  );
  expect(stdout.toString().trim()).toBe(String(code));
});

it('a name that looks like an option is verified as ./', () => {
  expect(congvu('verify', './-x.pdf', '--trust', all.pki.trustDir, '--at', now).status).toBe(0);
});

it.each([
  ['good.pdf', /VERIFY_FACTS_INVALID: good\.pdf holds no facts: it is a PDF/],
  ['data.csv', /VERIFY_FACTS_INVALID: data\.csv holds no facts: it is no JSON document/],
])('congvu judge says in plain words what %s is', (file, said) => {
  const { status, error } = congvu('judge', file, '--trust', all.pki.trustDir, '--lang', 'en');
  expect([status, error]).toEqual([2, expect.stringMatching(said)]);
  expect(error).not.toContain('Unexpected token');
});

it.each([
  [['good.pdf', '--resume'], 'VERIFY_OPTION_UNFIT: --resume làm tiếp', 'English: --resume goes on with'],
  [['good.pdf', '--regulation', 'da-nang'], 'Có phải là da-nang-2014?', 'Did you mean da-nang-2014?'],
  [['good.pdf', '--content', 'data.csv'], 'good.pdf là tệp PDF', 'English: good.pdf is a PDF'],
  [['good.pdf', '--out', 'no/such/x'], '(ENOENT)', 'English: results cannot be written to no/such/x'],
  [['no.pdf'], 'không đọc được tệp nào tại no.pdf', 'English: no file can be read at no.pdf'],
])('congvu verify says of %j in both languages what is wrong, values included', (parameters, vi, en) => {
  const verify = ['verify', ...parameters, '--trust', all.pki.trustDir, '--at', now];
  const [both, vietnamese, english] = [[], ['--lang', 'vi'], ['--lang', 'en']].map(
    (lang) => congvu(...verify, ...lang).error,
  );
  expect(both).toContain(vi);
  expect(both).toContain(en);
  expect(both?.indexOf(vi)).toBeLessThan(both?.indexOf(en) ?? 0);
  expect(vietnamese).toContain(vi);
  expect(vietnamese).not.toContain('English');
  expect(english).toContain(en.replace('English: ', ''));
  expect(english).not.toMatch(/[ăđơưạ-ỹ]/i);
});
