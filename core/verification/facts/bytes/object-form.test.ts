/** What readers may take for something else though no byte is hidden: each alone is refused behind a signature, a warning before it. */
import { describe, expect, it } from 'vitest';
import { withStream } from '../../testing/attacks-tables.ts';
import {
  agencySigns,
  bothSign,
  personSigns,
  policy,
  refusalOf,
  sub,
  verdictOf,
} from '../../testing/hand-made.ts';
import { append, baseObjects, basePdf, type Objects, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const good = bothSign();
const passing = 'TOTAL-PASSED OK';
const two = '<</A 1>>\n<</B 1>>';
const both = { 25: [2, 24, 0], 26: [2, 24, 1] } as const;

const packed = (content: string, entries = '/Type/ObjStm/N 2/First 10') =>
  withStream(good, { 24: stream(content, entries) }, both);

/** The last place of `from` written in another way. */
function rewritten(pdf: Buffer, from: RegExp, to: string): Buffer {
  const text = pdf.toString('latin1');
  const at = [...text.matchAll(new RegExp(from, 'g'))].at(-1);
  if (at === undefined) throw new Error(`no ${from}`);
  return Buffer.from(
    text.slice(0, at.index) + at[0].replace(from, to) + text.slice(at.index + at[0].length),
    'latin1',
  );
}

describe('an object stream of a later revision', () => {
  it.each([
    ['as it should be', `25 0 26 9\n${two}`],
    ['with another order of numbers', `25 0 26 9\n${two}   \n`],
  ])('passes %s', (_, content) => {
    expect(verdictOf(packed(content))).toBe(passing);
  });

  it.each([
    ['a fraction in /First', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2/First 10.0'],
    ['a sign in /First', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2/First +10'],
    ['a zero before /First', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2/First 010'],
    ['a fraction in /N', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2.0/First 10'],
    ['/Extends', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2/First 10/Extends 24 0 R'],
    ['a key of its own', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2/First 10/Foo 1'],
    ['a code in a key', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2/F#69rst 10'],
    ['a comment in its dictionary', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2%x\n/First 10'],
    ['parameters of none', `25 0 26 9\n${two}`, '/Type/ObjStm/N 2/First 10/DecodeParms null'],
    ['offsets that do not rise', `25 9 26 0\n${two}`, undefined],
    ['a zero before an offset', `25 0 26 09\n${two}`, '/Type/ObjStm/N 2/First 11'],
    ['a comment in its list', `25 0 26 9%\n${two}`, '/Type/ObjStm/N 2/First 11'],
    ['a comment in an object', `25 0 26 9\n<</A 1>>\n<</B %\n1>>`, undefined],
    ['something between its objects', `25 0 26 11\n<</A 1>> 7\n<</B 1>>`, '/Type/ObjStm/N 2/First 11'],
    ['something behind its objects', `25 0 26 9\n${two} 7`, undefined],
    ['something behind its list', `25 0 26 9 7\n${two}`, '/Type/ObjStm/N 2/First 12'],
    ['a long name', `25 0 26 9\n<</A 1>>\n<</${'B'.repeat(127)} 1>>`, undefined],
  ])('is refused with %s', (_, content, entries) => {
    expect(refusalOf(packed(content, entries))).toEqual([
      'CHANGED_AFTER_SIGNING',
      expect.stringMatching(/^object-form object 2[46]$/),
    ]);
  });
});

describe('the dictionary of a later cross-reference', () => {
  const idle: Objects = { 20: '<</A 1>>' };
  const table = append(good, idle);
  const streamed = withStream(good, idle, {});

  it.each([
    ['a fraction', table, /\/Prev (\d+)/, '/Prev $1.0'],
    ['a sign', table, /\/Prev (\d+)/, '/Prev +$1'],
    ['a zero before a number', table, /\/Size (\d+)/, '/Size 0$1'],
    ['a code in a key', table, /\/Root/, '/R#6fot'],
    ['a fraction in a stream', streamed, /\/Prev (\d+)/, '/Prev $1.0'],
    ['a fraction in /W', streamed, /\/W\[1 4 1\]/, '/W[1.0 4 1]'],
    ['a sign in /Index', streamed, /\/Index\[/, '/Index[+'],
    ['a comment in a stream', streamed, /\/Root/, '%x\n/Root'],
    ['a key of its own in a stream', streamed, /\/Root/, '/Foo 1/Root'],
    ['an unknown parameter of the filter', streamed, /\/Root/, '/DecodeParms<</Foo 1>>/Root'],
  ])('is refused with %s', (_, pdf, from, to) => {
    expect(refusalOf(rewritten(pdf, from, to))).toEqual([
      'CHANGED_AFTER_SIGNING',
      expect.stringMatching(/^table-form bytes/),
    ]);
  });

  it('is refused when its bytes do not begin behind the line of their keyword', () => {
    expect(refusalOf(rewritten(streamed, />>\nstream\n/, '>>\nstream\r'))[1]).toMatch(
      /^object-form object 30/,
    );
  });

  it('passes with the parameters that programs write', () => {
    const usual = '/DecodeParms<</Predictor 1/Columns 6>>/Root';
    expect(verdictOf(rewritten(streamed, /\/Root/, usual))).toBe(passing);
  });
});

describe('objects of a later revision', () => {
  it.each([
    ['a name of 127 bytes', { 20: `<</${'A'.repeat(127)} 1>>` }, '20'],
    ['a name of 127 bytes by codes', { 20: `<</X/${'#41'.repeat(127)}>>` }, '20'],
    ['a stream behind a space', { 20: '<</Length 3>>\nstream \nA\nendstream' }, '20'],
    ['a stream behind a carriage return', { 20: '<</Length 1>>\nstream\rA\nendstream' }, '20'],
    ['a reference of another generation', { 20: '<</A 4 1 R>>' }, '20'],
    ['a reference beyond all numbers', { 20: '<</A 4294967300 0 R>>' }, '20'],
  ])('are refused with %s', (_, objects, object) => {
    expect(refusalOf(append(good, objects))).toEqual([
      'CHANGED_AFTER_SIGNING',
      `object-form object ${object}`,
    ]);
  });

  it('pass with a name of 126 bytes', () => {
    expect(verdictOf(append(good, { 20: `<</${'A'.repeat(126)} 1>>` }))).toBe(passing);
  });
});

describe('the security store of a later revision', () => {
  const catalog = (more: string) =>
    `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>${more}>>`;
  const proof = stream(Buffer.from(sub.der));
  const stored = (store: string, of = proof) =>
    append(good, { 1: catalog('/DSS 20 0 R'), 20: store, 21: of });
  const key = 'AB'.repeat(20);

  it.each([
    [
      'a certificate that is also a form',
      '<</Certs[21 0 R]>>',
      stream(Buffer.from(sub.der), '/Subtype/Form/BBox[0 0 9 9]'),
      'object object 21',
    ],
    [
      'a certificate with a /Type',
      '<</Certs[21 0 R]>>',
      stream(Buffer.from(sub.der), '/Type/XObject'),
      'object object 21',
    ],
    ['something else in a list', '<</Certs[21 0 R(x)]>>', proof, 'catalog catalog /DSS /Certs'],
    ['no list', '<</Certs 21 0 R>>', proof, 'catalog catalog /DSS /Certs'],
    ['another /Type', '<</Type/Page/Certs[21 0 R]>>', proof, 'catalog catalog /DSS /Type'],
    ['/VRI by another name', '<</VRI<</AB<</Cert[21 0 R]>>>>>>', proof, 'catalog catalog /DSS /VRI /AB'],
    [
      '/VRI with a key of its own',
      `<</VRI<</${key}<</Foo 1>>>>>>`,
      proof,
      `catalog catalog /DSS /VRI /${key}`,
    ],
    [
      '/VRI with a long text',
      `<</VRI<</${key}<</TU(${'x'.repeat(65)})>>>>>>`,
      proof,
      `catalog catalog /DSS /VRI /${key}`,
    ],
  ] as const)('is refused with %s', (_, store, of, change) => {
    expect(refusalOf(stored(store, of))).toEqual(['CHANGED_AFTER_SIGNING', change]);
  });

  it.each([
    ['a text', '/ESIC<</BaseVersion/1.7/ExtensionLevel 5/Note(x)>>', 'ESIC'],
    ['markup in a text', '/ISO_<</BaseVersion/2.0/ExtensionLevel 32001/URL(<</A 1>>)>>', 'ISO_'],
    ['a level that is none', '/ESIC<</BaseVersion/1.7/ExtensionLevel 5.5>>', 'ESIC'],
    ['a long prefix', '/Seventeen_letters<</BaseVersion/1.7/ExtensionLevel 5>>', 'Seventeen_letters'],
    ['a number', '/ESIC 5', 'ESIC'],
  ])('and its declaration, with %s', (_, extensions, name) => {
    const pdf = append(good, { 1: catalog(`/Extensions<<${extensions}>>`) });
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', `catalog catalog /Extensions /${name}`]);
  });

  it('passes as signing programs write it', () => {
    const level =
      '/BaseVersion/2.0/ExtensionLevel 32002/URL(https://www.iso.org/standard/45876.html)/ExtensionRevision(:2022)';
    const extensions = `/Extensions<</Type/Extensions/ESIC<</Type/DeveloperExtensions/BaseVersion/1.7/ExtensionLevel 2>>/ISO_[<<${level}>>]>>`;
    const store = `<</Type/DSS/Certs[21 0 R]/VRI<</${key}<</Type/VRI/Cert[21 0 R]/TU(D:20260310000000Z)>>>>>>`;
    expect(verdictOf(append(good, { 1: catalog(`/DSS 20 0 R${extensions}`), 20: store, 21: proof }))).toBe(
      passing,
    );
  });
});

describe('a stream of a later revision', () => {
  const look = (content: string | Buffer, entries = '') =>
    agencySigns(personSigns(), {
      objects: { 10: stream(content, `/Type/XObject/Subtype/Form/BBox[0 0 100 50]${entries}`) },
    });

  it('passes as it should be', () => {
    expect(verdictOf(look('0 0 m 100 50 l S'))).toBe(passing);
  });

  it.each([
    ['with its own end in it', look('0 0 m 100 50 l S %\nendstream\nendobj\n')],
    ['with parameters under a short key', look('0 0 m 100 50 l S', '/DP<</Predictor 12>>')],
    ['with a filter that nobody knows', look('0 0 m 100 50 l S', '/Filter/FooDecode')],
  ])('is refused %s', (_, pdf) => {
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'object-form object 10']);
  });
});

describe('what the first signature covers', () => {
  const page = (more: string) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>${more}>>`;
  const base = (changes: Objects) => basePdf({ ...baseObjects, ...changes });
  const packedBase = (count: string) =>
    withStream(basePdf(), { 24: stream(`25 0 26 9\n${two}`, `/Type/ObjStm${count}/First 10`) }, both);
  const warningOf = (pdf: Buffer) =>
    verifyPdf(pdf, policy()).findings.find(({ code }) => code === 'TABLE_ODD')?.detail?.code;

  it.each([
    ['a long name', base({ 15: `<</${'A'.repeat(127)} 1>>` }), 'NAME_TOO_LONG'],
    [
      'a stream that begins elsewhere',
      base({ 4: '<</Length 3>>\nstream \nA\nendstream' }),
      'STREAM_LINE_ODD',
    ],
    ['a reference of another generation', base({ 15: '[4 1 R]' }), 'REFERENCE_ODD'],
    ['a reference beyond all numbers', base({ 15: '[4294967300 0 R]' }), 'REFERENCE_BEYOND'],
    ['a count of pages that is none', base({ 2: '<</Type/Pages/Kids[3 0 R]/Count 0>>' }), 'PAGE_TREE_ODD'],
    [
      'a page of another parent',
      base({
        2: '<</Type/Pages/Kids[15 0 R]/Count 1>>',
        15: '<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>',
      }),
      'PAGE_TREE_ODD',
    ],
    [
      'a number in a trailer',
      rewritten(append(basePdf(), { 20: '<<>>' }), /\/Prev (\d+)/, '/Prev +$1'),
      'TABLE_ODD_DICTIONARY',
    ],
    ['an object stream with a sign', packedBase('/N +2'), 'PACKING_ODD'],
  ])('with %s is a warning', (_, pdf, code) => {
    const signed = agencySigns(personSigns(pdf));
    expect(verifyPdf(signed, policy()).verdict).toBe('TOTAL-PASSED');
    expect(warningOf(signed)).toBe(code);
  });

  it.each([
    ['no list of pages', { 3: page('/Kids[4 0 R]') }],
    ['another type', { 3: page('').replace('/Page/', '/Pages/') }],
    ['a null among the contents', { 3: page('').replace('4 0 R', '[4 0 R null]') }],
  ])('with a page of %s is odd', (_, changes) => {
    expect(collectFacts(base(changes)).oddTables).toEqual([{ revision: 0, kind: 'page-tree', object: 3 }]);
  });

  it.each([
    [
      'comments and an /Info of its own',
      rewritten(basePdf(), /\/Root/, '% by hand\n/Info<</Producer(x)>>/Root'),
    ],
    [
      'offsets with zeros before them',
      rewritten(append(basePdf(), { 20: '<<>>' }), /\/Prev (\d+)/, '/Prev 00$1'),
    ],
  ])('with %s is nothing unusual', (_, pdf) => {
    expect(collectFacts(pdf).oddTables).toBeUndefined();
  });

  it.each(['/N 2/Extends 5 0 R', '/N 2/DecodeParms null'])(
    'with an object stream of %s is too',
    (entries) => {
      expect(collectFacts(packedBase(entries)).oddTables?.map(({ kind }) => kind)).toEqual(['mixed']);
    },
  );

  it('with a long name in an object stream is odd, whatever else stands there', () => {
    const held = `25 0 26 9\n<</A 1>>\n<</${'B'.repeat(127)} 1>>% as pdfTeX writes\n`;
    const pdf = withStream(basePdf(), { 24: stream(held, '/Type/ObjStm/N 2/First 10') }, both);
    expect(collectFacts(pdf).oddTables?.map(({ kind }) => kind)).toEqual(['long-name', 'mixed']);
  });

  it('is followed by a table where a stream was: a warning', () => {
    expect(warningOf(withStream(good, {}, {}))).toBe('TABLE_MIXED');
    expect(warningOf(good)).toBeUndefined();
  });
});
