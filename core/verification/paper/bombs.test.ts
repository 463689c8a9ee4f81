/** Files made to exhaust whoever looks at their form: what costs too much is not read, and the verdict is the same. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import { personSigns } from '../testing/hand-made.ts';
import { basePdf, binaryStream, stream } from '../testing/pdf.ts';

const packed = (text: string, entries = '') =>
  binaryStream(deflateSync(Buffer.from(text, 'latin1')), `/Filter/FlateDecode${entries}`);
const form = (text: string, resources: string) =>
  packed(text, `/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<${resources}>>`);

function sheets(content: Buffer | string, objects: Readonly<Record<number, Buffer | string>> = {}) {
  const pages = Array.from({ length: 20 }, (_, index) => 100 + index);
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 10 0 R>>>>>>`;
  const pdf = basePdf({
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: `<</Type/Pages/Kids[${pages.map((number) => `${number} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    4: content,
    ...objects,
    ...Object.fromEntries(pages.map((number) => [number, page])),
  });
  return collectFacts(pdf, undefined, 'all').paper?.sheets;
}

describe('pages', () => {
  it.each([
    ['content that grows too far', packed('q '.repeat(6_000_000)), {}],
    ['more instructions than anybody draws', packed('q '.repeat(400_000)), {}],
    [
      'pictures without end',
      stream('/F Do '.repeat(300)),
      { 10: stream('', '/Subtype/Image/Width 9/Height 9') },
    ],
    [
      'forms that call forms',
      stream('/F Do '.repeat(200)),
      { 10: form('/F Do '.repeat(200), '/XObject<</F 11 0 R>>'), 11: form('/F Do '.repeat(200), '') },
    ],
    ['a form that calls itself', stream('/F Do'), { 10: form('/F Do', '/XObject<</F 10 0 R>>') }],
  ])('of %s are not read', (_, content, objects) => {
    const found = sheets(content, objects);
    expect(found).toHaveLength(20);
    expect(found?.at(-1)).toEqual({ page: 20, pictures: null });
  });

  it('of more instructions than anybody draws are not read, though all that they save is taken back', () => {
    expect(sheets(packed('q Q '.repeat(200_000)))?.[0]).toEqual({ page: 1, pictures: null });
  });
});

describe('looks', () => {
  const look = (objects: Readonly<Record<number, Buffer | string>>) =>
    collectFacts(personSigns(undefined, { objects }), undefined, 'looks').paper?.looks[0];

  it('of one endless line are not read', () => {
    expect(look({ 7: form(`BT (${'a'.repeat(5_000_000)}) Tj ET`, '') })).toMatchObject({ lines: null });
  });

  it('of fonts that say endlessly what their codes mean are not read', () => {
    const map = packed(`1 beginbfchar ${'<61> <0061> '.repeat(100_000)}endbfchar`);
    const fonts = '/Font<</F1<</Type/Font/Subtype/Type1/ToUnicode 21 0 R>>>>';
    expect(look({ 7: form('BT /F1 9 Tf (a) Tj ET', fonts), 21: map })).toMatchObject({ lines: null });
  });

  it('of a font that says the same of all its codes again and again are not read', () => {
    const map = packed(`1 beginbfrange ${'<0000> <ffff> <0041> '.repeat(8)}endbfrange`);
    const fonts = '/Font<</F1<</Type/Font/Subtype/Type1/ToUnicode 21 0 R>>>>';
    expect(look({ 7: form('BT /F1 9 Tf (a) Tj ET', fonts), 21: map })).toMatchObject({ lines: null });
  });

  it('of a mask that unpacks too far show something', () => {
    const masked = { 22: stream('', '/Subtype/Image/SMask 23 0 R'), 23: packed('\0'.repeat(9_000_000)) };
    expect(look({ 7: form('/F Do', '/XObject<</F 22 0 R>>'), ...masked })).toMatchObject({ shows: true });
  });
});
