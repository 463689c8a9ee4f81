/** Graphics states and references that the standard does not know, wherever on a page they stand, and ordinary ones; and what has no end. */
import { describe, expect, it } from 'vitest';
import { type Objects, stream } from '../../verification/testing/pdf.ts';
import {
  annotation,
  by,
  type Case,
  chained,
  drawn,
  group,
  mask,
  page,
  shown,
  state,
  tiling,
  toDark,
  valuesOf,
} from './test-material.ts';

describe('what is told', () => {
  it.each<Case>([
    ['an unknown mode before a known one', state('/BM[/Bogus/Multiply]'), '/ExtGState /BM'],
    ['a string for a mode', state('/BM(Multiply)'), '/ExtGState /BM'],
    ['an opacity below 0', state('/ca -1'), '/ExtGState /ca'],
    ['an opacity beyond 1', state('/CA 1.5'), '/ExtGState /CA'],
    ['an opacity of null', state('/ca null'), '/ExtGState /ca'],
    ['an opacity that is not there', state('/ca 99 0 R'), '/ExtGState /ca'],
    ['a string for an opacity', state('/ca(0)'), '/ExtGState /ca'],
    ['a mask of null', state('/SMask null'), '/ExtGState /SMask'],
    ['a third mode of overprint', state('/OPM 2'), '/ExtGState /OPM'],
    ['a number for a truth', state('/op 1'), '/ExtGState /op'],
    ['a width below 0', state('/LW -1'), '/ExtGState /LW'],
    ['a fourth end of lines', state('/LC 3'), '/ExtGState /LC'],
    ['a join that is written as a real', state('/LJ 2.0'), '/ExtGState /LJ'],
    ['dashes of 0', state('/D[[0 0] 0]'), '/ExtGState /D'],
    ['dashes below 0', state('/D[[-1 5] 0]'), '/ExtGState /D'],
    ['dashes that begin below 0', state('/D[[5] -1]'), '/ExtGState /D'],
    ['parameters that are none', { ...by('/ExtGState<</G 20 0 R>>'), 20: '7' }, '/ExtGState /'],
    ['an unknown mask', mask('/S/Foo'), '/SMask /S', 20],
    ['a mask without a group', mask('/S/Luminosity', '/Subtype/Form/BBox[0 0 9 9]'), '/SMask /Group'],
    ['the light of a group without colours', mask('/S/Luminosity', group('')), '/SMask /CS'],
    ['a backdrop of three', mask('/S/Luminosity/BC[1 1 1]'), '/SMask /BC'],
    ['a group of a palette that is none', drawn(group('/CS[/Indexed]')), '/Group /CS'],
    ['a reference to a reference', { ...page('/Resources 20 0 R'), 20: '21 0 R', 21: '<<>>' }, 'R → R'],
    ['null for its own resources', page('/Resources null'), '/Page /Resources', 3],
    [
      'contents of odd columns',
      { ...by(''), 4: stream('x', '/DecodeParms<</Columns 0>>') },
      '/Contents /Columns',
      4,
    ],
  ])('%s', (_, objects, name, object = 20) => {
    expect(valuesOf(objects)).toEqual({
      found: [{ weight: 'unknown', name, object, page: 1 }],
      isWhole: true,
    });
  });

  it('a transfer function of a mask, which is known and drawn by some', () => {
    const { found } = valuesOf(mask(`/S/Luminosity/TR ${toDark}`));
    expect(found).toEqual([{ weight: 'transfer', name: '/SMask /TR', object: 20, page: 1 }]);
  });

  it.each<Case>([
    [
      'a form',
      { ...drawn('/Subtype/Form/BBox[0 0 9 9]/Resources<</ExtGState<</G 21 0 R>>>>'), 21: '<</ca 2>>' },
      '/ExtGState /ca',
      21,
    ],
    [
      'a pattern',
      tiling('/PaintType 1/XStep 9/YStep 9/Resources<</ExtGState<</G<</ca 2>>>>>>'),
      '/ExtGState /ca',
      20,
    ],
    [
      'a mask',
      { ...mask('/S/Alpha'), 21: stream('x', `${group('')}/Resources<</ExtGState<</G<</ca 2>>>>>>`) },
      '/ExtGState /ca',
      21,
    ],
    [
      'a look',
      annotation(`/Subtype/Stamp${shown}`, {
        21: stream('x', '/Subtype/Form/BBox[0 0 9 9]/Resources<</ExtGState<</G<</ca 2>>>>>>'),
      }),
      '/ExtGState /ca',
      21,
    ],
    [
      'a shading in a pattern',
      by('/Pattern<</P<</PatternType 2/Shading<</ShadingType 9/ColorSpace/DeviceGray>>>>>>'),
      '/Shading /ShadingType',
      3,
    ],
  ])('what stands in %s', (_, objects, name, object = 20) => {
    expect(valuesOf(objects).found).toMatchObject([{ name, object }]);
  });

  it('each object once, by its first page', () => {
    const one = state('/ca 2');
    const two = { 2: '<</Type/Pages/Kids[3 0 R 30 0 R]/Count 2>>', 30: one[3] ?? '' };
    const { found } = valuesOf({ ...one, ...two });
    expect(found).toEqual([{ weight: 'unknown', name: '/ExtGState /ca', object: 20, page: 1 }]);
  });
});

describe('what is ordinary', () => {
  it.each<[string, Objects]>([
    ['nothing', {}],
    [
      'usual parameters',
      state('/LW 0/LC 1/LJ 2/ML 10/D[[3 2] 0]/BM/Multiply/SMask/None/CA 1/ca .5/OP true/op false/OPM 1'),
    ],
    [
      'an unbroken line, and modes by preference',
      state('/D[[] 0]/BM[/Multiply/Normal]/SA true/AIS false/TK true'),
    ],
    ['a mask by light', mask('/S/Luminosity/BC[0]/TR/Identity')],
    ['a mask by shape', mask('/S/Alpha', group(''))],
    ['resources from above', { ...page(''), 2: '<</Type/Pages/Kids[3 0 R]/Count 1/Resources<<>>>>' }],
  ])('%s', (_, objects) => {
    expect(valuesOf(objects)).toEqual({ found: [], isWhole: true });
  });
});

describe('what has no end', () => {
  it('is not followed', () => {
    const ring = '/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 20 0 R/G 21 0 R>>>>';
    expect(valuesOf({ ...drawn(ring), 21: stream('x', ring) })).toEqual({ found: [], isWhole: true });
  });

  it.each<[string, Objects]>([
    ['forms', { ...by('/XObject<</F 20 0 R>>'), ...chained(30) }],
    [
      'values',
      by(
        `/ExtGState<<${Array.from({ length: 4_000 }, (_, at) => `/G${at}<</ca 1/CA 1/BM/Normal/LW 1/LC 1/LJ 1/ML 1/D[[1 1]0]/SA true>>`).join('')}>>`,
      ),
    ],
    ['references', { ...by('/ColorSpace<</C 20 0 R>>'), 20: '21 0 R', 21: '20 0 R' }],
  ])('in %s, it is said that not all was looked at', (_, objects) => {
    expect(valuesOf(objects)).toMatchObject({ isWhole: false });
  });
});
