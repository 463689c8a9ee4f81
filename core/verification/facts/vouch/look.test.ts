/** A later signature shows where its /Rect says, in every viewer, and fonts of the form are its signers' alone. */
import { describe, expect, it } from 'vitest';
import {
  agencySigns,
  personSigns,
  refusalOf,
  type SignatureChanges,
  verdictOf,
} from '../../testing/hand-made.ts';
import { baseObjects, basePdf, type Objects, stream } from '../../testing/pdf.ts';
import { collectFacts } from '../collect.ts';

const form = (entries: string, content = '0 0 m 100 50 l S') =>
  stream(content, `/Type/XObject/Subtype/Form${entries}`);
const changed = ['CHANGED_AFTER_SIGNING', 'field field Agency'];

const sealed = (changes: SignatureChanges = {}, base?: Buffer) => agencySigns(personSigns(base), changes);
const refused = (pdf: Buffer) =>
  collectFacts(pdf).changes.flatMap(({ vouched, kind, place }) => (vouched ? [] : [`${kind} ${place}`]));
const look = (appearance: string): SignatureChanges => ({ objects: { 10: appearance } });

it('passes as signing programs write it', () => {
  expect(verdictOf(sealed())).toBe('TOTAL-PASSED OK');
  expect(verdictOf(sealed({ rect: '60.5 80 133 170.25' }))).toBe('TOTAL-PASSED OK');
});

describe('a place that viewers read in different ways', () => {
  it.each([
    ['a null', 'null null 595 842'],
    ['a reference to nothing', '999 0 R 80 133 170'],
    ['three numbers', '60 80 133'],
    ['five numbers', '60 80 133 170 0'],
    ['a name', '60 80 133 /X'],
    ['none', ''],
  ])('%s', (_, rect) => {
    expect(refusalOf(sealed({ rect }))).toEqual(changed);
  });
});

describe('a look that viewers draw elsewhere', () => {
  it.each([
    ['no /BBox', form('')],
    ['a /BBox of three numbers', form('/BBox[0 0 100]')],
    ['a /BBox that is a string', form('/BBox(0 0 100 50)')],
    ['a /BBox with null', form('/BBox[0 0 null 50]')],
    ['no stream', '(text)'],
  ])('%s', (_, appearance) => {
    const [reason, place] = refusalOf(sealed(look(appearance)));
    expect(reason).toBe('CHANGED_AFTER_SIGNING');
    expect(place).toMatch(/^(field|object-form) /);
    expect(refusalOf(sealed({ rect: '0 0 0 0', ...look(appearance) }))[0]).toBe('CHANGED_AFTER_SIGNING');
  });
});

describe('every look that a field has', () => {
  const widget = (entries: string): SignatureChanges => ({
    objects: { 8: `${start}/F 132${entries}>>`, 20: form(''), 21: form('/BBox[0 0 100 50]') },
  });
  const rect = '/Rect[60 80 133 170]';

  it.each([
    ['a state', `${rect}/AP<</N<</On 20 0 R/Off 21 0 R>>>>`, `${rect}/AP<</N<</On 21 0 R/Off 21 0 R>>>>`],
    ['another than the usual one', `${rect}/AP<</N 10 0 R/D 20 0 R>>`, `${rect}/AP<</N 10 0 R/D null>>`],
    ['one in place of all', `${rect}/AP 20 0 R`, `${rect}/AP<</N 10 0 R>>`],
    ['one without a place', '/AP<</N 10 0 R>>', ''],
  ])('is looked at: %s', (_, odd, plain) => {
    expect(refused(sealed(widget(odd)))).toContain('field field Agency');
    expect(refused(sealed(widget(plain)))).not.toContain('field field Agency');
  });

  it('is looked at in a field that was there, empty', () => {
    const fields = (list: string): Objects => ({
      1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${list}]/SigFlags 3>>>>`,
      3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${list}]>>`,
    });
    const empty = `<</Type/Annot/Subtype/Widget/FT/Sig/T(Agency)/P 3 0 R${rect}/F 132>>`;
    const both = fields('8 0 R 5 0 R');
    const base = personSigns(basePdf({ ...baseObjects, ...fields('8 0 R'), 8: empty }), { objects: both });
    expect(refused(agencySigns(base, { objects: both }))).toEqual([]);
    const odd = { ...both, 10: form('') };
    expect(refused(agencySigns(base, { objects: odd }))).toContain('field field Agency');
  });
});

const start = '<</Type/Annot/Subtype/Widget/FT/Sig/T(Agency)/V 9 0 R/P 3 0 R';
const field = (flags: number) => `${start}/Rect[60 80 133 170]/F ${flags}/AP<</N 10 0 R>>>>`;

it('an image that does not turn with its page, where that is turned', () => {
  const page = (turn: number) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate ${turn}/Contents 4 0 R/Resources<<>>`;
  const signed = (turn: number, flags: number) =>
    agencySigns(
      personSigns(basePdf({ ...baseObjects, 3: `${page(turn)}>>` }), {
        objects: { 3: `${page(turn)}/Annots[5 0 R]>>` },
      }),
      { objects: { 3: `${page(turn)}/Annots[5 0 R 8 0 R]>>`, 8: field(flags) } },
    );
  expect(refused(signed(90, 148))).toEqual(['field field Agency']);
  expect(refused(signed(90, 132))).toEqual([]);
  expect(refused(signed(360, 148))).toEqual([]);
});

it('an image that keeps its size where its page is zoomed', () => {
  expect(verdictOf(sealed({ objects: { 8: field(132) } }))).toBe('TOTAL-PASSED OK');
  expect(refusalOf(sealed({ objects: { 8: field(140) } }))).toEqual(changed);
});

it('a widget that several pages list', () => {
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>';
  const base = basePdf({
    ...baseObjects,
    2: '<</Type/Pages/Kids[3 0 R 20 0 R]/Count 2>>',
    20: `${page}>>`,
  });
  expect(refusalOf(sealed({ objects: { 20: `${page}/Annots[8 0 R]>>` } }, base))).toEqual(changed);
});
