/** Signatures that have a place on the page: whether anything of them is to be seen there. */
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import { judge } from '../judge/document.ts';
import { signedBy } from '../judge/texts/documents.ts';
import type { Report } from '../report.ts';
import { agency as handMadeAgency, personSigns, policy } from '../testing/hand-made.ts';
import { basePdf, stream } from '../testing/pdf.ts';

const warnings = ({ findings }: Report) =>
  findings.flatMap(({ code, severity }) => (severity === 'warning' ? [code] : []));

describe('an appearance that shows nothing', () => {
  const image = (more: string) =>
    stream('', `/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB${more}`);
  const mask = (alpha: string) =>
    stream(alpha, '/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray');
  const look = (drawing: string) =>
    stream(
      drawing,
      '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 30 0 R>>/ExtGState<</G<</ca 0>>/H<</ca .5>>>>>>',
    );
  const codes = (objects: Readonly<Record<number, string>>, rect = '380 780 580 820') => {
    const pdf = personSigns(basePdf(), { ...signedBy(handMadeAgency, 'Agency'), rect, objects });
    const facts = collectFacts(pdf, undefined, 'looks');
    return warnings(judge(facts, policy({ regulation: 'none' })));
  };

  it.each<readonly [string, Readonly<Record<number, string>>]>([
    ['an empty drawing', { 7: look('') }],
    ['a picture with an opacity of 0', { 7: look('/G gs /I Do'), 30: image('') }],
    [
      'a picture with a mask of zeros',
      { 7: look('/I Do'), 30: image('/SMask 31 0 R'), 31: mask('\0\0\0\0') },
    ],
    ['an area with an opacity of 0', { 7: look('q /G gs 0 0 9 9 re f Q') }],
  ])('%s is named', (_, objects) => {
    expect(codes(objects)).toEqual(['SIGNATURE_SHOWS_NOTHING']);
  });

  it.each<readonly [string, Readonly<Record<number, string>>]>([
    ['a picture', { 7: look('/I Do'), 30: image('') }],
    ['half a picture', { 7: look('/H gs /I Do'), 30: image('') }],
    ['a picture behind a state that has ended', { 7: look('q /G gs Q /I Do'), 30: image('') }],
    ['a mask with one opaque dot', { 7: look('/I Do'), 30: image('/SMask 31 0 R'), 31: mask('\0\0\0\x01') }],
    ['an area', { 7: look('0 0 9 9 re f') }],
  ])('%s is not', (_, objects) => {
    expect(codes(objects)).toEqual([]);
  });

  it('is no fault of a signature that stands nowhere', () => {
    expect(codes({ 7: look('') }, '0 0 0 0')).toEqual([]);
  });
});
