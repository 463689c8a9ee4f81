import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { haiPhong2025 } from '../regulations/hai-phong-2025/text.ts';
import { evidenceStore } from './evidence.ts';
import { type FakeBench, fakeProperty, fakeText } from './fake-text.ts';
import { runSuite } from './run-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-recommended-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what no text asks of a token in words', () => {
  it.each([
    ['hai-phong-2025/qc-12/k1.2', 'GUESSES_WHILE_CHANGING_NOT_COUNTED'],
    ['hai-phong-2025/qc-12/k1.3', 'SO_TRIES_USED_UP'],
  ])('%s ends a wrong token as a warning with its reason, in nobody’s way', async (id, reason) => {
    const record = haiPhong2025.requirements.find((one) => one.id === id);
    if (record === undefined) throw new Error(`there is no ${id}`);
    const wrong = fakeProperty(id, () => ({ outcome: 'fail', reason, sent: 1, expected: 2, seen: 3 }), {
      capability: 'token',
    });
    const bench: FakeBench = { seen: [] };
    const [row] = await runSuite({
      texts: [fakeText([record], [wrong], { dates: {} })],
      scope: { texts: ['hai-phong-2025'], capabilities: ['token'], referenceDate: '2026-06-01' },
      attestations: new Map(),
      bench,
      evidence: evidenceStore(folder, []),
      replay: () => ({ command: 'congvu certify' }),
      seed: 1,
      caseSeconds: 10,
    });
    expect(row).toMatchObject({ verdict: 'warning', reason, required: false, blocking: false });
  });
});
