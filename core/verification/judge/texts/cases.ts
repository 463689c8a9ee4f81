/** How a text is tested: a document judged by it on a day, then the reason and the state of its articles. */
import { describe, expect, it } from 'vitest';
import type { Policy, RegulationId } from '../../policy/policy.ts';
import type { ArticleReport, Report } from '../../report.ts';
import { policy } from '../../testing/hand-made.ts';
import { verifyPdf } from '../../verify.ts';

export function states({ articles }: Report): Record<string, ArticleReport['state']> {
  return Object.fromEntries(articles.map(({ id, state }) => [id, state]));
}

export function under(regulation: RegulationId, referenceDate: string) {
  return (pdf: Uint8Array, changes: Partial<Policy> = {}) =>
    verifyPdf(pdf, policy({ regulation, referenceDate, ...changes }));
}

type Case = readonly [
  what: string,
  pdf: Uint8Array,
  changes: Partial<Policy>,
  reason: string,
  states: Record<string, ArticleReport['state']>,
];

export function cases(regulation: RegulationId, day: string, table: readonly Case[]): void {
  describe(`${regulation} on ${day}`, () => {
    it.each(table)('%s', (_, pdf, changes, reason, expected) => {
      const report = under(regulation, day)(pdf, changes);
      const found = report.verdict === 'TOTAL-PASSED' ? report.findings.map(({ code }) => code) : [];
      expect([report.reason, ...found].join(' ')).toBe(reason);
      expect(states(report)).toMatchObject(expected);
      for (const { state, reasons } of report.articles) {
        if (state === 'holds' || state === 'not-in-force') expect(reasons).toEqual([]);
        if (state === 'violated') expect(reasons).not.toEqual([]);
      }
    });
  });
}
