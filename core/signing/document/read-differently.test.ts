/** Objects that no cross-reference leads to, in a document that is about to be signed. */
import { expect, it } from 'vitest';
import { openForWriting } from '../../pdf/writing/index.ts';
import { linearized, shadowed } from '../../verification/testing/attacks-shadow.ts';
import { basePdf } from '../../verification/testing/pdf.ts';
import { differencesInDocument } from './read-differently.ts';

it.each([
  ['a second object 4', shadowed(), 'with the numbers 4'],
  ['a linearization that may come true', linearized(), '(linearization)'],
])('%s is a warning', async (_, pdf, words) => {
  expect(differencesInDocument(await openForWriting(pdf))).toMatchObject([
    { code: 'READ_DIFFERENTLY', message: expect.stringContaining(words) },
  ]);
  expect(differencesInDocument(await openForWriting(pdf))).toMatchObject([
    { message: expect.stringContaining('Look at all pages in two different programs') },
  ]);
});

it('a plain document has none', async () => {
  expect(differencesInDocument(await openForWriting(basePdf()))).toEqual([]);
});
