/** What other programs, or paper, would show in another way is named; what all show alike is not. */
import { describe, expect, it } from 'vitest';
import { openPdf, pagesOf } from '../../pdf/reading/index.ts';
import type { LiveFacts } from '../facts/facts.ts';
import { liveJudgement } from '../judge/live.ts';
import { baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';
import { liveFacts } from './collect.ts';

function found(objects: Objects): readonly LiveFacts[] {
  const pdf = openPdf(basePdf({ ...baseObjects, ...objects }));
  return liveFacts(pdf.view(), pagesOf(pdf.view(), pdf.limits));
}
const catalog = (entries: string): Objects => ({ 1: `<</Type/Catalog/Pages 2 0 R${entries}>>` });
const page = (entries: string, more: Objects = {}): Objects => ({
  3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R${entries.includes('/Resources') ? '' : '/Resources<<>>'}${entries}>>`,
  ...more,
});
const script = '<</S/JavaScript/JS(1)>>';
const form = '/Type/XObject/Subtype/Form/BBox[0 0 9 9]';
const drawn = (bytes: string, entries: string): Objects => ({
  ...page('/Resources<</XObject<</I 20 0 R>>>>'),
  20: stream(bytes, entries),
});
const withState = (entries: string): Objects => ({
  ...page(`/Resources<</ExtGState<</G<<${entries}>>>>>>`),
  20: '<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>',
});
const annotation = (entries: string, more: Objects = {}): Objects =>
  page(`/Annots[<</Rect[9 9 99 99]${entries}>>]`, more);
const stamp = (flags: string, kind = 'Stamp') =>
  annotation(`/Subtype/${kind}${flags}/AP<</N 20 0 R>>`, { 20: letters('a') });
const letters = (text: string) =>
  stream(
    `0 g BT /F 9 Tf (${text}) Tj ET`,
    `${form}/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>`,
  );
const anew: Objects = catalog('/AcroForm<</Fields[21 0 R]/NeedAppearances true>>');
/** Of text, unless its entries say otherwise. */
const field = (entries: string, look?: string, more: Objects = {}): Objects => {
  const kind = entries.includes('/FT') ? '' : '/FT/Tx';
  const own = `/Rect[9 9 99 99]/Subtype/Widget${kind}/T(a)${entries}${look === undefined ? '' : '/AP<</N 20 0 R>>'}`;
  return {
    ...page(`/Annots[${more === anew ? '21 0 R' : `<<${own}>>`}]`),
    ...(more === anew ? { 21: `<<${own}>>` } : {}),
    ...(look === undefined ? {} : { 20: look }),
    ...more,
  };
};

describe('what is named', () => {
  it.each<[string, Objects, LiveFacts['kind'], string, string]>([
    [
      'a script of a presentation',
      page(`/PresSteps<</NA<</S/GoTo>>/Next<</PA ${script}>>>>`),
      'script',
      'page 1 /PresSteps',
      '',
    ],
    [
      'a picture that stands in for another',
      drawn('', `${form}/OPI<</2.0<</F(a.tif)>>>>`),
      'proxy',
      'page 1',
      '',
    ],
    [
      'a picture that is printed in place of another',
      {
        ...drawn(
          'x',
          '/Subtype/Image/Width 1/Height 1/ImageMask true/Alternates[<</Image 21 0 R/DefaultForPrinting true>>]',
        ),
        21: stream('y', '/Subtype/Image/Width 1/Height 1/ImageMask true'),
      },
      'alternates',
      'page 1',
      '',
    ],
    ['PostScript', drawn('(x) show', '/Subtype/PS'), 'postscript', 'page 1', ''],
    ['PostScript by its second name', drawn('(x) show', `${form}/Subtype2/PS`), 'postscript', 'page 1', ''],
    ['what is not printed', stamp('/F 0'), 'screen-only', 'page 1', 'Stamp'],
    ['what is only printed', stamp('/F 36'), 'print-only', 'page 1', 'Stamp'],
    ['what comes and goes', stamp('/F 260'), 'screen-only', 'page 1', 'Stamp'],
    ['a field that is not printed', field('/F 0/V(1)', letters('1')), 'screen-only', 'page 1', 'Widget'],
    [
      'a look that is left to the program',
      annotation('/Subtype/FreeText/F 4/Contents(a)'),
      'undrawn',
      'page 1',
      'FreeText',
    ],
    ['a list without a look', field('/FT/Ch/Opt[(one)(two)]/F 4'), 'undrawn', 'page 1', 'Widget'],
    ['chosen values without a look', field('/FT/Ch/Ff 131072/V[(one)]/F 4'), 'undrawn', 'page 1', 'Widget'],
    ['a link with a look', stamp('/F 4', 'Link'), 'undrawn', 'page 1', 'Link'],
    ['a note with a large look', stamp('/F 4', 'Popup'), 'undrawn', 'page 1', 'Popup'],
    [
      'a look of no kind',
      annotation('/F 4/AP<</N 20 0 R>>', { 20: letters('a') }),
      'undrawn',
      'page 1',
      '/Annot',
    ],
    ['a look that some hide', stamp('/F 5', 'Foo'), 'undrawn', 'page 1', 'Foo'],
    ['a field of no kind', stamp('/F 4', 'Widget'), 'undrawn', 'page 1', 'Widget'],
    [
      'another look under the pointer',
      annotation('/Subtype/Stamp/F 4/AP<</N 20 0 R/R 21 0 R>>', { 20: letters('a'), 21: letters('b') }),
      'undrawn',
      'page 1',
      'Stamp',
    ],
    [
      'another look of a signature',
      annotation('/Subtype/Widget/FT/Sig/F 4/AP<</N 20 0 R/D 21 0 R>>', {
        20: letters('a'),
        21: letters('b'),
      }),
      'undrawn',
      'page 1',
      'Widget',
    ],
    [
      'a state that has no look',
      annotation('/Subtype/Stamp/F 4/AS/Z/AP<</N<</X 20 0 R>>>>', { 20: letters('a') }),
      'undrawn',
      'page 1',
      'Stamp',
    ],
    [
      'a look without a state',
      annotation('/Subtype/Stamp/F 4/AP<</N<</X 20 0 R>>>>', { 20: letters('a') }),
      'undrawn',
      'page 1',
      'Stamp',
    ],
    [
      'two looks and no word which',
      annotation('/Subtype/Stamp/F 4/AP<</N<</A 20 0 R/B 21 0 R>>>>', { 20: letters('a'), 21: letters('b') }),
      'undrawn',
      'page 1',
      'Stamp',
    ],
    [
      'a caption that nobody drew',
      field('/FT/Btn/Ff 65536/F 4/MK<</CA(Pay)>>'),
      'undrawn',
      'page 1',
      'Widget',
    ],
    ['a film', stamp('/F 4', 'Movie'), 'action', 'page 1', 'Movie'],
    [
      'a field that shows another value',
      field('/F 4/V(900)', letters('100')),
      'value-differs',
      'page 1',
      'a',
    ],
    [
      'a field that shows a part of its value',
      field('/F 4/V(900)', letters('90')),
      'value-differs',
      'page 1',
      'a',
    ],
    ['a field that shows nothing of it', field('/F 4/V(900)', letters('')), 'value-differs', 'page 1', 'a'],
    [
      'a field without the value that it shows',
      field('/F 4', letters('100')),
      'value-differs',
      'page 1',
      'a',
    ],
    [
      'a box that is ticked and holds none',
      field('/FT/Btn/V/Off/AS/Yes/F 4/AP<</N<</Yes 21 0 R>>>>', undefined, { 21: letters('x') }),
      'value-differs',
      'page 1',
      'a',
    ],
    [
      'a list that shows another choice',
      field('/FT/Ch/Ff 131072/Opt[[(1)(one)][(2)(two)]]/V(1)/F 4', letters('two')),
      'value-differs',
      'page 1',
      'a',
    ],
    ['a form drawn anew', field('/F 4/V(900)', letters('100'), anew), 'drawn-anew', 'page 1', 'a'],
    [
      'a list drawn anew',
      field('/FT/Ch/Opt[(one)(two)]/F 4', letters('100'), anew),
      'drawn-anew',
      'page 1',
      'a',
    ],
    ['several values drawn anew', field('/F 4/V[(900)]', letters('100'), anew), 'drawn-anew', 'page 1', 'a'],
    [
      'a form drawn anew, of which nothing can be read',
      field('/F 4/V(900)', stream('(', form), anew),
      'drawn-anew',
      'page 1',
      'a',
    ],
    ['colours that are turned round', withState('/TR 20 0 R'), 'transfer', 'page 1', ''],
    ['colours of a list', withState('/TR2[/Identity 20 0 R/Identity/Identity]'), 'transfer', 'page 1', ''],
    ['colours of a halftone', withState('/HT<</TransferFunction 20 0 R>>'), 'transfer', 'page 1', ''],
    [
      'a mask that stands outside the file',
      { ...withState('/SMask<</S/Alpha/G 21 0 R>>'), 21: stream('', `${form}/F(a)`) },
      'outside',
      'page 1',
      '',
    ],
    ['a collection', catalog('/Collection<</View/D>>'), 'portfolio', 'document', ''],
  ])('%s', (_, objects, kind, place, name) => {
    const live = found(objects);
    expect(live).toHaveLength(1);
    expect(live[0]).toMatchObject({ kind, place, name });
    const { judgements, findings } = liveJudgement({ live });
    if (kind === 'proxy' || kind === 'outside') expect(judgements[0]?.verdict).toBe('INDETERMINATE');
    else expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
  });
});

describe('what is ordinary', () => {
  it.each<[string, Objects]>([
    ['a stamp on the screen and on paper', stamp('/F 4')],
    ['colours that are left alone', withState('/TR/Identity/TR2/Default/HT/Default')],
    ['a stamp that is hidden', stamp('/F 2')],
    ['a link without a look', annotation('/Subtype/Link/A<</S/URI/URI(http://a)>>')],
    ['a note that is not printed', stamp('/F 0', 'Text')],
    ['an empty field that is not printed', field('/F 0', stream('/Tx BMC EMC', form))],
    ['an empty field that nobody drew', field('/F 4')],
    [
      'the place of a signature',
      annotation('/Subtype/Widget/FT/Sig/F 0/AP<</N 20 0 R>>', { 20: letters('a') }),
    ],
    ['a field that shows its value', field('/F 4/V(a b)', letters('ab'))],
    ['a field that shows its value in a form drawn anew', field('/F 4/V(900)', letters('900'), anew)],
    ['a field in letters that do not say what they are', field('/F 4/V(\\341)', letters('\\200'))],
    ['a field that cannot be read', field('/F 4/V(900)', stream('x', `${form}/Filter/RunLengthDecode`))],
    ['a field that a script puts into words', field('/F 4/V(900)/AA<</F<</S/GoTo>>>>', letters('9.00'))],
    [
      'an icon',
      page('/Annots[<</Rect[9 9 30 30]/Subtype/Sound/F 4/AP<</N 20 0 R>>>>]', { 20: letters('a') }),
    ],
    [
      'the same look under the pointer',
      annotation('/Subtype/Stamp/F 4/AP<</N 20 0 R/R 20 0 R>>', { 20: letters('a') }),
    ],
    ['a secret', field('/F 4/Ff 8192/V(900)', letters('***'))],
    ['a choice', field('/FT/Ch/Ff 131072/Opt[[(1)(one)][(2)(two)]]/V(1)/F 4', letters('one'))],
    ['a list that shows its options', field('/FT/Ch/Opt[(one)[(2)(two)]]/F 4', letters('onetwo'), anew)],
    ['a list of which only a part is seen', field('/FT/Ch/Opt[(one)(two)]/V(two)/F 4', letters('two'))],
    ['a list without options', field('/FT/Ch/Opt[]/F 4')],
    [
      'a box that is ticked',
      field('/FT/Btn/V/Yes/AS/Yes/F 4/AP<</N<</Yes 21 0 R>>>>', undefined, { 21: letters('x') }),
    ],
    [
      'a box that is not, and does not say so',
      field('/FT/Btn/F 4/AP<</N<</Yes 21 0 R/Off 22 0 R>>>>', undefined, {
        21: letters('x'),
        22: stream('', form),
      }),
    ],
  ])('%s', (_, objects) => {
    expect(found(objects)).toEqual([]);
  });
});
