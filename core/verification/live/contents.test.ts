/** Instructions that viewers follow differently are found on pages and in the forms that they call, and never without an end. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { defaultLimits, openPdf, type PdfFile, pagesOf } from '../../pdf/reading/index.ts';
import { collectFacts } from '../facts/collect.ts';
import type { LiveFacts } from '../facts/facts.ts';
import { liveJudgement } from '../judge/live.ts';
import { detailText } from '../report/detail-text.ts';
import { baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';
import { factsWithContents, factsWithContentsOf, withContents } from './contents.ts';

const live = (objects: Objects, before: readonly LiveFacts[] = []) => {
  const pdf = openPdf(basePdf({ ...baseObjects, 4: stream('/F Do'), ...objects }));
  return withContents(before, pdf.view(), pagesOf(pdf.view(), pdf.limits));
};
const page = (contents: string, forms = '') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents ${contents}/Resources<<${forms}>>>>`;
const calling = (form: number) => `/XObject<</F ${form} 0 R>>`;
const form = (content: string, forms = '') =>
  stream(content, `/Subtype/Form/BBox[0 0 9 9]/Resources<<${forms}>>`);
const tiling = '/PatternType 1/PaintType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>';
/** Forms 21 to `last`, each of which calls the next. */
const chain = (last: number): Objects =>
  Object.fromEntries(
    Array.from({ length: last - 20 }, (_, at) => [
      21 + at,
      21 + at === last ? form('9 Tr') : form('/F Do', calling(22 + at)),
    ]),
  );
const odd = { kind: 'odd-content', place: 'page 1', name: 'Tr', count: 1 } as const;

describe('an instruction that viewers follow differently', () => {
  it.each<[string, Objects, number]>([
    ['on a page', { 3: page('4 0 R'), 4: stream('9 Tr') }, 1],
    ['of two streams', { 3: page('[4 0 R 20 0 R]'), 4: stream('9'), 20: stream('Tr') }, 1],
    [
      'on two pages',
      {
        2: '<</Type/Pages/Kids[3 0 R 20 0 R]/Count 2>>',
        3: page('4 0 R'),
        4: stream('9 Tr'),
        20: page('4 0 R'),
      },
      2,
    ],
    ['in a form', { 3: page('4 0 R', calling(20)), 20: form('9 Tr') }, 1],
    [
      'in a form that a form calls',
      { 3: page('4 0 R', calling(20)), 20: form('/F Do', calling(21)), 21: form('9 Tr') },
      1,
    ],
    [
      'in a pattern',
      { 3: page('4 0 R', '/Pattern<</P 20 0 R>>'), 4: stream('q Q'), 20: stream('9 Tr', tiling) },
      1,
    ],
    [
      'in the group of a mask',
      {
        4: stream('q Q'),
        3: page('4 0 R', '/ExtGState<</G<</SMask<</S/Alpha/G 20 0 R>>>>>>'),
        20: stream('9 Tr', '/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>'),
      },
      1,
    ],
    [
      'in the look of an annotation',
      {
        3: page('4 0 R').replace('>>>>', '>>/Annots[<</AP<</N 20 0 R>>>>]>>'),
        4: stream('q Q'),
        20: form('9 Tr'),
      },
      1,
    ],
    [
      'in a look for one state',
      {
        3: page('4 0 R').replace('>>>>', '>>/Annots[<</AS/On/AP<</N<</On 20 0 R>>>>>>]>>'),
        4: stream('q Q'),
        20: form('9 Tr'),
      },
      1,
    ],
    ['in the ninth form inside each other', { 3: page('4 0 R', calling(21)), ...chain(29) }, 1],
  ])('%s is named', (_, objects, count) => {
    expect(live(objects)).toEqual([{ ...odd, count }]);
  });

  it.each<[string, Objects]>([
    [
      'behind contents that cannot be unpacked',
      { 3: page('[20 0 R 4 0 R]'), 4: stream('9 Tr'), 20: stream('x', '/Filter/Foo') },
    ],
    ['behind four megabytes', { 3: page('4 0 R'), 4: stream(`${' '.repeat(4 * 1024 * 1024)}9 Tr`) }],
    ['among two thousand streams', { 3: page(`[${'4 0 R '.repeat(2_001)}]`), 4: stream('9 Tr') }],
    ['in a picture', { 3: page('4 0 R', calling(20)), 20: stream('9 Tr', '/Subtype/Image') }],
    ['in the tenth form inside each other', { 3: page('4 0 R', calling(21)), ...chain(30) }],
  ])('%s is not looked for', (_, objects) => {
    expect(live(objects)).toEqual([]);
  });

  it('is told of a point that the place of its form makes large', () => {
    const point = stream('2 J 9 9 m 9 9 l S', '/Subtype/Form/BBox[0 0 9 9]/Matrix[4 0 0 4 0 0]');
    expect(live({ 3: page('4 0 R', calling(20)), 20: point })).toEqual([{ ...odd, name: 'S' }]);
    expect(live({ 3: page('4 0 R', calling(20)), 20: point.replace('[4 0 0 4', '[2 0 0 2') })).toEqual([]);
  });

  it('is told of packed contents that break off', () => {
    const packed = deflateSync('0 0 m 9 9 l S').subarray(0, -9);
    const objects = { 3: page('4 0 R'), 4: stream(packed, '/Filter/FlateDecode') };
    expect(live(objects)).toEqual([{ ...odd, name: '/Filter' }]);
  });

  it('is none in a look that takes its font from the form', () => {
    const objects = {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</DR<</Font<</F1<</Type/Font>>>>>>>>>>',
      3: page('4 0 R').replace('>>>>', '>>/Annots[<</AP<</N 20 0 R>>>>]>>'),
      4: stream('q Q'),
      20: stream('/F1 9 Tf', '/Subtype/Form/BBox[0 0 9 9]'),
    };
    expect(live(objects)).toEqual([]);
  });

  it('is no second warning beside a stream that is odd by its dictionary', () => {
    const before = [{ ...odd, kind: 'odd-stream', name: '/DP' } as const];
    expect(live({ 4: stream('9 Tr') }, before)).toEqual(before);
  });

  it('is looked for once in forms that call each other', () => {
    const ring = {
      20: form('/F Do', `/XObject<</F 21 0 R/G 20 0 R>>`),
      21: form('/F Do', `/XObject<</F 20 0 R/G 21 0 R>>`),
    };
    expect(live({ 3: page('4 0 R', calling(20)), ...ring })).toEqual([]);
  });
});

