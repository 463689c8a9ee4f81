/** Published attacks on signed PDFs, and neighbours of them: each has to be named, in its place. */
import { describe, expect, it } from 'vitest';
import { crl } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import {
  agency,
  agencySigns,
  bothSign,
  person,
  personSigns,
  policy,
  sub,
  trust,
} from '../testing/hand-made.ts';
import { append, baseObjects, basePdf, type Objects, pageContent, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { collectFacts } from './collect.ts';

const good = bothSign();

/** Reason on the file, and the first change that is not vouched for, as `kind place`. */
function seen(pdf: Uint8Array): readonly [string, string | undefined] {
  const report = verifyPdf(pdf, policy());
  expect(report.verdict).not.toBe('TOTAL-PASSED');
  const change = report.signatures.flatMap(({ changesAfter }) => changesAfter)[0];
  return [report.reason ?? '', change && `${change.kind} ${change.place}`];
}

const problemOf = (pdf: Uint8Array) =>
  collectFacts(pdf).signatures.map(({ coverage }) =>
    coverage.kind === 'broken' ? coverage.problem : 'fine',
  );

describe('universal signature forgery: a signature that signs nothing', () => {
  it.each([
    ['an empty range', () => '[]', 'no-byte-range'],
    ['no range', () => 'null', 'no-byte-range'],
    ['a range of text', () => '(0 10)', 'no-byte-range'],
    ['two numbers', ([a, b]: readonly number[]) => `[${a} ${b}]`, 'byte-range-malformed'],
    ['six numbers', ([a, b, c, d]: readonly number[]) => `[${a} ${b} ${c} ${d} 0 0]`, 'byte-range-malformed'],
    ['a negative number', ([a, , c, d]: readonly number[]) => `[${a} -1 ${c} ${d}]`, 'byte-range-malformed'],
    ['a fraction', ([a, b, c, d]: readonly number[]) => `[${a} ${b}.5 ${c} ${d}]`, 'byte-range-malformed'],
    ['names inside', ([a, b, c]: readonly number[]) => `[${a} ${b} ${c} /X]`, 'byte-range-malformed'],
    ['a start behind 0', ([, b = 0, c, d]: readonly number[]) => `[1 ${b - 1} ${c} ${d}]`, 'not-from-start'],
    [
      'an end behind the file',
      ([a, b, c, d = 0]: readonly number[]) => `[${a} ${b} ${c} ${d + 5}]`,
      'byte-range-malformed',
    ],
    [
      'overlapping pieces',
      ([a, b, , d = 0]: readonly number[]) => `[${a} ${b} 5 ${d}]`,
      'byte-range-malformed',
    ],
    [
      'a hole wider than /Contents',
      ([a, b = 0, c, d]: readonly number[]) => `[${a} ${b - 10} ${c} ${d}]`,
      'hole-not-contents',
    ],
    [
      'a hole without the brackets',
      ([a, b = 0, c = 0, d = 0]: readonly number[]) => `[${a} ${b + 1} ${c - 1} ${d + 1}]`,
      'hole-not-contents',
    ],
    [
      'a hole that goes on behind /Contents',
      ([a, b, c = 0, d = 0]: readonly number[]) => `[${a} ${b} ${c + 2} ${d - 2}]`,
      'hole-not-contents',
    ],
    [
      'an end before that of the revision',
      ([a, b, c, d = 0]: readonly number[]) => `[${a} ${b} ${c} ${d - 20}]`,
      'not-end-of-revision',
    ],
  ])('%s', (_, byteRange, problem) => {
    const pdf = agencySigns(personSigns(), { byteRange });
    expect(problemOf(pdf)).toEqual(['fine', problem]);
    const { verdict, signatures } = verifyPdf(pdf, policy());
    expect(verdict).toBe('TOTAL-FAILED');
    // The unsigned increment is also a change after the person's signature.
    expect(signatures.map(({ reason }) => reason)).toEqual(['CHANGED_AFTER_SIGNING', 'FORMAT_INVALID']);
  });

  it('a field whose value is empty is no signature', () => {
    const withValue = (value: string) =>
      basePdf({
        ...baseObjects,
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>',
        5: `<</FT/Sig/T(Personal)/V ${value}>>`,
      });
    expect(seen(withValue('<<>>'))[0]).toBe('FORMAT_INVALID');
    expect(seen(withValue('<</Type/Sig/SubFilter/ETSI.CAdES.detached/Contents<00>>>'))[0]).toBe(
      'FORMAT_INVALID',
    );
    expect(seen(withValue('null'))[0]).toBe('NO_SIGNATURE');
  });

  it('a signature that no form leads to does not count', () => {
    const pdf = append(good, { 1: '<</Type/Catalog/Pages 2 0 R>>' });
    expect(seen(pdf)[0]).toBe('NO_SIGNATURE');
  });
});

describe('signature wrapping: the signed bytes are somewhere else', () => {
  it('a copy of the signature in a later revision still covers the earlier one only', () => {
    const person6 = good.subarray(
      good.indexOf('6 0 obj') + 8,
      good.indexOf('endobj', good.indexOf('6 0 obj')) - 1,
    );
    const pdf = append(good, { 6: Buffer.from(person6), 4: stream('BT (forged) Tj ET') });
    expect(problemOf(pdf)).toEqual(['fine', 'hole-not-contents']);
    const { verdict, signatures } = verifyPdf(pdf, policy());
    expect(verdict).toBe('TOTAL-FAILED');
    expect(signatures.map(({ field, reason }) => [field, reason])).toEqual([
      ['Agency', 'CHANGED_AFTER_SIGNING'],
      ['Personal', 'FORMAT_INVALID'],
    ]);
  });

  it('a field that leads to a signature of another revision', () => {
    const first = personSigns();
    const pdf = append(first, {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 9 0 R]/SigFlags 3>>>>',
      9: '<</FT/Sig/T(Agency)/V 6 0 R>>',
    });
    expect(seen(pdf)).toEqual(
      ['CHANGED_AFTER_SIGNING', 'dangling-reference object 9'].slice(0, 1).concat('field AcroForm /Fields'),
    );
  });

  it('a signature dictionary with two /Contents', () => {
    expect(seen(personSigns(basePdf(), { signatureEntries: '/Contents <00>' }))[0]).toBe('FORMAT_INVALID');
  });

  it('an object that contains the hole of a signature', () => {
    const inner = '6 0 obj';
    const first = personSigns();
    const at = first.indexOf(inner) - 40;
    expect(at).toBeGreaterThan(0);
    // A second entry of the same revision points into the middle of another object's bytes.
    const base = basePdf({ ...baseObjects, 9: '(12 0 obj 5 endobj)' });
    const pdf = personSigns(base, { append: { pointTo: { 12: base.indexOf('12 0 obj') } } });
    expect(seen(agencySigns(pdf))[0]).toBe('CHANGED_AFTER_SIGNING');
  });
});

