/** A file that was not read is not told to be wrong; one that is no sound PDF is. */
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { errorTable, fail } from '../../pdf/reading/errors.ts';
import { errorTable as verifyErrors } from '../errors.ts';
import { trustStore } from '../path/trust.ts';
import { reportRow } from '../report/row.ts';
import { reportText } from '../report/text.ts';
import { unreadableReport } from '../verify.ts';
import { accessDetails } from './access.ts';
import { unreadRow } from './unread.ts';

const terms = {
  trust: trustStore({ certificates: [] }),
  at: new Date(0),
  regulation: 'hai-phong-2025',
} as const;
const notSound = [
  'PDF_NOT_A_PDF',
  'PDF_LEADING_BYTES',
  'PDF_TRUNCATED',
  'PDF_STREAM_DAMAGED',
  'PDF_XREF_INVALID',
  'PDF_XREF_LOOP',
  'PDF_REFERENCE_LOOP',
  'PDF_OBJECT_MISPLACED',
  'PDF_SYNTAX',
  'PDF_STRUCTURE',
];
const reader = Object.keys(errorTable) as (keyof typeof errorTable)[];

describe('a file of which nothing was read', () => {
  it('is one of every code of access, and of the reader but for those of an unsound file', () => {
    expect(reader.filter((code) => unreadRow(code) === undefined)).toEqual(notSound);
    expect(Object.keys(accessDetails).filter((code) => unreadRow(code) === undefined)).toEqual([]);
    expect(Object.keys(accessDetails).filter((code) => !(code in verifyErrors))).toEqual([]);
  });

  it.each(reader)('%s fails only what is no sound PDF', (code) => {
    const report = unreadableReport(fail(code), terms);
    const violated = report.articles.filter(({ state }) => state === 'violated');
    if (notSound.includes(code)) {
      expect(report).toMatchObject({
        verdict: 'TOTAL-FAILED',
        subIndication: 'FORMAT_FAILURE',
        reason: 'FORMAT_INVALID',
      });
      expect(violated).not.toEqual([]);
    } else {
      expect([report.verdict, report.subIndication, report.reason]).toEqual([
        'INDETERMINATE',
        undefined,
        undefined,
      ]);
      expect(violated).toEqual([]);
      const row = unreadRow(code);
      for (const language of ['vi', 'en'] as const) {
        const printed = reportText('a.pdf', report, language).join('\n');
        expect(printed).toContain(`${row?.sentence[language]} [${code}]`);
        expect(printed).toContain(row?.next[language]);
        expect(reportRow('a.pdf', report, language)).toContain(`${code}: ${row?.sentence[language]}`);
      }
    }
  });

  it("proves nothing either by an error that is not the file's", () => {
    const other = new CongvuError('SOMETHING_ELSE', 3, 'broke', 'Report it.');
    expect(unreadableReport(other, terms).verdict).toBe('INDETERMINATE');
  });
});
