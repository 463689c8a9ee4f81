/** Objects that a later revision writes again with the same values: an integer has to stay one, and a real number too. */
import { describe, expect, it } from 'vitest';
import { withStream } from '../../testing/attacks-tables.ts';
import { agencySigns, personSigns, policy, refusalOf, sub, verdictOf } from '../../testing/hand-made.ts';
import { append, basePdf, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

/** An object that nothing draws: its numbers are what matters. */
const signedWith = (object: string | Buffer) => agencySigns(personSigns(append(basePdf(), { 25: object })));
const refused = ['CHANGED_AFTER_SIGNING', 'object-form object 25'];
const picture = (entries: string) =>
  stream(Buffer.alloc(8), `/Type/XObject/Subtype/Image/Width 8/Height 1${entries}`);

const written = (before: string | Buffer, after: string | Buffer) =>
  append(signedWith(before), { 25: after });

describe('refused, though every value is the same', () => {
  it.each([
    ['an integer as a real', '<</F 2>>', '<</F 2.0>>'],
    ['with nothing behind the point', '<</F 2>>', '<</F 2.>>'],
    ['with more digits than count', '<</F 2>>', '<</F 1.99999999999999999999999>>'],
    ['below zero', '<</K -1>>', '<</K -1.0>>'],
    ['a real as an integer', '<</F 2.0>>', '<</F 2>>'],
    ['two that change places', '<</F 2.0/G 2>>', '<</F 2/G 2.0>>'],
    ['two that change places in a list', '[2.0 2]', '[2 2.0]'],
    ['in a list of a list', '<</A[[8]]>>', '<</A[[8.0]]>>'],
    ['in a dictionary', '<</A<</B 8>>>>', '<</A<</B 8.0>>>>'],
    ['a number by itself', '8', '8.0'],
    ['in what has the name of a box', '<</C<</LC 1>>>>', '<</C<</LC 1.0>>>>'],
    ['in a list that has the name of a box', '<</C[[1]]>>', '<</C[[1.0]]>>'],
    ['in a list of widths', '<</W[1 2 1]>>', '<</W[1 2.0 1]>>'],
  ])('%s', (_, before, after) => {
    expect(verdictOf(signedWith(before))).toBe('TOTAL-PASSED OK');
    expect(refusalOf(written(before, after))).toEqual(refused);
  });

  it.each([
    ['the bits of a picture', '/BitsPerComponent 8', '/BitsPerComponent 8.0'],
    ['its length', '/BitsPerComponent 8', '/BitsPerComponent 8/Length 8.0'],
  ])('%s', (_, before, after) => {
    const later = after.includes('Length')
      ? picture(before).replace('/Length 8', '/Length 8.0')
      : picture(after);
    expect(refusalOf(written(picture(before), later))).toEqual(refused);
  });

  it('more of them than are told apart', () => {
    const many = `[${'1.0 '.repeat(300)}]`;
    expect(refusalOf(written(many, `${many} `))).toEqual(refused);
    expect(verdictOf(signedWith(many))).toBe('TOTAL-PASSED OK');
  });

  it('in an object stream', () => {
    const pdf = withStream(
      signedWith('<</F 2>>'),
      { 24: stream('25 0 <</F 2.0>>', '/Type/ObjStm/N 1/First 5') },
      { 25: [2, 24, 0] },
    );
    expect(collectFacts(pdf).changes).toContainEqual(
      expect.objectContaining({ vouched: false, kind: 'object-form', place: 'object 25' }),
    );
  });

  it('also by whoever signs', () => {
    const pdf = personSigns(append(basePdf(), { 25: '<</F 2>>' }));
    expect(refusalOf(agencySigns(pdf, { objects: { 25: '<</F 2.0>>' } }))).toEqual(refused);
  });

  it('beside what is added to a security store', () => {
    const root = `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>`;
    const store = { 1: root, 20: '<</Certs[21 0 R]>>', 21: stream(Buffer.from(sub.der), '') };
    expect(verdictOf(append(signedWith('<</F 2>>'), store))).toBe('TOTAL-PASSED OK');
    expect(refusalOf(append(signedWith('<</F 2>>'), { ...store, 25: '<</F 2.0>>' }))).toEqual(refused);
  });
});

describe('no other change than none', () => {
  it.each([
    ['boxes', '<</MediaBox[0 0 595 842]/UserUnit 1>>', '<</MediaBox[0.0 0.0 595.0 842.0]/UserUnit 1.0>>'],
    [
      'colours and frames of annotations',
      '<</C[1.0 0 0]/Border[0 0 0]>>',
      '<</C[1 0 0]/Border[0.0 0.0 0.0]>>',
    ],
    ['widths of lines', '<</BS<</W 1.0>>>>', '<</BS<</W 1>>>>'],
    ['targets', '<</Dest[3 0 R/XYZ 0.0 842.0 0.0]>>', '<</Dest[3 0 R/XYZ 0 842 0]>>'],
    ['reals that stay reals', '<</F 2.0>>', '<</F 2.00>>'],
    ['integers that stay integers', '<</F 2>>', '<</F +2>>'],
    ['keys in another order', '<</F 2.0/G 3.0>>', '<</G 3.0/F 2.0>>'],
  ])('%s', (_, before, after) => {
    const { verdict, findings } = verifyPdf(written(before, after), policy());
    expect([verdict, findings.map(({ code }) => code)]).toEqual(['TOTAL-PASSED', ['REVISION_IDLE']]);
  });
});