describe('incremental saving: something comes behind the signature', () => {
  const annotation = '<</Type/Annot/Subtype/Square/Rect[0 0 500 800]/P 3 0 R/IC[1 1 1]>>';
  const page = (annotations: string, more = '') =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${annotations}]${more}>>`;
  const catalog = (fields: string, more = '') =>
    `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields}]/SigFlags 3>>${more}>>`;

  const cases: readonly (readonly [string, Objects, string])[] = [
    [
      'another text on the page',
      { 4: stream('BT /F1 12 Tf 72 700 Td (Official letter 999) Tj ET') },
      'object object 4',
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
    ['one more page', { 2: '<</Type/Pages/Kids[3 0 R 20 0 R]/Count 2>>', 20: page('') }, 'object object 2'],
    ['an annotation over the text', { 3: page('5 0 R 8 0 R 20 0 R'), 20: annotation }, 'page page 1 /Annots'],
    ['the widgets in another order', { 3: page('8 0 R 5 0 R') }, 'page page 1 /Annots'],
    ['a widget gone', { 3: page('5 0 R') }, 'page page 1 /Annots'],
    [
      'the appearance of a signature replaced',
      { 7: stream('', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]') },
      'object object 7',
    ],
    [
      'the place of a signature changed',
      {
        5: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Personal)/V 6 0 R/P 3 0 R/Rect[0 0 500 800]/F 132/AP<</N 7 0 R>>>>',
      },
      'object object 5',
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
      'field AcroForm /NeedAppearances',
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
      'a security store that holds the page',
      { 1: catalog('5 0 R 8 0 R', '/DSS<</Certs[3 0 R 4 0 R]/X 2 0 R>>'), 4: stream('forged') },
      'alias catalog /DSS',
    ],
  ];

  it.each(cases)('%s', (_, objects, change) => {
    expect(seen(append(good, objects))).toEqual(['CHANGED_AFTER_SIGNING', change]);
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
    expect(seen(Buffer.concat([good, Buffer.from(bytes)]))[0]).toMatch(
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
    expect(seen(personSigns())[0]).toBe('AGENCY_SIGNATURE_MISSING');
  });

  it('bytes in an increment that no cross-reference leads to', () => {
    const pdf = append(good, { 20: '<</Unused true>>' }, { between: '4 0 obj\n<</Length 0>>\nendobj\n' });
    expect(seen(pdf)[1]).toMatch(/^layout bytes/);
  });

  it('another catalog', () => {
    const other = '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>>>';
    expect(seen(append(good, { 20: other }, { root: '20 0 R' }))[1]).toBe('trailer trailer /Root');
  });

  it('a title in the document information', () => {
    expect(seen(append(good, { 20: '<</Title(Forged)>>' }, { trailer: '/Info 20 0 R' }))[1]).toBe(
      'trailer Info /Title',
    );
  });

  it('a widget with an action', () => {
    const pdf = agencySigns(personSigns(), { fieldEntries: '/A<</S/URI/URI(http://x)>>' });
    expect(seen(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'field field Agency /A']);
  });
});

describe('shadow attacks: the signed document was prepared for the forgery', () => {
  it('hide and replace: a reference to nothing that is defined later', () => {
    const base = basePdf({ ...baseObjects, 4: stream(pageContent), 15: '<</Kids[20 0 R]>>' });
    const pdf = append(bothSign(base), { 20: stream('now I am here') });
    expect(seen(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'dangling-reference object 20']);
  });

  it('one object in two roles: the metadata is a picture on the page', () => {
    const xmp = (text: string) => stream(text, '/Type/Metadata/Subtype/XML');
    const base = basePdf({ ...baseObjects, 15: xmp('old'), 16: '<</XObject<</Im0 15 0 R>>>>' });
    const signed = personSigns(base);
    const withMetadata = (more: string) =>
      `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>${more}>>`;
    const pdf = append(signed, { 1: withMetadata('/Metadata 15 0 R'), 15: xmp('forged') });
    expect(seen(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'alias catalog /Metadata']);
  });

  it('one object in two roles: the list of annotations is also the list of contents', () => {
    const shared = {
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 15 0 R/Annots 15 0 R>>',
      15: '[4 0 R]',
    };
    const signed = personSigns(basePdf(), { objects: shared });
    const pdf = append(signed, { 15: '[4 0 R 20 0 R]', 20: stream('forged') });
    const changes = collectFacts(pdf).changes.filter(({ vouched }) => !vouched);
    expect(changes.map(({ kind, place }) => `${kind} ${place}`)).toContain('alias page 1 /Annots');
    expect(seen(pdf)[0]).toBe('CHANGED_AFTER_SIGNING');
  });

  it('the length of a stream replaced under it', () => {
    const base = basePdf({ ...baseObjects, 15: '<</Length 16 0 R>>\nstream\nab\nendstream', 16: '2' });
    expect(seen(append(bothSign(base), { 16: '1' }))[1]).toBe('object object 16');
  });
});

describe('what a later signer or archiver may do', () => {
  it.each([
    [
      'renew the modification date',
      { 20: "<</ModDate(D:20260310000000+07'00')>>" },
      { trailer: '/Info 20 0 R' },
    ],
    ['write an object again as it was', { 4: stream(pageContent) }, {}],
    ['leave an object that nothing refers to', { 20: '<</Unused true>>' }, {}],
    [
      'add a security store',
      {
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>',
        20: '<</Certs[21 0 R]/CRLs[22 0 R]/VRI<</AB<</Cert[21 0 R]>>>>>>',
        21: stream(Buffer.from(sub.der)),
        22: stream(Buffer.from(crl({ issuer: sub }))),
      },
      {},
    ],
  ] as const)('%s', (_, objects, options) => {
    const report = verifyPdf(append(good, objects, options), policy());
    expect(report).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });

  it('a security store serves as proof where the trust has none', () => {
    const stored = append(good, {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>',
      20: '<</CRLs[22 0 R]>>',
      22: stream(Buffer.from(crl({ issuer: sub }))),
    });
    const without = trust({ subCrl: null });
    expect(verifyPdf(good, policy({ trust: without })).reason).toBe('REVOCATION_UNKNOWN');
    expect(verifyPdf(stored, policy({ trust: without })).verdict).toBe('TOTAL-PASSED');
  });

  it('sign an empty field that was there, with lists in objects of their own', () => {
    const base = basePdf({
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm 15 0 R>>',
      2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots 16 0 R>>',
      4: stream(pageContent),
      8: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Agency)/P 3 0 R/Rect[60 80 133 170]/F 132>>',
      15: '<</Fields 17 0 R/SigFlags 3>>',
      16: '[8 0 R]',
      17: '[8 0 R]',
    });
    const unchanged = {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm 15 0 R>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots 16 0 R>>',
    };
    const first = personSigns(base, { objects: { ...unchanged, 16: '[8 0 R 5 0 R]', 17: '[8 0 R 5 0 R]' } });
    expect(verifyPdf(first, policy()).findings[0]).toMatchObject({ code: 'UNSIGNED_FIELD', field: 'Agency' });
    const second = agencySigns(first, { objects: unchanged });
    expect(verifyPdf(second, policy())).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });
});

describe('certifying signatures and locks', () => {
  const certified = (level: number) => ({
    signatureEntries: `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${level}/V/1.2>>>>]`,
  });

  it('P=1 forbids the seal, P=2 allows it', () => {
    expect(seen(agencySigns(personSigns(basePdf(), certified(1))))[0]).toBe('CHANGED_AFTER_SIGNING');
    expect(verifyPdf(agencySigns(personSigns(basePdf(), certified(2))), policy()).verdict).toBe(
      'TOTAL-PASSED',
    );
  });

  it('a lock on all fields forbids the seal, a lock on others does not', () => {
    const locked = (lock: string) =>
      agencySigns(personSigns(basePdf(), { fieldEntries: `/Lock<<${lock}>>` }));
    expect(seen(locked('/Action/All'))[1]).toBe('field field Agency');
    expect(seen(locked('/Action/Include/Fields[(Agency)]'))[1]).toBe('field field Agency');
    expect(verifyPdf(locked('/Action/Exclude/Fields[(Agency)]'), policy()).verdict).toBe('TOTAL-PASSED');
  });
});

describe('names', () => {
  it('two fields of one name', () => {
    const sign = (signed: readonly Uint8Array[]) => cms({ signer: agency, issuer: sub, signed });
    expect(seen(agencySigns(personSigns(), { name: 'Personal', sign }))[0]).toBe('FORMAT_INVALID');
  });

  it('the person is told by the certificate, not by what the file states', () => {
    const pdf = personSigns(basePdf(), { signatureEntries: '/Name(UBND)' });
    expect(verifyPdf(pdf, policy()).signatures[0]?.signer).toMatchObject({ name: 'An', kind: 'person' });
    expect(person.serial).not.toBe(agency.serial);
  });
});
