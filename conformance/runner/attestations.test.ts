import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadAttestations } from './attestations.ts';
import { fakeRequirement } from './fake-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-attest-'));
afterAll(() => rmSync(folder, { recursive: true }));
const words = { en: 'words', vi: 'lời' };
const id = 'made-up-2026/qc-01/k1.1';
const requirements = [
  fakeRequirement(id, { testability: { kind: 'attested', by: words, document: words } }),
  fakeRequirement('made-up-2026/qc-02/k1.1'),
];
const valid = {
  requirement: id,
  person: { name: 'Trần Văn Bình', role: 'Giám đốc' },
  document: { title: 'Biên bản bàn giao', reference: '12/BB' },
  date: '2026-05-01',
};

function load(...attestations: readonly object[]) {
  const file = join(folder, 'attestations.json');
  writeFileSync(file, JSON.stringify({ attestations }));
  return loadAttestations(file, requirements, new Date('2026-06-01T00:00:00Z'));
}

describe('loadAttestations', () => {
  it('gives them by requirement', () => {
    expect(load(valid).get(id)).toEqual(valid);
  });

  it.each([
    [[{ ...valid, person: { name: 'x' } }], '/attestations/0/person'],
    [[{ ...valid, date: 'soon' }], '/attestations/0/date'],
    [[{ ...valid, date: '2026-06-02' }], 'in the future'],
    [[{ ...valid, requirement: 'made-up-2026/qc-01/k1.2' }], `near: ${id}`],
    [[{ ...valid, requirement: 'made-up-2026/qc-02/k1.1' }], 'is automated; it cannot be attested'],
    [[valid, valid], '/attestations/1, made-up-2026/qc-01/k1.1 is attested twice'],
  ])('refuses %#', (attestations, text) => {
    expect(() => load(...attestations)).toThrow(
      expect.objectContaining({
        code: 'CERTIFY_ATTESTATIONS_INVALID',
        message: expect.stringContaining(text),
      }),
    );
  });
});
