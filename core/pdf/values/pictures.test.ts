/** Pictures, annotations, patterns and shadings that the standard does not know, and ordinary ones. */
import { describe, expect, it } from 'vitest';
import { type Objects, stream } from '../../verification/testing/pdf.ts';
import {
  annotation,
  box,
  by,
  type Case,
  catalog,
  drawn,
  grey,
  palette,
  picture,
  shading,
  shown,
  size,
  states,
  tiling,
  toDark,
  valuesOf,
} from './test-material.ts';

describe('what is told', () => {
  it.each<Case>([
    ['a mask between its values', drawn(`${size}/ImageMask true/Decode[.4 .6]`), '/Image /Decode'],
    ['a mask that paints nothing', drawn(`${size}/ImageMask true/Decode[1 1]`), '/Image /Decode'],
    ['half a range', picture('/Decode[1]'), '/Image /Decode'],
    ['ranges for three', picture('/Decode[0 1 0 1 0 1]'), '/Image /Decode'],
    ['a colour key of reals', picture('/Mask[0.0 0.9]'), '/Image /Mask'],
    ['half a colour key', picture('/Mask[0]'), '/Image /Mask'],
    ['a colour key beyond all colours', picture('/Mask[0 999]'), '/Image /Mask'],
    [
      'a soft mask that is a mask',
      picture('/SMask 21 0 R', 'x', { 21: stream('x', `${size}/ImageMask true`) }),
      '/Image /SMask',
    ],
    [
      'a soft mask in colour',
      picture('/SMask 21 0 R', 'x', { 21: stream('x', grey.replace('Gray', 'RGB')) }),
      '/Image /SMask',
    ],
    [
      'a mask of a picture between its values',
      picture('/Mask 21 0 R', 'x', { 21: stream('x', `${size}/ImageMask true/Decode[.4 .6]`) }),
      '/Image /Decode',
      21,
    ],
    ['a layer that is not there', picture('/OC 99 0 R'), '/Image /OC'],
    ['a width that is written as a real', drawn(grey.replace('/Width 1', '/Width 1.0')), '/Image /Width'],
    ['columns that are written as a real', picture('/DecodeParms<</Columns 9.0>>'), '/Image /Columns'],
    ['a truth that is none', picture('/DecodeParms[null<</BlackIs1 1>>]'), '/Image /BlackIs1'],
    [
      'colours that the resources would have to know',
      drawn(grey.replace('DeviceGray', 'C9')),
      '/Image /ColorSpace',
    ],
    ['a number beyond the palette', palette(0, 8, '05'), '/Image /ColorSpace'],
    ['two bits beyond the palette', palette(2, 2, 'c0'), '/Image /ColorSpace'],
    ['flags that are written as a real', annotation(`/Subtype/Stamp/F 2.0${shown}`), '/Stamp /F'],
    ['flags beyond 32 bits', annotation(`/Subtype/Stamp/F 4294967298${shown}`), '/Stamp /F'],
    ['a highlight of nothing', annotation(`/Subtype/Highlight${shown}`), '/Highlight /QuadPoints'],
    [
      'an underline of half a place',
      annotation(`/Subtype/Underline/QuadPoints[1 2 3 4]${shown}`),
      '/Underline /QuadPoints',
    ],
    ['a stamp of a layer that is not there', annotation(`/Subtype/Stamp/OC 99 0 R${shown}`), '/Stamp /OC'],
    ['looks without a state', annotation(`/Subtype/Stamp${states}`), '/Stamp /AS'],
    ['a box ticked by its value alone', annotation(`${box}/V/On${states}`, catalog('20 0 R')), '/Widget /AS'],
    [
      'a box ticked by its default alone',
      annotation(`${box}/DV/On${states}`, catalog('20 0 R')),
      '/Widget /AS',
    ],
    ['a field that the form does not have', annotation(`${box}${shown}`, catalog('')), '/Widget /Fields'],
    ['a field without a form', annotation(`/Subtype/Widget/FT/Sig${shown}`), '/Widget /Fields'],
    ['an eighth shading', shading('/ShadingType 8'), '/Shading /ShadingType', 3],
    ['a shading without a place', shading(`/ShadingType 2/Function ${toDark}`), '/Shading /Coords', 3],
    ['a shading of no colours', by('/Shading<</S<</ShadingType 2>>>>'), '/Shading /ColorSpace', 3],
    ['a pattern without a step', tiling('/PaintType 1/XStep 0/YStep 9/Resources<<>>'), '/Pattern /XStep'],
    ['a third kind of pattern', by('/Pattern<</P<</PatternType 3>>>>'), '/Pattern /PatternType', 3],
  ])('%s', (_, objects, name, object = 20) => {
    expect(valuesOf(objects)).toEqual({
      found: [{ weight: 'unknown', name, object, page: 1 }],
      isWhole: true,
    });
  });
});

describe('what is ordinary', () => {
  it.each<[string, Objects]>([
    ['a mask', drawn(`${size}/ImageMask true/Decode[1 0]`)],
    ['a picture', picture('/Decode[1 0]/Mask[0 5]/Interpolate true')],
    ['a picture with a mask', picture('/Mask 21 0 R', 'x', { 21: stream('x', `${size}/ImageMask true`) })],
    ['a picture with a soft mask', picture('/SMask 21 0 R', 'x', { 21: stream('x', grey) })],
    ['a picture of a layer', picture('/OC<</Type/OCG/Name(a)>>')],
    ['a packed picture', picture('/DecodeParms[null<</Predictor 15/Columns 9/Colors 3>>]')],
    ['a fax', drawn(`${size}/ImageMask true/DecodeParms<</K -1/Columns 9/Rows 0/BlackIs1 true>>`)],
    ['a picture of a palette', palette(3, 2, 'c0')],
    ['a picture of a part of one, its last byte filled up', palette(2, 2, '3f')],
    ['a stamp', annotation(`/Subtype/Stamp/F 4/CA .5${shown}`)],
    ['a highlight', annotation(`/Subtype/Highlight/QuadPoints[1 2 3 4 5 6 7 8]${shown}`)],
    ['a highlight without a look', annotation('/Subtype/Highlight')],
    ['a link of no flags', annotation(`/Subtype/Link/F 2.0${shown}`)],
    ['a box', annotation(`${box}/AS/On${states}`, catalog('20 0 R'))],
    ['a box that is not ticked', annotation(`${box}${states}`, catalog('20 0 R'))],
    [
      'a widget beneath its field',
      annotation(`${box}/Parent 22 0 R${shown}`, { ...catalog('22 0 R'), 22: '<</T(a)/Kids[20 0 R]>>' }),
    ],
    ['a hidden field without a form', annotation(`${box}/F 2${shown}`)],
    ['shadings', shading(`/ShadingType 3/Coords[0 0 0 9 9 9]/Extend[true false]/Function ${toDark}`)],
    [
      'a shading of three functions',
      by(
        `/Shading<</S<</ColorSpace/DeviceRGB/ShadingType 2/Coords[0 0 9 9]/Function[${toDark}${toDark}${toDark}]>>>>`,
      ),
    ],
    ['a tiling', tiling('/PaintType 2/XStep 9/YStep -9/Resources<<>>')],
  ])('%s', (_, objects) => {
    expect(valuesOf(objects)).toEqual({ found: [], isWhole: true });
  });
});
