/** Instructions that one reader follows and another does not, and those that all take alike. */
import { describe, expect, it } from 'vitest';
import { type ContentNames, type NamedSpace, type NamedState, outerState } from './content-names.ts';
import { oddContent } from './content-shape.ts';

const resources = new Set([
  ...['Font F1', 'Pattern P1', 'XObject X1', 'XObject M1', 'XObject X2', 'Shading S1'],
  ...['ExtGState Square', 'ExtGState Over', 'ExtGState Ends'],
]);
const spaces: Readonly<Record<string, NamedSpace>> = {
  CS0: { family: 'ICCBased', components: 3 },
  Few: { family: 'Indexed', components: 1, highest: 3 },
  Spot: { family: 'Separation', components: 1 },
  G: { family: 'ICCBased', components: 1 },
};
const states: Readonly<Record<string, NamedState>> = {
  Square: { cap: 2 },
  Over: { fillsOver: true, strokesOver: true, overprintMode: 1 },
  Ends: { fillsOver: false, strokesOver: false },
};
const names: ContentNames = {
  has: (kind, name) => resources.has(`${kind} ${name}`),
  space: (name) => (Object.hasOwn(spaces, name) ? spaces[name] : undefined),
  state: (name) => states[name] ?? {},
  drawn: (name) => (({ M1: 'mask', X2: 'form' }) as const)[name],
};
const odd = (content: string) => oddContent(Buffer.from(content, 'latin1'), names);

