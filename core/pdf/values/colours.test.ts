/** Colour spaces, inks and functions that the standard does not know, and ordinary ones. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Objects, stream } from '../../verification/testing/pdf.ts';
import {
  by,
  type Case,
  calculator,
  icc,
  profile,
  sampled,
  space,
  stitched,
  tint,
  toDark,
  toLight,
  valuesOf,
  white,
} from './test-material.ts';

describe('what is told', () => {
  it.each<Case>([
    ['the name of the device', by('/ColorSpace<</DeviceGray/DeviceRGB>>'), '/ColorSpace /DeviceGray', 3],
    ['the name of patterns', by('/ColorSpace<</Pattern/DeviceGray>>'), '/ColorSpace /Pattern', 3],
    [
      'the default of one for three',
      by('/ColorSpace<</DefaultRGB/DeviceGray>>'),
      '/ColorSpace /DefaultRGB',
      3,
    ],
    ['an unknown family', space('[/Foo]'), '/ColorSpace /Foo'],
    ['a name that is no space', space('/Foo'), '/ColorSpace /Foo'],
    ['a name that objects of JavaScript have', space('/constructor'), '/ColorSpace /constructor'],
    ['a family that they have', space('[/toString]'), '/ColorSpace /toString'],
    ['a grey by an exponent of 100', space(`[/CalGray<<${white}/Gamma 100>>]`), '/ColorSpace /CalGray'],
    ['a grey without white', space('[/CalGray<<>>]'), '/ColorSpace /CalGray'],
    [
      'colours that are all black',
      space(`[/CalRGB<<${white}/Matrix[0 0 0 0 0 0 0 0 0]>>]`),
      '/ColorSpace /CalRGB',
    ],
    ['a range the other way round', space(`[/Lab<<${white}/Range[9 -9 -9 9]>>]`), '/ColorSpace /Lab'],
    ['a profile that is none', icc('junk', '/N 4/Alternate/DeviceRGB'), '/ColorSpace /ICCBased'],
    ['a profile of other colours', icc(profile('RGB '), '/N 1'), '/ColorSpace /ICCBased'],
    ['a profile of two', icc(profile('GRAY'), '/N 2'), '/ColorSpace /ICCBased'],
    ['a profile that cannot be unpacked', icc('junk', '/N 3/Filter/FlateDecode'), '/ColorSpace /ICCBased'],
    ['a short palette', space('[/Indexed/DeviceRGB 1 <ffffff>]'), '/ColorSpace /Indexed'],
    ['a palette of 300', space('[/Indexed/DeviceGray 299 <00>]'), '/ColorSpace /Indexed'],
    ['a palette of a palette', space('[/Indexed[/Indexed/DeviceGray 0 <00>]0 <00>]'), '/ColorSpace /Indexed'],
    ['an ink that becomes lighter', tint(toLight), '/ColorSpace /Separation'],
    [
      'black that is white',
      space('[/Separation/Black/DeviceGray<</FunctionType 2/Domain[0 1]/C0[1]/C1[1]/N 1>>]'),
      '/ColorSpace /Separation',
    ],
    ['an ink without a tint', space('[/Separation/Spot/DeviceGray]'), '/ColorSpace /Separation'],
    [
      'an ink by an ink',
      space(`[/Separation/Spot[/Separation/A/DeviceGray ${toDark}]${toDark}]`),
      '/ColorSpace /Separation',
    ],
    ['two inks by a tint of one', space(`[/DeviceN[/A/B]/DeviceGray ${toDark}]`), '/ColorSpace /DeviceN'],
    ['an exponent of 0', tint(toDark.replace('/N 1', '/N 0')), '/ColorSpace /Separation'],
    ['no exponent', tint(toDark.replace('/N 1', '')), '/ColorSpace /Separation'],
    [
      'ends of other numbers of colours',
      tint(toDark.replace('/C0[1]', '/C0[1 1]')),
      '/ColorSpace /Separation',
    ],
    ['an unknown function', tint('<</FunctionType 5/Domain[0 1]>>'), '/ColorSpace /Separation'],
    ['a function of no domain', tint('<</FunctionType 2/N 1>>'), '/ColorSpace /Separation'],
    ['bounds that fall', stitched('/Bounds[2]/Encode[0 1 0 1]'), '/ColorSpace /Separation'],
    ['too few codes', stitched('/Bounds[.5]/Encode[0 1]'), '/ColorSpace /Separation'],
    ['samples of 3 bits', sampled('\xff\0', '/Size[2]/BitsPerSample 3'), '/ColorSpace /Separation'],
    ['samples that become lighter', sampled('\0\xff', '/Size[2]/BitsPerSample 8'), '/ColorSpace /Separation'],
    ['halves that are rounded', calculator('{ round 1 exch sub }'), '/ColorSpace /Separation'],
    ['an unknown word', calculator('{ foo 1 }'), '/ColorSpace /Separation'],
    ['a program without an end', calculator('{ 1 exch sub'), '/ColorSpace /Separation'],
    [
      'a program that becomes lighter',
      calculator('{ dup .5 gt { pop 1 } { pop 0 } ifelse }'),
      '/ColorSpace /Separation',
    ],
  ])('%s', (_, objects, name, object = 20) => {
    expect(valuesOf(objects)).toEqual({
      found: [{ weight: 'unknown', name, object, page: 1 }],
      isWhole: true,
    });
  });
});

describe('what is ordinary', () => {
  it.each<[string, Objects]>([
    [
      'spaces of devices',
      by(
        '/ColorSpace<</A/DeviceGray/B[/DeviceRGB]/C/Pattern/D[/Pattern/DeviceCMYK]/DefaultGray[/CalGray<</WhitePoint[1 1 1]>>]>>',
      ),
    ],
    ['a space under a name that objects of JavaScript have', by('/ColorSpace<</constructor/DeviceGray>>')],
    ['measured grey', space(`[/CalGray<<${white}/Gamma 2.2>>]`)],
    [
      'sRGB',
      space(
        `[/CalRGB<<${white}/Gamma[2.2 2.2 2.2]/Matrix[.4124 .2126 .0193 .3576 .7152 .1192 .1805 .0722 .9505]>>]`,
      ),
    ],
    ['Lab', space(`[/Lab<<${white}/Range[-128 127 -128 127]>>]`)],
    ['a profile', icc(profile('RGB '), '/N 3/Alternate/DeviceRGB/Range[0 1 0 1 0 1]')],
    ['a packed profile', icc(deflateSync(profile('CMYK')), '/N 4/Filter/FlateDecode')],
    ['a palette', space('[/Indexed/DeviceRGB 1 <ffffff000000>]')],
    ['a palette in a stream', space('[/Indexed/DeviceGray 1 21 0 R]', { 21: stream('ab') })],
    ['an ink', tint(toDark)],
    ['white ink', tint('<</FunctionType 2/Domain[0 1]/C0[1]/C1[1]/N 1>>')],
    [
      'an ink of four',
      space('[/Separation/Black/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 0 0 1]/N 1>>]'),
    ],
    [
      'an ink in Lab',
      space(
        `[/Separation/Spot[/Lab<<${white}>>]<</FunctionType 2/Domain[0 1]/C0[100 0 0]/C1[40 60 20]/N 1>>]`,
      ),
    ],
    ['an ink by samples', sampled('\xff\x80\0', '/Size[3]/BitsPerSample 8')],
    ['an ink in two pieces', stitched('/Bounds[.5]/Encode[0 .5 .5 1]')],
    [
      'an ink by a program',
      calculator(
        '{ % a comment\n dup 0 lt { pop 0 } if 1 exch sub dup .2 mul 1 index 2 copy pop pop 3 1 roll pop pop }',
      ),
    ],
    [
      'two inks',
      space('[/DeviceN[/A/B]/DeviceGray 21 0 R]', {
        21: stream('{ add 1 exch sub }', '/FunctionType 4/Domain[0 1 0 1]/Range[0 1]'),
      }),
    ],
  ])('%s', (_, objects) => {
    expect(valuesOf(objects)).toEqual({ found: [], isWhole: true });
  });
});
