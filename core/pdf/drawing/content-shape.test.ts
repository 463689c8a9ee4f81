/** Instructions that one reader follows and another does not, and those that all take alike. */
import { describe, expect, it } from 'vitest';
import { oddContent } from './content-shape.ts';

const odd = (content: string) => oddContent(Buffer.from(content, 'latin1'), (name) => name === 'F1');

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
    ['an instruction behind a picture', 'BI /W 1 ID \x01\x02 EI 9 Tr', 'Tr'],
  ])('with %s are odd', (_, content, word) => {
    expect(odd(content)).toBe(word);
  });

  it.each([
    ['letters', 'BT /F1 9 Tf 7 Tr 1 0 0 1 72 -.5 Tm 50 Tz [(a) -9.5 <62>] TJ T* (c) Tj 1 2 (d) " ET'],
    ['lines', 'q 1 0 0 1 0 0 cm [3 2] 0 d 0 0 m 9 9 l S 0 0 9 9 re W* n Q'],
    ['colours', '/CS0 cs .1 .2 .3 /P1 scn 0 0 0 1 k +1 g'],
    ['marks', '/Span <</ActualText(a)/MCID 0>> BDC EMC /Artifact BMC EMC'],
    ['what only some know, between its marks', 'BX 7 foo EX 9 w'],
    ['a picture', 'q BI /W 1 /H 1 /IM true ID \x01)EI( EI Q'],
    ['a picture without an end', 'BI /W 1 ID \x01)('],
    ['a comment', '9 w % +-7 Td\n'],
    ['a state that nobody takes back', 'q 9 w'],
    ['nothing', ''],
  ])('of %s are usual', (_, content) => {
    expect(odd(content)).toBeUndefined();
  });
});
