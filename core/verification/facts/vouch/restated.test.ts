/** What programs repeat of earlier revisions when they save a file again: entries of trailers, and texts in another encoding. */
import { describe, expect, it } from 'vitest';
import { withStream } from '../../testing/attacks-tables.ts';
import { agencySigns, bothSign, personSigns, policy } from '../../testing/hand-made.ts';
import { append, baseObjects, basePdf } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';

const refused = (pdf: Buffer) =>
  verifyPdf(pdf, policy()).signatures.flatMap(({ changesAfter }) =>
    changesAfter.map(({ kind, place }) => `${kind} ${place}`),
  );
const withTrailer = (trailer: string) => ({ append: { trailer } });
const checksum = `/DocChecksum /${'32DC'.repeat(8)}`;
const otherChecksum = `/DocChecksum /${'32DD'.repeat(8)}`;

describe('an entry of a trailer', () => {
  const draft = (trailer: string) => append(basePdf(), { 18: '<<>>' }, { trailer });
  const between = (trailer: string) => personSigns(draft(trailer));

  it.each([checksum, '/Foo (x)'])('may come back with the value that it had: %s', (entry) => {
    const pdf = agencySigns(between(entry), withTrailer(entry));
    expect(refused(pdf)).toEqual([]);
    expect(verifyPdf(pdf, policy()).verdict).toBe('TOTAL-PASSED');
  });

  it.each([
    ['another value', checksum, otherChecksum, 'DocChecksum'],
    ['what leads somewhere', '/Foo 4 0 R', '/Foo 4 0 R', 'Foo'],
    ['a number', '/Foo 15', '/Foo 15', 'Foo'],
  ])('may not with %s', (_, was, is, key) => {
    expect(refused(agencySigns(between(was), withTrailer(is)))).toEqual([`trailer trailer /${key}`]);
  });

  it('may not when only a later revision brought it', () => {
    const brought = append(bothSign(), {}, { trailer: '/Foo (x)' });
    expect(refused(append(append(brought, {}), {}, { trailer: '/Foo (x)' }))).toContain(
      'trailer trailer /Foo',
    );
  });

  it('may not when there are many', () => {
    const many = Array.from({ length: 9 }, (_, index) => `/Foo${index} (x)`).join('');
    expect(refused(agencySigns(between(many), withTrailer(many)))).toEqual(['trailer trailer /Foo8']);
  });
});

it('what pages show is named before an entry of the trailer', () => {
  const page =
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[5 0 R 8 0 R 20 0 R]>>';
  const note = '<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(other)>>';
  const report = verifyPdf(append(bothSign(), { 3: page, 20: note }, { trailer: '/Foo (x)' }), policy());
  expect(report.detail?.code).toBe('CHANGE_ANNOTATION');
  const catalog = append(
    bothSign(),
    { 3: page, 20: note, 21: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>>>' },
    { root: '21 0 R' },
  );
  expect(verifyPdf(catalog, policy()).detail?.code).toBe('CHANGE_TRAILER');
});

describe('a cross-reference stream', () => {
  const good = bothSign(append(basePdf(), { 18: '<<>>' }, { trailer: checksum }));
  const streamed = (entry: string, before = '') =>
    Buffer.from(
      withStream(good, {}, {})
        .toString('latin1')
        .replace(/\/Type\/XRef(?!.*\/Type\/XRef)/s, `/Type/XRef${entry}`)
        .replace(/startxref(?!.*startxref)/s, `${before}startxref`),
      'latin1',
    );

  it.each([
    ['the checksum of LibreOffice', checksum, ''],
    ['an empty line before startxref', '', '\n'],
    ['an empty line of Windows', '', '\r\n'],
    ['both', checksum, '\n'],
  ])('may have %s', (_, entry, before) => {
    expect(refused(streamed(entry, before))).toEqual([]);
  });

  it.each([
    ['a checksum that was not there', otherChecksum, '', 'trailer trailer /DocChecksum'],
    ['a checksum that is none', '/DocChecksum (4 0 obj)', '', 'table-form bytes'],
    ['an entry that nobody writes', '/Foo /Bar', '', 'table-form bytes'],
    ['two empty lines', '', '\n\n', 'table-form bytes'],
  ])('may not have %s', (_, entry, before, change) => {
    expect(refused(streamed(entry, before)).join('; ')).toContain(change);
  });
});

describe('the document information', () => {
  const withText = (text: string) => ({ 18: `<</Creator ${text}>>` });
  const info = { trailer: '/Info 18 0 R' };
  const rewritten = (was: string, is: string) =>
    agencySigns(personSigns(basePdf({ ...baseObjects, ...withText(was) }), { append: info }), {
      append: info,
      objects: withText(is),
    });

  it('may be written in another encoding', () => {
    expect(refused(rewritten('<FEFF005700720069007400650072>', '(Writer)'))).toEqual([]);
    expect(refused(rewritten('<FEFF00570072006900740065007200e0>', '(Writer\\340)'))).toEqual([]);
  });

  it.each([
    ['<FEFF005700720069007400650072>', '(Waiter)'],
    ['<FEFFD800>', '<FEFFD801>'],
    ['(Writer)', '/Writer'],
  ])('may not say something else: %s, %s', (was, is) => {
    expect(refused(rewritten(was, is))).toEqual(['trailer Info /Creator']);
  });
});
