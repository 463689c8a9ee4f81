/** A later signature shows where its /Rect says, in every viewer, and fonts of the form are its signers' alone. */
import { describe, expect, it } from 'vitest';
import {
  agencySigns,
  personSigns,
  refusalOf,
  type SignatureChanges,
  verdictOf,
} from '../testing/hand-made.ts';
import { append, baseObjects, basePdf, type Objects, stream } from '../testing/pdf.ts';

const form = (entries: string, content = '0 0 m 100 50 l S') =>
  stream(content, `/Type/XObject/Subtype/Form${entries}`);
const changed = ['CHANGED_AFTER_SIGNING', 'field field Agency'];

const sealed = (changes: SignatureChanges = {}, base?: Buffer) => agencySigns(personSigns(base), changes);
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

it('an image that keeps its size where its page is zoomed', () => {
  const field = (flags: number) =>
    `<</Type/Annot/Subtype/Widget/FT/Sig/T(Agency)/V 9 0 R/P 3 0 R/Rect[60 80 133 170]/F ${flags}/AP<</N 10 0 R>>>>`;
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

describe('fonts of the form', () => {
  const list = '[5 0 R 8 0 R]';
  const catalog = (resources: string) =>
    `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields${list}/SigFlags 3${resources}>>>>`;
  const font = '/DR<</Font<</Helv 30 0 R>>>>';
  const objects: Objects = {
    1: catalog(font),
    30: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  };

  it('may come with a signature', () => {
    expect(verdictOf(sealed({ objects }))).toBe('TOTAL-PASSED OK');
  });

  it('may not come in a revision that nobody signs', () => {
    expect(refusalOf(append(sealed(), objects))).toEqual(['CHANGED_AFTER_SIGNING', 'field AcroForm /DR']);
  });
});