describe('contents', () => {
  it.each([
    ['a sign behind a number', 'BT 72 700- Td ET', '700-'],
    ['two signs', '72 +-700 Td', '+-700'],
    ['two points', '7.0.0 w', '7.0.0'],
    ['an exponent', '7e2 w', '7e2'],
    ['a number beyond 32 bits', '72 4294967996 Td', 'Td'],
    ['an unknown rendering mode', '9 Tr', 'Tr'],
    ['a rendering mode below the first', '-1 Tr', 'Tr'],
    ['letters without a width', '0 Tz', 'Tz'],
    ['too few operands', '0 re', 're'],
    ['too many operands', '1 72 700 Td', 'Td'],
    ['a name for a number', '/A 700 Td', 'Td'],
    ['a number for a string', '7 Tj', 'Tj'],
    ['a word among letters', '[(a) foo] TJ', '[(a)'],
    ['a name among letters', '[(a) /foo] TJ', 'TJ'],
    ['a list among letters', '[(a) [(b)]] TJ', 'TJ'],
    ['a mark without properties', '/Span BDC EMC', 'BDC'],
    ['a mark without a name', '7 <</MCID 0>> BDC EMC', 'BDC'],
    ['half of a width', '7 d0', 'd0'],
    ['an end of no picture', '9 w EI', 'EI'],
    ['a clip without a path', 'q W n Q', 'W'],
    ['a clip behind a path that is drawn', '0 0 9 9 re f W n', 'W'],
    ['a state taken back that nobody kept', 'q Q Q', 'Q'],
    ['a font that is not there', '/F9 9 Tf', 'Tf'],
    ['an unknown operator', '(a) Show', 'Show'],
    ['a string without an end', '(a Tj', '(a'],
    ['a bracket that closes nothing', '9 w ]', ']'],
    ['operands for nothing', '9 w 7', 'EOF'],
    ['an instruction behind a picture', 'BI /W 1 /H 1 /IM true ID \x01\x02 EI 9 Tr', 'Tr'],
    ['a width below 0', '-100 w', 'w'],
    ['a fourth end of lines', '9 J', 'J'],
    ['half a join', '1.5 j', 'j'],
    ['a limit below 0', '-1 M', 'M'],
    ['dashes of 0', '[0 0] 0 d', 'd'],
    ['dashes below 0', '[-1 5] 0 d', 'd'],
    ['dashes that begin below 0', '[5] -5 d', 'd'],
    ['a name among dashes', '[/A] 0 d', 'd'],
    ['a line from nowhere', '9 9 l S', 'l'],
    ['a line from where the last path ended', '0 0 m 9 9 l S 0 9 l S', 'l'],
    ['a point with square ends', '4 w 2 J 9 9 m 9 9 l S', 'S'],
    ['a rectangle that is a point, with square ends', '4 w 2 J 9 9 0 0 re s', 's'],
    [
      'a point with square ends by its parameters',
      '/Square gs .1 0 0 .1 0 0 cm 40 w 9 9 m 9 9 l 0 0 m 9 0 l S',
      'S',
    ],
    ['a point that is only closed, with round ends', '4 w 1 J 9 9 m h S', 'S'],
    ['a point that the operator closes', '4 w 1 J 9 9 m b', 'b'],
    ['a picture that is not there', '/X9 Do', 'Do'],
    ['parameters that are not there', '/G9 gs', 'gs'],
    ['a shading that is not there', '/S9 sh', 'sh'],
    ['a space that is not there', '/CalRGB cs', 'cs'],
    ['a space by a name that objects of JavaScript have', '/constructor cs', 'cs'],
    ['a pattern that is not there', '/Pattern cs /P9 scn', 'scn'],
    ['a number for a pattern', '/Pattern CS 0 SCN', 'SCN'],
    ['too few components', '/CS0 cs 1 sc', 'sc'],
    ['a name for a component', '/Spot cs /P1 scn', 'scn'],
    ['a colour beyond the palette', '/Few cs 4 sc', 'sc'],
    ['half a colour of a palette', '/Few CS .6 SC', 'SC'],
    ['the first colour of a space', '1 g /Spot cs 0 0 9 9 re f', 'cs'],
    ['lines in the first colour of a space', '/DeviceCMYK CS 0 0 m 9 9 l S', 'CS'],
    ['letters in the first colour of a space', 'BT /Few cs (a) Tj ET', 'cs'],
    ['outlines in the first colour of a space', 'BT 1 Tr /Few CS (a) Tj ET', 'CS'],
    ['a mask in the first colour of a space', '/Few cs /M1 Do', 'cs'],
    ['a form in the first colour of a space', '/Few cs /X2 Do', 'cs'],
    ['a form in light ink over ink', '/Over gs 0 0 0 0 k /X2 Do', 'OPM'],
    ['white ink over ink', '/Over gs 0 0 0 0 k 0 0 9 9 re f', 'OPM'],
    ['one ink over others', '/Over gs 1 0 0 0 K 0 0 m 9 9 l S', 'OPM'],
    ['nothing of an ink over ink', '/Over gs /Spot cs 0 scn 0 0 9 9 re f', 'OPM'],
    ['letters over ink', 'q /Ends gs Q /Over gs q 0 0 0 0 k BT (a) Tj ET Q', 'OPM'],
    ['a picture with a key twice', 'BI /W 1 /H 1 /BPC 1 /CS /RGB /D [0 1] /Decode [1 0] ID x EI', 'BI'],
    ['a picture without a height', 'BI /W 1 /IM true ID x EI', 'BI'],
    ['a picture with an unknown key', 'BI /W 1 /H 1 /IM true /Foo 1 ID x EI', 'BI'],
    ['a picture of half an entry', 'BI /W 1 /H 1 /IM true /D ID x EI', 'BI'],
    ['a picture of colours that mean two things', 'BI /W 1 /H 1 /BPC 1 /CS /G ID x EI', 'BI'],
    ['a picture of colours that mean nothing', 'BI /W 1 /H 1 /BPC 1 /CS /Foo ID x EI', 'BI'],
    [
      'a picture of a name that objects of JavaScript have',
      'BI /W 1 /H 1 /BPC 1 /CS /toString ID x EI',
      'BI',
    ],
    ['a picture of a kind of list', 'BI /W 1 /H 1 /BPC 1 /CS [/Foo] ID x EI', 'BI'],
    ['a picture of no depth', 'BI /W 1 /H 1 /CS /RGB ID x EI', 'BI'],
    ['a picture of half a range', 'BI /W 1 /H 1 /BPC 8 /CS /RGB /D [0] ID x EI', 'BI'],
    ['a mask of three quarters', 'BI /W 1 /H 1 /IM true /D [0 .75] ID x EI', 'BI'],
    ['a number for a mask', 'BI /W 1 /H 1 /IM 1 ID x EI', 'BI'],
    ['a state kept among letters', 'BT /F1 9 Tf q 5 0 Td (1) Tj Q (9) Tj ET', 'q'],
    ['a state taken back among letters', 'q BT 7 Tr (1) Tj Q ET 0 0 9 9 re f', 'Q'],
    ['letters behind their object', 'q BT 1 0 0 1 9 9 Tm ET Q (1) Tj', 'Tj'],
    ['a text object in one', 'BT (1) Tj BT (2) Tj ET ET', 'BT'],
    ['an end of no text object', 'BT ET ET', 'ET'],
    ['a text object without an end', 'BT (1) Tj', 'EOF'],
    ['a path without an end', '0 0 9 9 re', 'EOF'],
    ['letters behind those for a clip', 'BT 7 Tr (1) Tj 0 Tr (2) Tj ET', 'Tr'],
    ['letters in an object begun for a clip', 'q 4 Tr BT 3 Tr (2) Tj ET Q', 'Tr'],
    ['a text object that a clip is left open in', 'BT 7 Tr (1) Tj', 'EOF'],
  ])('with %s are odd', (_, content, word) => {
    expect(odd(content)).toBe(word);
  });

  it.each([
    ['letters', 'BT /F1 9 Tf 7 Tr 1 0 0 1 72 -.5 Tm 50 Tz [(a) -9.5 <62>] TJ T* (c) Tj 1 2 (d) " ET'],
    ['lines', 'q 1 0 0 1 0 0 cm [3 2] 0 d 0 0 m 9 9 l S 0 0 9 9 re W* n Q'],
    ['colours', '/CS0 cs .1 .2 .3 scn /Pattern CS .1 /P1 SCN 0 0 0 1 k +1 g'],
    ['a palette', '/Few cs 3 sc 0 0 9 9 re f'],
    ['a colour of whoever draws it', '.1 .2 sc 0 0 9 9 re f'],
    ['a space that nothing is painted with', '/Spot cs /X1 Do BT 3 Tr (a) Tj ET 9 9 m n'],
    ['a space that is let go', 'q /Spot cs Q 0 0 9 9 re f'],
    ['a first pattern', '/Pattern cs 0 0 9 9 re f'],
    ['points of a hair, as in corners', '2 J .7 w 9 9 m 9 9 l S .1 0 0 .1 0 0 cm 29 w 9 9 m 9 9 l S'],
    ['dots', '4 w 1 J 9 9 m 9 9 l S'],
    ['points without ends', '4 w 2 J q 0 J 9 9 m 9 9 l S Q 9 9 m S 0 0 m 1 1 l h S'],
    ['points that nobody strokes', '4 w 2 J 9 9 m 9 9 l f 9 9 m h n 0 0 m 1 1 l S'],
    ['curves', '0 0 m 1 1 2 2 3 3 c 4 4 5 5 v 6 6 7 7 y h B 0 w 1 M 2 j'],
    ['black over ink', '/Over gs 0 0 0 1 k 0 0 9 9 re f /Spot cs 1 scn f'],
    ['ink of all four over ink', '/Over gs .1 .1 .1 .1 k 0 0 9 9 re f 1 1 1 rg 0 0 9 9 re f'],
    ['ink over nothing', '/Over gs 0 0 0 0 k /Ends gs 0 0 9 9 re f'],
    ['pictures', '/X1 Do /M1 Do /S1 sh'],
    [
      'a picture in full',
      'BI /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Decode [0 1 0 1 0 1] ID x EI',
    ],
    ['a picture of a palette', 'BI /W 1 /H 1 /BPC 1 /CS [/I /RGB 1 (abcdef)] /I true ID x EI'],
    ['a picture of a space by its name', 'BI /W 1 /H 1 /BPC 8 /CS /CS0 /IM false ID x EI'],
    ['a photograph', 'BI /W 1 /H 1 /CS /RGB /F /DCT /DP null ID x EI'],
    ['marks', '/Span <</ActualText(a)/MCID 0>> BDC EMC /Artifact BMC EMC'],
    ['what only some know, between its marks', 'BX 7 foo EX 9 w'],
    ['a picture', 'q BI /W 1 /H 1 /IM true ID \x01)EI( EI Q'],
    ['a picture without an end', 'BI /W 1 /H 1 /IM true ID \x01)('],
    ['a comment', '9 w % +-7 Td\n'],
    ['a state that nobody takes back', 'q 9 w'],
    ['nothing', ''],
  ])('of %s are usual', (_, content) => {
    expect(odd(content)).toBeUndefined();
  });
});

