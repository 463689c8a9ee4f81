/** What a signature would not fix is looked for in the document as it was opened for signing, with what is left to read of it. */
import { expect, it } from 'vitest';
import { defaultLimits } from '../../pdf/reading/index.ts';
import { openForWriting } from '../../pdf/writing/index.ts';
import { baseObjects, basePdf, stream } from '../../verification/testing/pdf.ts';
import { refuseWhatIsOutside } from './would-verify.ts';

const scripted = basePdf({
  ...baseObjects,
  1: '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>',
  4: stream('0 0 m 9 9 l S'),
});

it('a script is told', async () => {
  expect(refuseWhatIsOutside(await openForWriting(scripted))).toMatchObject([
    { message: expect.stringContaining('SCRIPT_INSIDE') },
  ]);
});

it('a picture that is printed in place of another is told', async () => {
  const document = basePdf({
    ...baseObjects,
    3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>',
    4: stream('/I Do'),
    5: stream('x', '/Subtype/Image/Width 1/Height 1/ImageMask true/Alternates[<</Image 5 0 R>>]'),
  });
  expect(refuseWhatIsOutside(await openForWriting(document))).toMatchObject([
    { code: 'CONTENT_NOT_FIXED', message: expect.stringContaining('PRINT_DIFFERS') },
  ]);
});

it('content that programs end at different places is told to be read differently', async () => {
  const document = basePdf({ ...baseObjects, 4: stream('0 0 m %\nendstream\n9 9 l S') });
  expect(refuseWhatIsOutside(await openForWriting(document))).toMatchObject([
    {
      code: 'READ_DIFFERENTLY',
      message: expect.stringMatching(/packed data of what page 1 shows.*endstream.*Look at that page/),
    },
  ]);
});

it.each([
  ['by the page', { 4: stream('72 +-700 Td') }, '(+-700)'],
  ['by a form', { 4: stream('/F Do'), 5: stream('9 Tr', '/Subtype/Form/BBox[0 0 9 9]') }, '(Tr)'],
])('an instruction that programs follow differently is told, %s', async (_, objects, words) => {
  const page = '/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>';
  const document = basePdf({
    ...baseObjects,
    3: `<</Type/Page/Parent 2 0 R${page}>>`,
    5: stream('', '/Subtype/Form/BBox[0 0 9 9]'),
    ...objects,
  });
  expect(refuseWhatIsOutside(await openForWriting(document))).toMatchObject([
    {
      code: 'READ_DIFFERENTLY',
      message: expect.stringMatching(/drawing instructions of page 1 .*Look at that page in two/),
      vietnamese: { message: expect.stringMatching(/lệnh vẽ của trang 1 .*hai phần mềm khác nhau/) },
    },
  ]);
  expect(refuseWhatIsOutside(await openForWriting(document))).toMatchObject([
    { message: expect.stringContaining(words) },
  ]);
});

it.each([
  ['a form', { 5: stream('', '/Subtype/Form') }, /a part of page 1 \(form\).*\/BBox.*Look at that page/],
  [
    'a mask',
    { 5: stream('x', '/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1/Decode 5') },
    /a mask on page 1 .*\/Decode.*put it into the document anew/,
  ],
  ['a picture', { 5: stream('x', '/Subtype/Image/Width 0/Height 1') }, /a picture on page 1 .*\/Width/],
  [
    'no resources',
    { 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>' },
    /page 1 draws without/,
  ],
])('%s that programs take differently is told in its own words', async (_, objects, words) => {
  const page = '/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>';
  const document = basePdf({
    ...baseObjects,
    3: `<</Type/Page/Parent 2 0 R${page}>>`,
    4: stream('0 0 m 9 9 l S 0 0 m 9 9 l S 0 0 m 9 9 l S'),
    ...objects,
  });
  expect(refuseWhatIsOutside(await openForWriting(document))).toMatchObject([
    { code: 'READ_DIFFERENTLY', message: expect.stringMatching(words) },
  ]);
});

it('a document that has used up what may be read of it is told not to have been looked at', async () => {
  const document = await openForWriting(scripted, { ...defaultLimits, steps: 2_000 });
  const view = document.quick?.view();
  expect(() => {
    for (;;) view?.definition(1);
  }).toThrow(expect.objectContaining({ code: 'PDF_TOO_MUCH_WORK' }));
  const told = refuseWhatIsOutside(document).map(({ message }) => message);
  expect(told.join()).toContain('INSIDE_NOT_EXAMINED');
});
