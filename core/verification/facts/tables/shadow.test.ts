/** Objects that no cross-reference leads to, and what makes readers find them: each alone, and only these. */
import { describe, expect, it } from 'vitest';
import { filledUp, linearized, shadowed } from '../../testing/attacks-shadow.ts';
import { withStream } from '../../testing/attacks-tables.ts';
import { agencySigns, bothSign, personSigns, policy, refusalOf, verdictOf } from '../../testing/hand-made.ts';
import { linearizedPdf } from '../../testing/linearized.ts';
import { append, baseObjects, basePdf, lastStartXref, packedPdf, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const good = bothSign();
const passing = 'TOTAL-PASSED OK';
const oddOf = (pdf: Buffer) =>
  collectFacts(pdf).oddTables?.map(({ revision, kind, object }) => `${revision} ${kind} ${object}`);
const warningOf = (pdf: Buffer) =>
  verifyPdf(pdf, policy()).findings.find(({ code }) => code === 'TABLE_ODD')?.detail;

describe('objects that no cross-reference leads to', () => {
  it('are named with their numbers, and the file passes', () => {
    const pdf = bothSign(shadowed());
    expect(verdictOf(pdf)).toBe(passing);
    expect(oddOf(pdf)).toEqual(['0 unlisted 4']);
    expect(warningOf(pdf)).toMatchObject({ code: 'OBJECT_UNLISTED', values: { revision: 1, objects: '4' } });
  });

  it('are named wherever they stand in what the first signature covers', () => {
    const hidden = append(basePdf(), { 20: '<<>>' }, { between: '3 0 obj<<>>endobj\n% 21 0 obj\n' });
    expect(oddOf(bothSign(hidden))).toEqual(['1 unlisted 3', '1 unlisted 21']);
    const inSigning = personSigns(basePdf(), { append: { between: '4 0 obj null endobj\n' } });
    expect(oddOf(agencySigns(inSigning))).toEqual(['1 unlisted 4']);
  });

  it('are named in a document that nobody has signed', () => {
    expect(oddOf(shadowed())).toEqual(['0 unlisted 4']);
    expect(oddOf(packedPdf())).toBeUndefined();
  });

  it.each([
    ['one that a later revision replaces', append(basePdf(), { 4: stream('0 0 m') })],
    ['one inside a stream', basePdf({ ...baseObjects, 4: stream('\n4 0 obj\nendobj') })],
    ['a word that ends with obj', append(basePdf(), { 20: '<<>>' }, { between: '% endobj 12 objects\n' })],
    ['one to which a later revision leads', ledToLater()],
  ])('are none: %s', (_, base) => {
    expect(oddOf(bothSign(base))?.filter((one) => one.includes('unlisted')) ?? []).toEqual([]);
  });
});

/** As Word has it: an object stands there, and the next table has its entry. */
function ledToLater(): Buffer {
  const first = append(
    Buffer.from('%PDF-1.7\n'),
    { 0: null, ...baseObjects },
    { between: '20 0 obj\n<<>>\nendobj\n' },
  );
  return append(first, {}, { pointTo: { 20: first.indexOf('20 0 obj') } });
}

describe('a linearization dictionary', () => {
  const signed = bothSign(linearized());
  const reason = ['CHANGED_AFTER_SIGNING', 'table-form linearization /L'];

  it('is named when the file has not the length that it says', () => {
    expect(verdictOf(signed)).toBe(passing);
    expect(warningOf(signed)?.code).toBe('LINEARIZED_ODD');
  });

  it('is refused as soon as a later revision makes it come true, or longer', () => {
    expect(refusalOf(filledUp(signed))).toEqual(reason);
    expect(refusalOf(filledUp(signed, 50_001))).toEqual(reason);
    expect(verdictOf(filledUp(signed, 49_999))).toBe(passing);
  });

  it.each([
    ['a coded key', '/L ', '/#4c '],
    ['a coded name', '/Linearized', '/Line#61rized'],
    ['a fraction', '50000', '50000.0'],
    ['a comment before it', '\n15', '\n%endobj\n15'],
    ['the line of the version', '1.7\n15', '1.7 15'],
    ['a longer version', '1.7\n15', '1.70 15'],
    ['a length that cannot be read', '50000', '/None'],
  ])('is refused with %s', (_, from, to) => {
    const text = linearized().toString('latin1').replace(from, to);
    const head = Buffer.from(text.slice(0, text.indexOf('xref')), 'latin1');
    const base = append(head, { 0: null, ...baseObjects }, { pointTo: { 15: head.indexOf('15 0 obj') } });
    expect(refusalOf(filledUp(bothSign(base)))).toEqual(reason);
  });

  it('is as it should be only where the first cross-reference is the one behind it', () => {
    const length = linearized('00000').length;
    expect(oddOf(bothSign(linearized(String(length).padStart(5, '0'))))).toEqual([
      '0 linearized 15',
      '0 unlisted 4',
    ]);
    expect(oddOf(append(linearizedPdf('/O 3/N 1'), {}, { root: '22 0 R' }))).toBeUndefined();
  });
});

describe('a later cross-reference is of one form', () => {
  const later = (from: string, to: string) => {
    const pdf = append(good, { 20: '<</A 1>>' });
    const at = pdf.lastIndexOf(from);
    return Buffer.concat([pdf.subarray(0, at), Buffer.from(to, 'latin1'), pdf.subarray(at + from.length)]);
  };
  const place = `table-form bytes ${good.length + '20 0 obj\n<</A 1>>\nendobj\n'.length}`;

  it.each([
    ['startxref\n', 'startxref '],
    ['startxref\n', 'startxref\n\n'],
    ['startxref\n', 'startxref\0'],
    ['startxref\n', 'startxref\f'],
    ['startxref\n', 'startxref%\n'],
    ['startxref\n', 'startxref\n0'],
    ['startxref\n', '%>> \nstartxref\n'],
    ['\n%%EOF', '\n\n%%EOF'],
    ['\n%%EOF', ' %%EOF'],
    ['20 1\n', '20 1  \n'],
    ['20 1\n', '20  1\n'],
    ['20 1\n', '20 01\n'],
    ['20 1\n', '20 1\n\n'],
    ['20 1\n', ' 20 1\n'],
    ['xref\n20', 'xref \n20'],
    ['xref\n20', 'xref\n\n20'],
    ['trailer\n', 'trailer '],
    ['trailer\n', 'trailer\n\n'],
    ['trailer\n', ' trailer\n'],
  ])('not %j as %j', (from, to) => {
    expect(refusalOf(later(from, to))).toEqual(['CHANGED_AFTER_SIGNING', place]);
  });

  it.each([
    ['startxref\n', 'startxref\r\n'],
    ['startxref\n', '%iText-Core-9.0.0-SNAPSHOT\nstartxref\n'],
    ['\n%%EOF', '\r%%EOF'],
    ['20 1\n', '20 1 \r\n'],
    ['xref\n20', 'xref\r\n20'],
    ['trailer\n', '\ntrailer\r\n'],
  ])('but %j as %j', (from, to) => {
    expect(verdictOf(later(from, to))).toBe(passing);
  });

  it.each(['030 0 obj', '30  0 obj', '30 00 obj', '30 0 obj%\n', '30 0 obj '])(
    'nor a stream at %j',
    (head) => {
      const pdf = withStream(good, {}, {}).toString('latin1');
      const at = pdf.lastIndexOf('30 0 obj');
      const odd = Buffer.from(pdf.slice(0, at) + head + pdf.slice(at + 8), 'latin1');
      expect(refusalOf(odd)).toEqual(['CHANGED_AFTER_SIGNING', `table-form bytes ${at}`]);
    },
  );

  it('and its place is where it begins, or the end of the line before', () => {
    const at = good.length;
    expect(verdictOf(append(good, {}, { between: '\n', startXref: at }))).toBe(passing);
    expect(refusalOf(append(good, {}, { between: ' ', startXref: at }))[1]).toBe(`table-form bytes ${at}`);
  });
});

describe('references of a later revision', () => {
  it.each([
    ['information that is not there', { trailer: '/Info 99 0 R' }, 'trailer trailer /Info'],
    ['information that is free', { trailer: '/Info 0 0 R' }, 'trailer trailer /Info'],
    ['information that is a number', { trailer: '/Info 7' }, 'table-form bytes'],
    ['an identifier of one string', { trailer: '/ID[<00>]' }, 'trailer trailer /ID'],
    ['an identifier elsewhere', { trailer: '/ID 4 0 R' }, 'trailer trailer /ID'],
  ])('are refused with %s', (_, options, change) => {
    const [reason, first] = refusalOf(append(good, {}, options));
    expect([reason, first?.startsWith(change)]).toEqual(['CHANGED_AFTER_SIGNING', true]);
  });

  it('are refused to nothing, unless they were there before', () => {
    expect(refusalOf(append(good, { 20: '[99 0 R]' }))[1]).toBe('dangling-reference object 20');
    const old = basePdf({ ...baseObjects, 1: '<</Type/Catalog/Pages 2 0 R/Lang 99 0 R>>' });
    const signing = {
      objects: { 1: '<</Type/Catalog/Pages 2 0 R/Lang 99 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>' },
    };
    const catalog =
      '<</Type/Catalog/Pages 2 0 R/Lang 99 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>/Version/1.7>>';
    const pdf = append(personSigns(old, signing), { 1: catalog });
    expect(collectFacts(pdf).changes.filter(({ vouched }) => !vouched)).toEqual([]);
  });

  it('are refused to nothing altogether where a table follows a stream', () => {
    const dangling = bothSign(basePdf({ ...baseObjects, 15: '[99 0 R]' }));
    const streamed = withStream(dangling, {}, {});
    expect(collectFacts(streamed).changes.filter(({ vouched }) => !vouched)).toEqual([]);
    const tabled = append(streamed, {}, { size: 31 });
    expect(refusalOf(tabled)).toEqual(['CHANGED_AFTER_SIGNING', 'dangling-reference object 15']);
    expect(verdictOf(append(withStream(good, {}, {}), {}, { size: 31 }))).toBe(passing);
  });

  it('do not lead to a cross-reference stream that lists itself nowhere', () => {
    const dangling = bothSign(basePdf({ ...baseObjects, 15: '[30 0 R]' }));
    const entries = `/Type/XRef/Size 31/W[1 4 1]/Index[22 1]/Root 1 0 R/Prev ${lastStartXref(dangling)}`;
    const text = `30 0 obj\n${stream(Buffer.alloc(6), entries)}\nendobj\nstartxref\n${dangling.length}\n%%EOF\n`;
    const pdf = Buffer.concat([dangling, Buffer.from(text, 'latin1')]);
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'dangling-reference object 30']);
  });
});
