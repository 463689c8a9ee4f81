/** Incremental saving attacks: whatever comes behind a signature has to be understood or named. */
import { describe, expect, it } from 'vitest';
import { agencySigns, bothSign, personSigns, policy, refusalOf } from '../testing/hand-made.ts';
import { append, type Objects, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const good = bothSign();

describe('incremental saving: something comes behind the signature', () => {
  const annotation = '<</Type/Annot/Subtype/Square/Rect[0 0 500 800]/P 3 0 R/IC[1 1 1]>>';
  const page = (annotations: string, more = '') =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${annotations}]${more}>>`;
  const catalog = (fields: string, more = '') =>
    `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields}]/SigFlags 3>>${more}>>`;

  const xmp = (properties: string) =>
    stream(
      `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about="">${properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
      '/Type/Metadata/Subtype/XML',
    );
  const cases: readonly (readonly [string, Objects, string])[] = [
    [
      'another text on the page',
      { 4: stream('BT /F1 12 Tf 72 700 Td (Official letter 999) Tj ET') },
      'page-content object 4',
    ],
    [
      'another content stream for the page',
      { 3: page('5 0 R 8 0 R').replace('4 0 R', '20 0 R'), 20: stream('') },
      'page page 1 /Contents',
    ],
    [
      'other fonts for the page',
      { 3: page('5 0 R 8 0 R').replace('<<>>', '<</Font<</F1 20 0 R>>>>'), 20: '<</Type/Font>>' },
      'page page 1 /Resources',
    ],
    ['another size of the page', { 3: page('5 0 R 8 0 R').replace('595', '100') }, 'page page 1 /MediaBox'],
    ['a turned page', { 3: page('5 0 R 8 0 R', '/Rotate 180') }, 'page page 1 /Rotate'],
    [
      'an action on the page',
      { 3: page('5 0 R 8 0 R', '/AA<</O<</S/JavaScript/JS(x)>>>>') },
      'page page 1 /AA',
    ],
    ['one more page', { 2: '<</Type/Pages/Kids[3 0 R 20 0 R]/Count 2>>', 20: page('') }, 'page object 2'],
    [
      'an annotation over the text',
      { 3: page('5 0 R 8 0 R 20 0 R'), 20: annotation },
      'annotation page 1 /Annots',
    ],
    ['the widgets in another order', { 3: page('8 0 R 5 0 R') }, 'annotation page 1 /Annots'],
    ['a widget gone', { 3: page('5 0 R') }, 'annotation page 1 /Annots'],
    [
      'the appearance of a signature replaced',
      { 7: stream('', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]') },
      'drawn object 7',
    ],
    [
      'the place of a signature changed',
      {
        5: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Personal)/V 6 0 R/P 3 0 R/Rect[0 0 500 800]/F 132/AP<</N 7 0 R>>>>',
      },
      'field field Personal',
    ],
    ['a signature taken out of the form', { 1: catalog('5 0 R') }, 'field AcroForm /Fields'],
    [
      'a text field added',
      { 1: catalog('5 0 R 8 0 R 20 0 R'), 20: '<</FT/Tx/T(x)/V(y)>>' },
      'field AcroForm /Fields',
    ],
    [
      'an empty signature field added',
      { 1: catalog('5 0 R 8 0 R 20 0 R'), 20: '<</FT/Sig/T(x)>>' },
      'field AcroForm /Fields',
    ],
    [
      'appearances to be made anew',
      { 1: catalog('5 0 R 8 0 R').replace('/SigFlags', '/NeedAppearances true/SigFlags') },
      'form-redrawn AcroForm /NeedAppearances',
    ],
    [
      'an action on opening',
      { 1: catalog('5 0 R 8 0 R', '/OpenAction<</S/JavaScript/JS(x)>>') },
      'catalog catalog /OpenAction',
    ],
    [
      'scripts in the name tree',
      { 1: catalog('5 0 R 8 0 R', '/Names<</JavaScript 20 0 R>>'), 20: '<<>>' },
      'catalog catalog /Names',
    ],
    [
      'hidden layers',
      { 1: catalog('5 0 R 8 0 R', '/OCProperties<</D<<>>>>') },
      'catalog catalog /OCProperties',
    ],
    [
      'other pages in the catalog',
      { 1: catalog('5 0 R 8 0 R').replace('2 0 R', '20 0 R'), 20: '<</Type/Pages/Kids[3 0 R]/Count 1>>' },
      'catalog catalog /Pages',
    ],
    ['the content freed', { 4: null }, 'deletion object 4'],
    ['metadata that is none', { 1: catalog('5 0 R 8 0 R', '/Metadata 4 0 R') }, 'catalog catalog /Metadata'],
    [
      'metadata with a title where none was',
      { 1: catalog('5 0 R 8 0 R', '/Metadata 20 0 R'), 20: xmp('<dc:title>Forged</dc:title>') },
      'catalog catalog /Metadata',
    ],
    [
      'metadata that are no XMP',
      {
        1: catalog('5 0 R 8 0 R', '/Metadata 20 0 R'),
        20: stream('<x>evil</x>', '/Type/Metadata/Subtype/XML'),
      },
      'catalog catalog /Metadata',
    ],
    [
      'a security store with a certificate that is none',
      { 1: catalog('5 0 R 8 0 R', '/DSS<</Certs[20 0 R]>>'), 20: stream('not a certificate') },
      'object object 20',
    ],
    [
      'a security store with an entry of its own',
      { 1: catalog('5 0 R 8 0 R', '/DSS<</Certs[]/Evil(x)>>') },
      'catalog catalog /DSS /Evil',
    ],
    [
      "a security store that points at the page's content",
      { 1: catalog('5 0 R 8 0 R', '/DSS<</Certs[4 0 R]>>') },
      'alias catalog /DSS',
    ],
    [
      'a security store that holds the page',
      { 1: catalog('5 0 R 8 0 R', '/DSS<</Certs[3 0 R 4 0 R]/X 2 0 R>>'), 4: stream('forged') },
      'alias catalog /DSS',
    ],
  ];

  it.each(cases)('%s', (_, objects, change) => {
    expect(refusalOf(append(good, objects))).toEqual(['CHANGED_AFTER_SIGNING', change]);
  });

  it.each(cases)('%s, hidden in the revision of the second signature', (_, objects) => {
    // The person's signature has to fail; what the agency signs is its own affair.
    const merged: Record<number, string | Buffer | null> = { ...objects };
    if (1 in merged || 3 in merged || 5 in merged || 7 in merged) return;
    const pdf = agencySigns(personSigns(), { objects: merged });
    const report = verifyPdf(pdf, policy());
    expect(report.signatures.find(({ field }) => field === 'Personal')?.reason).toBe('CHANGED_AFTER_SIGNING');
    expect(report.verdict).toBe('TOTAL-FAILED');
  });

  it.each([
    ['a line end', '\n'],
    ['spaces', '   '],
    ['junk', 'junk'],
    ['a comment with a page', '%%EOF\n4 0 obj'],
    ['a second startxref', 'startxref\n0\n%%EOF\n'],
  ])('%s behind the last revision', (_, bytes) => {
    expect(refusalOf(Buffer.concat([good, Buffer.from(bytes)]))[0]).toMatch(
      /CHANGED_AFTER_SIGNING|FORMAT_INVALID/,
    );
  });

  it('a startxref that skips the last revision', () => {
    const first = personSigns();
    const skipping = Buffer.concat([
      good,
      Buffer.from(`startxref\n${first.lastIndexOf('xref\n0')}\n%%EOF\n`),
    ]);
    expect(verifyPdf(skipping, policy()).verdict).not.toBe('TOTAL-PASSED');
  });

  it('a revision taken away leaves the person alone', () => {
    expect(refusalOf(personSigns())[0]).toBe('AGENCY_SIGNATURE_MISSING');
  });

  it('bytes in an increment that no cross-reference leads to', () => {
    const pdf = append(good, { 20: '<</Unused true>>' }, { between: '4 0 obj\n<</Length 0>>\nendobj\n' });
    expect(refusalOf(pdf)[1]).toMatch(/^layout bytes/);
  });

  it('another catalog', () => {
    const other = '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>>>';
    expect(refusalOf(append(good, { 20: other }, { root: '20 0 R' }))[1]).toBe('trailer trailer /Root');
  });

  it('a title in the document information', () => {
    expect(refusalOf(append(good, { 20: '<</Title(Forged)>>' }, { trailer: '/Info 20 0 R' }))[1]).toBe(
      'trailer Info /Title',
    );
  });

  it('an entry in the trailer that no reader knows', () => {
    expect(refusalOf(append(good, {}, { trailer: '/Foo(x)' }))[1]).toBe('trailer trailer /Foo');
  });

  it('a widget with an action', () => {
    const pdf = agencySigns(personSigns(), { fieldEntries: '/A<</S/URI/URI(http://x)>>' });
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'field field Agency /A']);
  });
});
