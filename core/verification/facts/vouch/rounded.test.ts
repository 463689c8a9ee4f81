/** Page boxes written again with fewer digits behind a signature: the same page, and every other box is another one. */
import { describe, expect, it } from 'vitest';
import { agencySigns, personSigns, refusalOf, verdictOf } from '../../testing/hand-made.ts';
import { basePdf } from '../../testing/pdf.ts';

const page = (box: string, list: string) =>
  `<</Type/Page/Parent 2 0 R${box}/Contents 4 0 R/Resources<<>>/Annots[${list}]>>`;
const sealedWith = (before: string, after: string) =>
  agencySigns(personSigns(basePdf(), { objects: { 3: page(before, '5 0 R') } }), {
    objects: { 3: page(after, '5 0 R 8 0 R') },
  });
const long = '/MediaBox[0 0 595.303937007874 841.889763779528]';

describe('a page box', () => {
  it.each([
    ['as Poppler writes it', long, '/MediaBox[0 0 595.3039370079 841.8897637795]'],
    ['with two digits', long, '/MediaBox[0 0 595.30 841.89]'],
    ['cut instead of rounded', long, '/MediaBox[0 0 595.303 841.889]'],
    ['beside a crop box', `${long}/CropBox[1.00004 1 500 800]`, `${long}/CropBox[1 1 500 800]`],
  ])('may be rounded: %s', (_, before, after) => {
    expect(verdictOf(sealedWith(before, after))).toBe('TOTAL-PASSED OK');
  });

  it.each([
    ['by what can be seen', long, '/MediaBox[0 0 595.3 841.9]'],
    ['to other digits', '/MediaBox[0 0 595.301 842]', '/MediaBox[0 0 595.302 842]'],
    ['to more digits, which may go on for ever', '/MediaBox[0 0 595.3 842]', '/MediaBox[0 0 595.304 842]'],
    ['away', `${long}/CropBox[0 0 595.3 841.8]`, long],
    ['by a number', long, '/MediaBox[0 0 595.303937007874]'],
    ['to what is no number', long, '/MediaBox[0 0 595.303937007874 (841.88)]'],
    ['in another entry', `${long}/UserUnit 1.00001`, `${long}/UserUnit 1`],
  ])('may not be changed %s', (_, before, after) => {
    expect(refusalOf(sealedWith(before, after))[0]).toBe('CHANGED_AFTER_SIGNING');
  });
});
