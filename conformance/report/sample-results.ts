/** A small result with one row in each state, for the tests of the report writers. */
import { fakeRequirement, fakeText } from '../runner/fake-text.ts';
import { finished, planRows } from '../runner/plan.ts';
import type { Row } from '../runner/row.ts';
import { explained } from '../runner/row-reasons.ts';
import { type Verdict, verdicts } from '../runner/verdict.ts';
import { type Results, summaryOf } from './results.ts';

const text = 'made-up-2026';

/** One row a verdict, all of duties: what cannot stand for a duty is not required, as the runner has it. */
export function sampleResults(
  wanted: readonly Verdict[] = verdicts,
  more: Partial<Omit<Results, 'rows' | 'summary'>> = {},
): Results {
  const requirements = wanted.map((_, index) =>
    fakeRequirement(`${text}/qc-0${1 + (index % 2)}/k${index + 1}.1`, {
      levelReason: { en: 'Stated as a duty.', vi: 'Được nêu là nghĩa vụ.' },
      borrows: [
        { text: 'nd68-2024', article: '22.1', textKnown: false },
        { text: 'nd30-2020', article: '32', note: { en: 'the same rule', vi: 'cùng quy tắc' } },
      ],
    }),
  );
  const made = fakeText(requirements, []);
  const scope = { texts: [text], capabilities: ['signer'] as const, referenceDate: '2026-06-01' };
  const rows = planRows([made], scope, new Map()).map(({ row }, index) =>
    sampleRow(row, wanted[index] ?? 'pass'),
  );
  return {
    schema: 'urn:congvu:results:v1',
    product: { name: 'Bút & <Ký> "4"', vendor: "Vendor's", version: '4.2' },
    target: { adapter: 'stdio' },
    scope,
    run: {
      started: '2026-06-01T08:00:00.000Z',
      ended: '2026-06-01T08:00:40.000Z',
      seed: 1,
      interrupted: false,
      command: 'congvu certify --seed 1',
    },
    environment: { congvu: '0.1.0', system: 'Linux', machine: 'test', versions: { Node: '24' } },
    texts: [
      {
        id: made.id,
        title: made.title,
        status: made.status,
        dates: made.dates,
        articles: made.articles.map(({ id, citation, title }) => ({ id, citation, title })),
      },
    ],
    ...more,
    summary: summaryOf(rows),
    rows,
  };
}

function sampleRow(planned: Row | Omit<Row, 'verdict' | 'blocking'>, verdict: Verdict): Row {
  const free = ['not-testable', 'not-in-force', 'not-claimed', 'warning'].includes(verdict);
  const { reason: _, detail: __, origin: ___, ...start } = planned as Row;
  const doubts = [{ en: 'The text is not clear.', vi: 'Văn bản chưa rõ.' }];
  const row = { ...start, required: !free, doubts };
  const cases = { passed: 3, notApplicable: 0, seed: 7 };
  const detail = { en: 'The reason for it.', vi: 'Lý do của việc này.' };
  switch (verdict) {
    case 'pass':
      return finished(row, verdict, {
        cases,
        evidence: { folder: `evidence/${row.requirement}`, files: ['facts.json'] },
      });
    case 'fail':
    case 'warning':
      return finished(row, verdict, {
        cases: { ...cases, path: '0:1' },
        reason: 'SEAL_NOT_OVER_LEFT_PART',
        ...explained('SEAL_NOT_OVER_LEFT_PART'),
        failure: {
          counterexample: { width: 36 },
          sent: { as: 'agency', text: 'a\u0000b\ud800</script>' },
          expected: { en: 'on the left', vi: 'ở bên trái' },
          seen: ['right', 1],
        },
        evidence: { folder: `evidence/${row.requirement}`, files: ['counterexample.json', 'a b#1.pdf'] },
        replay: `congvu certify --only ${row.requirement} --seed 1 --path 0:1`,
      });
    case 'error':
      return finished(row, verdict, {
        reason: 'SUT_DIED',
        ...explained('SUT_DIED'),
        technical: 'signal 9',
        origin: 'system',
        cases,
      });
    case 'attested':
      return finished(row, verdict, {
        attestation: {
          requirement: row.requirement,
          person: { name: 'Trần Thị Bình', role: 'director' },
          document: { title: 'Minutes', reference: '12/BB' },
          date: '2026-05-01',
        },
      });
    default:
      return finished(row, verdict, { reason: 'SOME_REASON', detail });
  }
}
