import { describe, expect, it } from 'vitest';
import { certificateOf } from '../certify/certificate.ts';
import { type Verdict, verdicts } from '../runner/verdict.ts';
import { exitCode, type Results, summaryOf } from './results.ts';
import { resultsJson } from './results-json.ts';
import { sampleResults } from './sample-results.ts';
import schema from './schemas/results.v1.json' with { type: 'json' };

describe('results.json', () => {
  it('follows the published schema with a row in every state', () => {
    expect(JSON.parse(resultsJson(sampleResults())).rows).toHaveLength(14);
  });

  it('knows the same states as the schema', () => {
    expect(schema.$defs.verdict.enum).toEqual(verdicts);
  });

  it.each([
    [{ run: { ...sampleResults().run, seed: 1.5 } }, '/run/seed'],
    [{ scope: { ...sampleResults().scope, referenceDate: 'today' } }, '/scope/referenceDate'],
    [{ secret: 1 }, 'unknown member "secret"'],
  ])('is not written when it breaks the schema (%#)', (more, place) => {
    const broken = { ...sampleResults(), ...more } as Results;
    expect(() => resultsJson(broken)).toThrow(
      expect.objectContaining({ code: 'CERTIFY_RESULTS_INVALID', message: expect.stringContaining(place) }),
    );
  });
});

describe('where a duty comes from', () => {
  it('stands in every row, with whether the borrowed place could be read', () => {
    const { rows } = JSON.parse(resultsJson(sampleResults()));
    expect(rows[0]).toMatchObject({
      levelReason: { en: 'Stated as a duty.', vi: 'Được nêu là nghĩa vụ.' },
      borrows: [
        { text: 'nd68-2024', citation: { vi: 'khoản 1 Điều 22 NĐ 68/2024' }, textKnown: false },
        { text: 'nd30-2020', textKnown: true, note: { en: 'the same rule', vi: 'cùng quy tắc' } },
      ],
    });
  });

  it('is counted for required rows only', () => {
    expect(sampleResults(['pass', 'fail', 'not-claimed']).summary.requiredOnUnreadText).toBe(2);
    const readInFull = sampleResults(['pass']).rows.map(({ borrows = [], ...row }) => ({
      ...row,
      borrows: borrows.filter(({ textKnown }) => textKnown),
    }));
    expect(summaryOf(readInFull).requiredOnUnreadText).toBe(0);
  });
});

describe('the verdict on a run', () => {
  const grants = (states: readonly Verdict[]) => sampleResults(states).summary.granted;

  it('is a certificate when every required row passes or is attested', () => {
    expect(grants(['pass', 'attested', 'not-testable', 'not-in-force', 'not-claimed', 'warning'])).toBe(true);
  });

  it.each([
    'fail',
    'not-applicable',
    'unsupported',
    'review',
    'inconclusive',
    'error',
    'pending',
    'not-run',
  ] as const)('is none with a required row that is %s', (verdict) => {
    expect(grants(['pass', verdict])).toBe(false);
    expect(exitCode(sampleResults(['pass', verdict]))).toBe(1);
    expect(certificateOf(sampleResults(['pass', verdict]), '')).toBeUndefined();
  });

  it('is none when no machine passed anything', () => {
    expect(grants(['attested', 'not-claimed'])).toBe(false);
    expect(exitCode(sampleResults(['not-claimed']))).toBe(1);
  });

  it('speaks of the rows that were asked for', () => {
    const results = sampleResults(['pass', 'not-run']);
    const [first, second] = results.rows.map((row) => row.requirement);
    const only = (id: string | undefined): Results => ({
      ...results,
      run: { ...results.run, only: [id ?? ''] },
    });
    expect(exitCode(only(first))).toBe(0);
    expect(exitCode(only(second))).toBe(1);
    expect(results.summary.granted).toBe(false);
  });

  it('tells a broken harness from a failing product', () => {
    const results = sampleResults(['fail', 'error']);
    const rows = results.rows.map((row) =>
      row.verdict === 'error' ? { ...row, origin: 'harness' as const } : row,
    );
    expect(exitCode({ ...results, rows })).toBe(3);
  });

  it('binds the certificate to the result', () => {
    const results = sampleResults(['pass', 'attested', 'not-testable']);
    expect(certificateOf(results, 'abc')).toMatchObject({
      required: 2,
      passed: 1,
      attested: [{ person: { name: 'Trần Thị Bình' } }],
      notTestable: ['made-up-2026/qc-01/k3.1'],
      results: { sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    });
  });
});
