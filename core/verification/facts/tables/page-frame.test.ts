/** Pages whose boxes, turn or unit readers mend in different ways are named; those that all show alike are not. */
import { describe, expect, it } from 'vitest';
import { agencySigns, personSigns, policy } from '../../testing/hand-made.ts';
import { baseObjects, basePdf, type Objects } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

describe('a page', () => {
  const page = (more: string) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>${more}>>`;
  const base = (changes: Objects) => basePdf({ ...baseObjects, ...changes });
  const boxed = (entries: string, above = '') =>
    base({
      2: `<</Type/Pages/Kids[3 0 R]/Count 1${above}>>`,
      3: page(entries).replace('/MediaBox[0 0 595 842]', entries.includes('/MediaBox') ? '' : '$&'),
    });
  const crop = '/MediaBox[0 0 595 842]/CropBox';

  it.each([
    ['no media box', base({ 3: page('').replace('/MediaBox[0 0 595 842]', '') })],
    ['a media box of three numbers', boxed('/MediaBox[0 0 595]')],
    ['a media box of five numbers', boxed('/MediaBox[0 0 595 842 1]')],
    ['an empty media box', boxed('/MediaBox[0 0 0 0]')],
    ['a media box with a string', boxed('/MediaBox[0 0 595(842)]')],
    ['a crop box beside the page', boxed(`${crop}[700 900 900 1000]`)],
    ['a crop box at its edge', boxed(`${crop}[595 842 700 900]`)],
    ['a crop box half beside the page', boxed(`${crop}[300 300 900 1000]`)],
    ['a crop box wider than the page, and lower', boxed(`${crop}[-9 100 700 400]`)],
    ['an empty crop box', boxed(`${crop}[9 9 9 9]`)],
    ['a crop box of three numbers', boxed(`${crop}[0 400 595]`)],
    ['a crop box of null', boxed(`${crop} null`, '/CropBox[0 0 9 9]')],
    ['a crop box from above, beside the page', boxed('', '/CropBox[0 900 595 999]')],
    ['a turn by 45 degrees', boxed('/Rotate 45')],
    ['a turn by a string', boxed('/Rotate(90)')],
    ['a turn by a list', boxed('/Rotate[90]')],
    ['a turn of null', boxed('/Rotate null', '/Rotate 90')],
    ['a turn beyond 32 bits', boxed('/Rotate 4294967386')],
    ['whole turns beyond 32 bits', boxed('/Rotate 4294967400')],
    ['units of nothing', boxed('/UserUnit 0')],
    ['tiny units', boxed('/UserUnit .001')],
    ['huge units', boxed('/UserUnit 1000000')],
    ['units of a string', boxed('/UserUnit(2)')],
  ])('with %s is framed oddly', (_, pdf) => {
    expect(collectFacts(pdf).oddTables).toEqual([{ revision: 0, kind: 'page-frame', object: 3 }]);
  });

  it.each([
    [
      'a media box from above',
      base({
        3: page('').replace(/.MediaBox.*?]/, ''),
        2: `<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>`,
      }),
    ],
    ['a media box the other way round', boxed('/MediaBox[595 842 0 0]')],
    ['a crop box within the page', boxed(`${crop}[60 690 200 730]`)],
    ['a crop box that is rounded up', boxed(`${crop}[0 0 595.3 842.9]`)],
    ['a crop box around the page', boxed(`${crop}[-9 -9 700 900]`)],
    ['a crop box the other way round', boxed(`${crop}[500 800 50 400]`)],
    ['turns', boxed('/Rotate -450')],
    ['units of a plan', boxed('/UserUnit 10')],
  ])('with %s is framed as usual', (_, pdf) => {
    expect(collectFacts(pdf).oddTables).toBeUndefined();
  });

  it('is framed oddly by null in the node above', () => {
    const above = collectFacts(boxed('', '/Rotate null')).oddTables;
    expect(above).toEqual([{ revision: 0, kind: 'page-frame', object: 2 }]);
  });

  it('is a warning beside the signatures', () => {
    const turned = '/Rotate 45/Annots[5 0 R]';
    const first = personSigns(basePdf(), { objects: { 3: page(turned) } });
    const signed = agencySigns(first, { objects: { 3: page(turned.replace(']', ' 8 0 R]')) } });
    const report = verifyPdf(signed, policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([{ code: 'TABLE_ODD', detail: { code: 'PAGE_FRAME_ODD' } }]);
  });
});
