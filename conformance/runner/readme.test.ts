import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { texts } from '../regulations/index.ts';
import { loadAttestations } from './attestations.ts';

it('the attestation in conformance/README.md can be read', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const [, example = ''] = readme.match(/<!-- attestations -->\n```json\n(.*?)```/s) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'congvu-readme-'));
  const file = join(folder, 'attestations.json');
  writeFileSync(file, example);
  const requirements = texts.flatMap((text) => text.requirements);
  expect(loadAttestations(file, requirements, new Date('2027-01-01')).size).toBe(1);
  rmSync(folder, { recursive: true });
});
