/** Instructions of pages that programs follow differently: looked for in one file, in audits and in stored facts, not in a quick run over many. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import type { Facts } from '../facts/facts.ts';
import type { Report } from '../report.ts';
import { bothSign } from '../testing/hand-made.ts';
import { type Material, material, now } from '../testing/material.ts';
import { baseObjects, basePdf, stream } from '../testing/pdf.ts';

let all: Material;
beforeAll(async () => {
  all = await material();
  mkdirSync(join(all.dir, 'archive'));
  // Poppler passes over the instruction, MuPDF mends it.
  const odd = bothSign(basePdf({ ...baseObjects, 4: stream('BT 72 +-700 Td ET') }));
  writeFileSync(join(all.dir, 'archive/odd.pdf'), odd);
  copyFileSync(join(all.dir, 'archive/odd.pdf'), join(all.dir, 'archive/again.pdf'));
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]): string {
  const program = join(projectRoot, 'bin/congvu.js');
  return spawnSync(process.execPath, [program, ...parameters], { cwd: all.dir }).stdout.toString();
}

const codes = (report: Report) => report.findings.map(({ code, detail }) => [code, detail?.code]);
const told = ['TABLE_ODD', 'INSTRUCTION_ODD_AT'];
const trusted = () => ['--trust', all.pki.trustDir, '--at', now];

it('are named in one file', () => {
  const report = JSON.parse(congvu('verify', 'archive/odd.pdf', ...trusted(), '--json')) as Report;
  expect(codes(report)).toContainEqual(told);
  expect(congvu('verify', 'archive/odd.pdf', ...trusted())).toContain('lệnh vẽ của trang 1');
});

it('are named with hosts to ask, of which none is asked', () => {
  const asking = [...trusted(), '--allow-host', 'ca.example.vn', '--json'];
  expect(codes(JSON.parse(congvu('verify', 'archive/odd.pdf', ...asking)) as Report)).toContainEqual(told);
});

it('are not looked for in a run over many, unless pages are read', () => {
  const found = (...options: readonly string[]) =>
    congvu('verify', 'archive', ...trusted(), '--json', ...options)
      .trim()
      .split('\n')
      .map((line) => codes(JSON.parse(line) as Report).filter(([code]) => code === 'TABLE_ODD'));
  expect(found()).toEqual([[], []]);
  expect(found('--read-text')).toEqual([[told], [told]]);
});

it('are named in an audit', () => {
  congvu('audit', 'archive', ...trusted(), '--out', 'report');
  const lines = readFileSync(join(all.dir, 'report/results.ndjson'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(codes(JSON.parse(line) as Report)).toContainEqual(told);
});

it('stand in stored facts', () => {
  const { facts } = JSON.parse(congvu('facts', 'archive/odd.pdf')) as { readonly facts: Facts };
  expect(facts.live).toEqual([{ kind: 'odd-content', place: 'page 1', name: '+-700', count: 1 }]);
});
