/** U+2028 and U+2029 in names end no line of results: an audit is whole, and a run goes on. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonLine } from '../../../foundation/json-line.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let folder: string;
const names = ['archive/a.pdf', 'archive/b\u2028c.pdf', 'archive/d\u2029e.pdf'];

beforeAll(async () => {
  all = await material();
  folder = mkdtempSync(join(all.dir, 'separators-'));
  mkdirSync(join(folder, 'archive'));
  const signed = await all.signed();
  for (const name of names) writeFileSync(join(folder, name), signed);
  cpSync(all.pki.trustDir, join(folder, 'trust'), { recursive: true });
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]) {
  const program = join(projectRoot, 'bin/congvu.js');
  const options = ['--trust', 'trust', '--at', now, '--lang', 'en'];
  const { status, stderr } = spawnSync(process.execPath, [program, ...parameters, ...options], {
    cwd: folder,
  });
  return { status, error: stderr.toString() };
}

const files = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => relative(folder, resolve(folder, (JSON.parse(line) as { readonly file: string }).file)));

it.each(['verify', 'audit'])('%s writes them escaped and goes on with files where they stand raw', (verb) => {
  const out = join(folder, verb);
  const results = verb === 'audit' ? join(out, 'results.ndjson') : out;
  expect(congvu(verb, 'archive', '--out', verb)).toMatchObject({ status: 0 });
  const written = readFileSync(results, 'utf8');
  expect(written).not.toMatch(/[\u2028\u2029]/);
  expect(files(results)).toEqual(names);
  // As it was written before; the last line is one that a crash cut.
  const raw = written.replaceAll('\\u2028', '\u2028').replaceAll('\\u2029', '\u2029');
  expect(raw).not.toBe(written);
  writeFileSync(results, Buffer.from(raw).subarray(0, -5));
  expect(congvu(verb, 'archive', '--out', verb, '--resume')).toMatchObject({ status: 0 });
  expect(files(results)).toEqual(names);
  if (verb === 'audit') {
    const audit = JSON.parse(readFileSync(join(out, 'audit.json'), 'utf8')) as { tally: object };
    expect(audit.tally).toMatchObject({ documents: 3 });
  }
});

it('a line of JSON is one for readline, and means the same', async () => {
  const value = { 'a\u2028b': 'c\u2029d "\\u2028"' };
  const lines: string[] = [];
  for await (const line of createInterface({ input: Readable.from([`${jsonLine(value)}\n`]) }))
    lines.push(line);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([value]);
});