describe('where operators stand', () => {
  const operands: Readonly<Record<string, string>> = {
    ...{ cm: '1 0 0 1 0 0', Do: '/X1', sh: '/S1', d0: '9 0', d1: '9 0 0 0 9 9' },
    ...{ m: '0 0', re: '0 0 9 9', Td: '9 9', TD: '9 9', Tm: '1 0 0 1 9 9', TJ: '[(a)]', Tj: '(a)' },
    ...{ "'": '(a)', '"': '1 2 (a)', l: '9 9', c: '1 1 2 2 3 3', v: '1 1 2 2', y: '1 1 2 2' },
  };
  const written = (operator: string) => `${operands[operator] ?? ''} ${operator}`;
  const outside = 'BT q cm Do sh d0 d1'.split(' ');
  const withPath = 'l c v y h n f F f* b b* B B* s S W W*'.split(' ');

  it.each(outside)('%s not in a text object', (operator) => {
    expect(odd(`BT ${written(operator)} ET`)).toBe(operator);
    expect(odd(`${written(operator)}${operator === 'BT' ? ' ET' : ''}`)).toBeUndefined();
  });

  it.each(withPath)('%s not in a text object', (operator) => {
    expect(odd(`BT ${written(operator)} ET`)).toBe(operator);
    expect(odd(`0 0 m ${written(operator)} n`)).toBeUndefined();
  });

  it.each('q Q BT cm Do sh d0 d1'.split(' '))('%s not in a path, nor behind its clip', (operator) => {
    expect(odd(`q 0 0 9 9 re ${written(operator)} f`)).toBe(operator);
    expect(odd(`q 0 0 9 9 re W ${written(operator)} n`)).toBe(operator);
    expect(odd(`q 0 0 9 9 re W n ${written(operator)}${operator === 'BT' ? ' ET' : ''}`)).toBeUndefined();
  });

  it.each('m re'.split(' '))('%s in no text object', (operator) => {
    expect(odd(`BT ${written(operator)} n ET`)).toBe(operator);
    expect(odd(`${written(operator)} n`)).toBeUndefined();
  });

  it('no picture in a text object or a path', () => {
    const picture = 'BI /W 1 /H 1 /IM true ID x EI';
    expect([odd(`BT ${picture} ET`), odd(`BT ET ${picture}`)]).toEqual(['BI', undefined]);
    expect([odd(`0 0 9 9 re ${picture} f`), odd(`0 0 9 9 re f ${picture}`)]).toEqual(['BI', undefined]);
  });

  it.each(['Td', 'TD', 'Tm', 'T*', 'Tj', 'TJ', "'", '"'])('%s only in a text object', (operator) => {
    expect(odd(written(operator))).toBe(operator);
    expect(odd(`BT ET ${written(operator)}`)).toBe(operator);
    expect(odd(`BT ${written(operator)} ET`)).toBeUndefined();
  });

  it.each([
    '9 w 0 J 0 j 9 M [] 0 d /Perceptual ri 1 i /Ends gs',
    '1 g 1 G 1 0 0 rg 1 0 0 RG 0 0 0 1 k 0 0 0 1 K /CS0 cs 0 0 0 sc /CS0 CS 0 0 0 SCN',
    '1 Tc 1 Tw 90 Tz 9 TL /F1 9 Tf 3 Tr 1 Ts',
    '/A BMC /P <</MCID 0>> BDC /A MP /A <<>> DP EMC EMC BX EX',
  ])('anywhere: %s', (content) => {
    expect([odd(content), odd(`BT ${content} ET`)]).toEqual([undefined, undefined]);
    expect(odd(`0 0 9 9 re ${content} n`)).toBeUndefined();
  });

  it.each([
    ['marks across text objects', '/A BMC BT EMC /B BMC ET EMC'],
    ['a clip of letters', 'q BT 7 Tr (1) Tj ET 0 0 9 9 re f Q'],
    ['letters, and others for a clip', 'q BT 0 Tr (1) Tj 7 Tr (2) Tj 5 Tr (3) Tj ET Q BT 0 Tr (4) Tj ET'],
    ['a clip of letters that is over', 'BT 7 Tr (1) Tj ET 0 Tr BT (2) Tj 0 Tr ET'],
    ['nothing to paint, as in the looks of fields', 'q n Q S'],
    ['an empty text object', 'BT ET'],
  ])('as usual: %s', (_, content) => {
    expect(odd(content)).toBeUndefined();
  });
});

describe('what a form begins with', () => {
  const outer = outerState();
  const inside = (content: string) => oddContent(Buffer.from(content), names, outer);

  it('is what whoever draws it has set', () => {
    expect([inside('9 9 m 9 9 l S'), inside('0 0 0 0 k 0 0 9 9 re f')]).toEqual([undefined, undefined]);
    expect(inside('q 4 w 2 J /X1 Do /M1 Do Q 0 J /Over gs /X2 Do')).toBeUndefined();
    expect([inside('9 9 m 9 9 l S'), inside('0 0 0 0 k 0 0 9 9 re f')]).toEqual([undefined, 'OPM']);
    expect(inside('4 w 2 J /X2 Do')).toBeUndefined();
    expect(inside('9 9 m 9 9 l S')).toBe('S');
  });
});
