/** What only looks like a filling of a certified form: each thing that is done beside it is refused by its own name. */
import { describe, expect, it } from 'vitest';
import {
  type Certified,
  catalogOf,
  certifiedForm,
  chosen,
  filledText,
  formFields,
  formObject,
  line,
  lookOf,
  onTwoWidgets,
  ownFonts,
  page,
  pageOf,
  refused,
  round,
  ticked,
} from '../../testing/filling.ts';
import { append, type Objects, stream } from '../../testing/pdf.ts';
import { collectFacts } from '../collect.ts';

const certified = certifiedForm();

describe('what only looks like filling is refused by name', () => {
  it.each<readonly [string, Objects, string]>([
    ['a state that was not there', { 21: formObject(21, '/V/No/AS/No') }, 'form-state field Agree'],
    ['a state that it does not show', { 21: formObject(21, '/V/Yes/AS/Off') }, 'form-state field Agree'],
    ['a look of another state', { 21: formObject(21, '/V/Off/AS/Yes') }, 'form-state field Agree'],
    ['a state that is no name', { 21: formObject(21, '/V(Yes)/AS/Yes') }, 'form-value field Agree'],
    [
      'a state with a new look',
      { 21: formObject(21, '/V/Yes/AS/Yes').replace('31 0 R', '44 0 R'), 44: lookOf('0 0 99 99 re f') },
      'form-altered field Agree',
    ],
    ['two round buttons at once', { ...round, 33: formObject(33, '/AS/F') }, 'form-state field Sex'],
    ['a round button of no widget', { 29: formObject(29, '/V/X') }, 'form-state field Sex'],
    [
      'a value that is not in the list',
      { ...chosen, 22: formObject(22, '/V(copied)/AP<</N 41 0 R>>') },
      'form-value field Kind',
    ],
    [
      'the number of another line',
      { ...chosen, 22: formObject(22, '/V(orig)/I[0]/AP<</N 41 0 R>>') },
      'form-value field Kind',
    ],
    ['another line than it shows', { ...chosen, 41: lookOf(line('copy')) }, 'form-look field Kind'],
    [
      'other lines in the list',
      { ...chosen, 22: formObject(22, '/V(orig)/AP<</N 41 0 R>>').replace('(copy)', '(copied)') },
      'form-altered field Kind',
    ],
    ['one of two widgets only', { ...onTwoWidgets, 28: formObject(28) }, 'form-look field Sheet'],
    [
      'a widget of two that moves',
      { ...onTwoWidgets, 28: String(onTwoWidgets[28]).replace('300 260', '72 690') },
      'form-altered field Sheet',
    ],
    [
      'a new field',
      {
        ...filledText(),
        1: catalogOf(`${formFields} 5 0 R 50 0 R`),
        50: '<</FT/Tx/T(More)/V(x)>>',
      },
      'field AcroForm /Fields',
    ],
    [
      'new fonts in the form',
      {
        ...filledText(),
        1: catalogOf(`${formFields} 5 0 R`, '/DR<</Font<</Helv 24 0 R/X 25 0 R>>>>'),
      },
      'field AcroForm /DR',
    ],
    [
      'a form that is drawn anew',
      {
        ...filledText(),
        1: catalogOf(`${formFields} 5 0 R`, `${ownFonts}/NeedAppearances true`),
      },
      'form-redrawn AcroForm /NeedAppearances',
    ],
    [
      'another font for all',
      { ...filledText(), 24: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' },
      'form-look field Sum',
    ],
    ['another text on the page', { ...filledText(), 4: stream('BT ET') }, 'page-content object 4'],
  ])('%s', (_, objects, what) => {
    expect(refused(append(certified, objects))).toContain(what);
  });

  it('a look without a box', () => {
    const boxless = stream(line('128'), '/Subtype/Form/Resources<</Font<</Helv 24 0 R>>>>');
    expect(collectFacts(append(certified, filledText('128', boxless))).changes).toMatchObject([
      { kind: 'object-form', vouched: false },
      { kind: 'form-look', vouched: false },
    ]);
  });

  it('the value of a signature field', () => {
    const empty = { 26: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Second)/Rect[0 0 0 0]/F 4>>' };
    const pdf = append(certifiedForm({ base: empty }), {
      26: String(empty[26]).replace('/F 4', '/F 4/V 6 0 R'),
    });
    expect(refused(pdf)).toEqual(['field field Second']);
  });

  it.each<readonly [string, Certified, Objects, string]>([
    [
      'a field that is read-only',
      { base: { 20: formObject(20, '/Ff 1/AP<</N 30 0 R>>') } },
      filledText('128', undefined, '/Ff 1'),
      'form-locked field Sum',
    ],
    [
      'a field for passwords',
      { base: { 20: formObject(20, '/Ff 8192/AP<</N 30 0 R>>') } },
      filledText('128', undefined, '/Ff 8192'),
      'form-value field Sum',
    ],
    [
      'a field that is hidden',
      { base: { 20: formObject(20, '/AP<</N 30 0 R>>').replace('/F 4', '/F 2') } },
      { ...filledText(), 20: String(filledText()[20]).replace('/F 4', '/F 2') },
      'form-place field Sum',
    ],
    ['a form of another kind', { form: '/XFA(x)' }, filledText(), 'form-altered field Sum'],
    [
      'a field over printed text',
      { base: { 4: stream('BT /F1 12 Tf 101 306 Td (9.000) Tj ET') } },
      filledText(),
      'form-cover field Sum',
    ],
    [
      'a box over printed text',
      { base: { 4: stream('BT /F1 12 Tf 101 263 Td (not) Tj ET') } },
      ticked,
      'form-cover field Agree',
    ],
    [
      'a ground over a drawing',
      {
        base: {
          4: stream(`${page} 110 301 m 130 319 l 150 301 l f`),
          20: formObject(20, '/MK<</BG[1]>>/AP<</N 30 0 R>>'),
        },
      },
      filledText('128', lookOf(line('128', { ground: '1 g 0 0 100 20 re f 0 g ' })), '/MK<</BG[1]>>'),
      'form-cover field Sum',
    ],
    [
      'a ground that goes from printed text',
      { base: { 4: stream('BT /F1 12 Tf 150 306 Td (9.000) Tj ET'), 30: lookOf('1 g 0 0 100 20 re f') } },
      filledText(),
      'form-cover field Sum',
    ],
    [
      'a box that is a page',
      { base: { 21: formObject(21, '/V/Off/AS/Off').replace('114 274', '500 600') } },
      { 21: formObject(21, '/V/Yes/AS/Yes').replace('114 274', '500 600') },
      'form-place field Agree',
    ],
    [
      'a tick that is a word',
      { base: { 31: lookOf('BT /Helv 4 Tf 1 3 Td (not) Tj ET', { box: '0 0 14 14' }) } },
      ticked,
      'form-look field Agree',
    ],
    ['a field over a signature', { rect: '90 290 180 330' }, filledText(), 'form-place field Sum'],
    [
      'a list that stands open',
      { base: { 22: formObject(22, '/AP<</N 32 0 R>>').replace('/Ff 131072', '') } },
      {
        22: formObject(22, '/V(orig)/AP<</N 41 0 R>>').replace('/Ff 131072', ''),
        41: lookOf(line('original')),
      },
      'form-value field Kind',
    ],
    [
      'a field that is also something else',
      {
        base: {
          2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
          51: '<</Other 20 0 R>>',
          4: stream(page, '/X 51 0 R'),
        },
      },
      filledText(),
      'alias field Sum',
    ],
    [
      'a look that is also something else',
      { base: { 51: '<</Other 30 0 R>>', 4: stream(page, '/X 51 0 R') } },
      { 20: formObject(20, '/V(128)/AP<</N 30 0 R>>'), 30: lookOf(line('128')) },
      'alias field Sum',
    ],
  ])('%s', (_, form, objects, what) => {
    expect(refused(append(certifiedForm(form), objects))).toEqual([what]);
  });

  it('a field whose widgets are no objects of their own', () => {
    const kid = '<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]>>';
    const base = { 26: formObject(26).replace('28 0 R', kid) };
    const objects = { ...onTwoWidgets, 26: String(onTwoWidgets[26]).replace('28 0 R', kid) };
    const { 28: _, ...others } = objects as Record<number, string>;
    expect(refused(append(certifiedForm({ base }), others))).toEqual(['form-altered field Sheet']);
  });

  it('one of two fields with one name', () => {
    const twin = (more: string) => formObject(23, more).replace('(Memo)', '(Sum)');
    const form = certifiedForm({ base: { 23: twin('') } });
    const other = {
      23: twin('/V(128)/AP<</N 42 0 R>>'),
      42: lookOf('BT /Helv 12 Tf 0 g 2 45 Td (128) Tj ET', { box: '0 0 200 60' }),
    };
    expect(refused(append(form, filledText()))).toEqual(['form-altered field Sum']);
    expect(refused(append(form, other))).toEqual(['form-altered field Sum']);
    expect(refused(append(form, { ...filledText(), ...other }))).toEqual([]);
  });

  it('a field without a name', () => {
    const base = { 20: formObject(20, '/AP<</N 30 0 R>>').replace('(Sum)', '()') };
    const objects = { ...filledText(), 20: String(filledText()[20]).replace('(Sum)', '()') };
    expect(refused(append(certifiedForm({ base }), objects))).toEqual(['form-altered field ']);
  });

  it('a box whose states paint, over a drawing', () => {
    const base = {
      4: stream(`${page} 101 261 m 112 272 l 112 261 l f`),
      31: lookOf('1 g 0 0 14 14 re f', { box: '0 0 14 14' }),
    };
    expect(refused(append(certifiedForm({ base }), ticked))).toEqual(['form-cover field Agree']);
    const clear = { 31: lookOf('0 g 2 2 10 10 re f', { box: '0 0 14 14' }) };
    expect(refused(append(certifiedForm({ base: clear }), ticked))).toEqual([]);
  });

  it.each([0, 500])('is named in time, also of a thousand fields and %i further pages', (further) => {
    const numbers = Array.from({ length: 1_000 }, (_, index) => 1_000 + index);
    const kept = (number: number, more: string) => formObject(20, more).replace('(Sum)', `(F${number})`);
    const pages = Array.from({ length: further }, (_, index) => 3_000 + index);
    const base = {
      2: `<</Type/Pages/Kids[${[3, ...pages].map((number) => `${number} 0 R`).join(' ')}]/Count ${further + 1}>>`,
      ...Object.fromEntries(numbers.map((number) => [number, kept(number, '/AP<</N 30 0 R>>')])),
      ...Object.fromEntries(
        pages.map((number) => [number, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>']),
      ),
    };
    const list = numbers.map((number) => `${number} 0 R`).join(' ');
    const form = certifiedForm({
      base,
      objects: {
        1: catalogOf(`${list} 5 0 R`),
        3: pageOf(`${list} 5 0 R`),
      },
    });
    const objects = Object.fromEntries(
      numbers.map((number) => [number, kept(number, '/V(128)/AP<</N 40 0 R>>')]),
    );
    expect(refused(append(form, { ...objects, 40: lookOf(line('128')) }))).toEqual([
      'form-place field F1000',
    ]);
  });
});