describe('a value that viewers take differently', () => {
  const veiled = { 3: page('4 0 R', '/ExtGState<</G 20 0 R>>'), 4: stream('/G gs'), 20: '<</ca -1/BM/Foo>>' };
  const told = { kind: 'odd-value', place: 'page 1', name: '/ExtGState /BM', count: 1, object: 20 } as const;

  it('is named with its object and page, in both languages', () => {
    expect(live(veiled)).toEqual([told]);
    const { judgements, findings } = liveJudgement({ live: [told] });
    expect(judgements).toEqual([]);
    expect(findings).toMatchObject([
      { code: 'TABLE_ODD', severity: 'warning', detail: { code: 'VALUE_ODD_AT' } },
    ]);
    const [detail] = findings.flatMap((one) => one.detail ?? []);
    if (detail === undefined) throw new Error('no detail');
    expect(detailText(detail, 'en')).toContain('page 1 is drawn and that programs take differently');
    expect(detailText(detail, 'en')).toContain('/ExtGState /BM, object 20');
    expect(detailText(detail, 'vi')).toContain('trang 1');
    expect(detailText(detail, 'vi')).toContain('/ExtGState /BM, đối tượng 20');
  });

  it('is told beside a stream that is odd by its dictionary', () => {
    const before = [{ ...odd, kind: 'odd-stream', name: '/DP' } as const];
    expect(live(veiled, before)).toEqual([...before, told]);
  });

  it('is counted with what was found of its kind', () => {
    const mask = `/SMask<</S/Alpha/G 21 0 R/TR<<>>>>`;
    const objects = {
      ...veiled,
      20: `<<${mask}>>`,
      21: stream('', '/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>'),
    };
    const before = [{ ...odd, kind: 'transfer', name: '' } as const];
    expect(live(objects, before)).toEqual([{ ...before[0], count: 2 }]);
  });

  it('is not looked for without an end, and that is said', () => {
    expect(live({ ...veiled, 20: '21 0 R', 21: '20 0 R' })).toMatchObject([{ kind: 'unexamined' }]);
  });
});

describe('a file that was read for its facts already', () => {
  // Whoever looks at what the page draws by goes over all of it.
  const long = `[${'(12345678)'.repeat(60_000)}]`;
  const bytes = basePdf({
    ...baseObjects,
    3: page('4 0 R', '/ExtGState 20 0 R'),
    4: stream('9 Tr'),
    20: `<</G<</Font ${long}>>>>`,
  });
  const facts = collectFacts(bytes);
  const alone = factsWithContents(facts, bytes);
  const of = (file: PdfFile) => factsWithContentsOf(facts, file, pagesOf(openPdf(bytes).view(), file.limits));
  /** Until less is left of what the file may ask for than the long object takes. */
  function asked(further: number): PdfFile {
    const file = openPdf(bytes);
    const view = file.view();
    const cost = long.length / 8;
    view.object(20);
    const often = Math.floor((file.limits.steps - long.length / 4) / cost) - 1;
    try {
      for (let count = 0; count < often + further; count++) view.object(20);
    } catch {
      // There is nothing left.
    }
    return file;
  }

  it('is told of the same', () => {
    expect(alone.live).toEqual([odd]);
    expect(of(openPdf(bytes))).toEqual(alone);
  });

  it.each([
    ['before', 2, true],
    ['meanwhile', 0, false],
  ])('is opened anew where it ran out of work %s', (_, further, isOut) => {
    const file = asked(further);
    expect(file.ranOut()).toBe(isOut);
    expect(of(file)).toEqual(alone);
    expect(file.ranOut()).toBe(true);
  });

  it('is opened anew where it had other limits', () => {
    expect(of(openPdf(bytes, { ...defaultLimits, steps: 200_000 }))).toEqual(alone);
  });
});
