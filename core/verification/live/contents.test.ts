/** Instructions that viewers follow differently are found on pages and in the forms that they call, and never without an end. */
import { describe, expect, it } from 'vitest';
import { openPdf, pagesOf } from '../../pdf/reading/index.ts';
import type { LiveFacts } from '../facts/facts.ts';
import { baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';
import { withContents } from './contents.ts';

const live = (objects: Objects, before: readonly LiveFacts[] = []) => {
  const pdf = openPdf(basePdf({ ...baseObjects, 4: stream('/F Do'), ...objects }));
  return withContents(before, pdf.view(), pagesOf(pdf.view(), pdf.limits));
};
const page = (contents: string, forms = '') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents ${contents}/Resources<<${forms}>>>>`;
const calling = (form: number) => `/XObject<</F ${form} 0 R>>`;
const form = (content: string, forms = '') =>
  stream(content, `/Subtype/Form/BBox[0 0 9 9]/Resources<<${forms}>>`);
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

  it('is no second warning beside a stream that is odd by its dictionary', () => {
    const before = [{ ...odd, kind: 'odd-stream', name: '/DP' } as const];
    expect(live({ 4: stream('9 Tr') }, before)).toBe(before);
  });

  it('is looked for once in forms that call each other', () => {
    const ring = {
      20: form('/F Do', `/XObject<</F 21 0 R/G 20 0 R>>`),
      21: form('/F Do', `/XObject<</F 20 0 R/G 21 0 R>>`),
    };
    expect(live({ 3: page('4 0 R', calling(20)), ...ring })).toEqual([]);
  });
});
