/** Revisions that change nothing: each is a warning of its own code, and what a signer adds in his own revision is none. */
import { describe, expect, it } from 'vitest';
import { auditedDocument } from '../../audit/document.ts';
import { auditPage } from '../../audit/page.ts';
import { gatherer } from '../../audit/tally.ts';
import { reasons } from '../../reasons.ts';
import { reportRow } from '../../report/row.ts';
import { reportText } from '../../report/text.ts';
import { agencySigns, bothSign, personSigns, policy } from '../../testing/hand-made.ts';
import { append, basePdf, pageContent, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';

const good = bothSign();
const store = '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>';
const warned = (pdf: Buffer) => {
  const { verdict, findings } = verifyPdf(pdf, policy());
  return [verdict, ...findings.map(({ code, severity, detail }) => [code, severity, detail?.values.where])];
};

describe('behind the last signature', () => {
  it.each([
    ['nothing', {}, 'REVISION_IDLE', /^bytes \d+-\d+$/],
    ['an object as it was', { 4: stream(pageContent) }, 'REVISION_IDLE', /^bytes/],
    ['an object that nothing leads to', { 20: '<</Unused true>>' }, 'OBJECTS_UNREFERENCED', /^object 20$/],
    [
      'objects that only lead to each other',
      { 20: '<</Next 21 0 R>>', 21: '<</Next 20 0 R/Page 3 0 R>>' },
      'OBJECTS_UNREFERENCED',
      /^object 20$/,
    ],
    [
      'such an object beside a security store',
      { 1: store, 20: '<</Certs[]>>', 21: stream('BT (a new text) Tj ET') },
      'OBJECTS_UNREFERENCED',
      /^object 21$/,
    ],
  ])('%s is named', (_, objects, code, place) => {
    expect(warned(append(good, objects))).toEqual([
      'TOTAL-PASSED',
      [code, 'warning', expect.stringMatching(place)],
    ]);
  });

  it('a security store, a date of change and the seal itself are not', () => {
    expect(warned(good)).toEqual(['TOTAL-PASSED']);
    expect(warned(append(good, { 1: store, 20: '<</Certs[]>>' }))).toEqual(['TOTAL-PASSED']);
    const dated = append(good, { 20: "<</ModDate(D:20260310000000+07'00')>>" }, { trailer: '/Info 20 0 R' });
    expect(warned(dated)).toEqual(['TOTAL-PASSED']);
  });

  it('many of them are one warning of each kind', () => {
    let pdf = good;
    for (let number = 20; number < 25; number++) pdf = append(append(pdf, { [number]: '<<>>' }), {});
    expect(warned(pdf).map(([code]) => code)).toEqual(['T', 'OBJECTS_UNREFERENCED', 'REVISION_IDLE']);
  });

  it('is refused where the first signature forbids any change', () => {
    const certified =
      '/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]';
    const pdf = append(personSigns(basePdf(), { signatureEntries: certified }), {});
    expect(verifyPdf(pdf, policy()).reason).toBe('CHANGED_AFTER_SIGNING');
  });
});

describe('between two signatures', () => {
  it('is named as well', () => {
    expect(warned(agencySigns(append(personSigns(), { 20: '<<>>' })))).toEqual([
      'TOTAL-PASSED',
      ['OBJECTS_UNREFERENCED', 'warning', 'object 20'],
    ]);
  });

  it('is the own affair of whoever signs it in', () => {
    expect(warned(agencySigns(personSigns(), { objects: { 20: '<<>>' } }))).toEqual(['TOTAL-PASSED']);
  });
});

describe('what people see of it', () => {
  const report = verifyPdf(append(good, { 20: '<<>>' }), policy());

  it.each([
    ['vi', /Cảnh báo .*\[OBJECTS_UNREFERENCED\] lần lưu thứ 4, đối tượng 20: được thêm vào/],
    ['en', /\[OBJECTS_UNREFERENCED\] revision 4: object 20: was added, and nothing leads to it/],
  ] as const)('in the report in %s', (language, words) => {
    expect(reportText('a.pdf', report, language).join('\n')).toMatch(words);
  });

  it('in the report of an audit, and of its counts', () => {
    const gathered = gatherer([]);
    const document = auditedDocument({ file: '/a/b.pdf', ...report }, '/a', []);
    gathered.add(document);
    expect(document.remarks).toEqual(['OBJECTS_UNREFERENCED']);
    const tally = gathered.tally();
    expect(tally.remarks).toEqual([{ code: 'OBJECTS_UNREFERENCED', documents: 1 }]);
    const page = auditPage({
      schema: 'congvu-audit-2',
      congvu: '0',
      folder: '/a',
      regulation: 'none',
      role: 'original',
      trust: undefined,
      readText: false,
      at: report.at,
      documents: { file: 'results.ndjson', documents: 1, of: '' },
      tally,
    });
    for (const { sentence } of [reasons.OBJECTS_UNREFERENCED]) {
      expect(page).toContain(sentence.vi);
      expect(page).toContain(sentence.en);
    }
  });

  it.each(['vi', 'en'] as const)('in the line of a table in %s', (language) => {
    expect(reportRow('a.pdf', report, language)).toContain('OBJECTS_UNREFERENCED');
  });
});
