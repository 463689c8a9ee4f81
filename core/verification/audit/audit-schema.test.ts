/** What audits write fits the schema beside them, and what they do not write does not. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';
import schema from './audit.schema.json' with { type: 'json' };
import type { Audit } from './audit-report.ts';

const fits = new Ajv({ allowUnionTypes: true }).compile<Audit>(schema);
let all: Material;

beforeAll(async () => {
  all = await material();
  const good = await all.signed();
  mkdirSync(join(all.dir, 'archive'));
  for (const [name, content] of [
    ['a.pdf', good],
    ['b.pdf', await all.signed({ agency: null })],
    ['cut.pdf', good.subarray(0, 60_000)],
    ['none.pdf', Buffer.from('no document')],
  ] as const) {
    writeFileSync(join(all.dir, 'archive', name), content);
  }
  mkdirSync(join(all.dir, 'empty'));
});
afterAll(() => all.remove());

function audit(archive: string, out: string, ...more: readonly string[]): unknown {
  const program = join(projectRoot, 'bin/congvu.js');
  const given = ['audit', archive, '--trust', all.pki.trustDir, '--at', now, '--out', out, ...more];
  spawnSync(process.execPath, [program, ...given], { cwd: all.dir });
  return JSON.parse(readFileSync(join(all.dir, out, 'audit.json'), 'utf8'));
}

describe('audit.json', () => {
  it.each([
    ['usual', []],
    ['nd30', ['--regulation', 'nd30-2020', '--as', 'copy']],
    ['da-nang', ['--regulation', 'da-nang-2014', '--reference-date', '2019-06-01', '--issuer', 'Sở Y tế']],
    ['pages', ['--read-text', '--classified', '--regulation', 'none', '--as', 'unsealed']],
  ])('fits its schema: %s', (out, options) => {
    expect([fits(audit('archive', out, ...options)), fits.errors]).toEqual([true, null]);
  });

  it('does not fit with another shape anywhere', () => {
    const good = audit('archive', 'broken') as Audit;
    const [worst] = good.tally.worst;
    for (const changed of [
      { ...good, schema: 'congvu-audit-1' },
      { ...good, more: 1 },
      { ...good, trust: 'sha1:00' },
      { ...good, tally: { ...good.tally, documents: -1 } },
      { ...good, tally: { ...good.tally, verdicts: { 'TOTAL-PASSED': 1 } } },
      { ...good, tally: { ...good.tally, worst: [{ ...worst, verdict: 'TOTAL-PASSED' }] } },
      { ...good, tally: { ...good.tally, worst: [{ ...worst, articles: { x: 'good' } }] } },
    ]) {
      expect(fits(changed)).toBe(false);
    }
  });
});
