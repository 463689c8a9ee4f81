/** What is not fixed by signatures, in documents that are signed: the verdict, both languages, stored facts. */
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import { factsDocument, readFactsDocument } from '../facts/stored/document.ts';
import { reportText } from '../report/text.ts';
import { agencySigns, personSigns, policy } from '../testing/hand-made.ts';
import { baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const script = '<</S/JavaScript/JS(1)>>';
const pageWith = (entries: string) =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${/\/Contents/.test(entries) ? '' : '/Contents 4 0 R'}${/.Resources/.test(entries) ? '' : '/Resources<<>>'}${entries}>>`;

describe('a signed document', () => {
  const signed = (entries: string, more: Objects) => {
    const given = (list: string) => pageWith(`${entries}/Annots[${list}]`);
    const base = basePdf({ ...baseObjects, 3: pageWith(entries), ...more });
    return agencySigns(personSigns(base, { objects: { 3: given('5 0 R') } }), {
      objects: { 3: given('5 0 R 8 0 R') },
    });
  };

  it('with a script is as valid as before, with a warning in both languages', () => {
    const pdf = signed(`/AA<</O ${script}>>`, {});
    const report = verifyPdf(pdf, policy());
    expect(report).toMatchObject({
      verdict: 'TOTAL-PASSED',
      findings: [{ code: 'SCRIPT_INSIDE', severity: 'warning' }],
    });
    expect(reportText('a.pdf', report, 'vi').join('\n')).toContain('đầu tiên ở trang 1 /AA');
    const facts = factsDocument('a.pdf', pdf, collectFacts(pdf));
    expect(readFactsDocument(JSON.stringify(facts), 'a').facts.live).toHaveLength(1);
  });

  it('with content elsewhere is not accepted', () => {
    const report = verifyPdf(signed('/Contents 20 0 R', { 20: stream('', '/F(a)') }), policy());
    expect(report).toMatchObject({
      verdict: 'INDETERMINATE',
      reason: 'CONTENT_OUTSIDE',
      findings: [{ code: 'CONTENT_OUTSIDE', severity: 'error' }],
    });
  });
});
