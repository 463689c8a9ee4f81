/** The quick answer about a content against the slow one: it may know less, and never something else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContentNames, outerState } from './content-names.ts';
import { oddInstruction } from './content-shape.ts';
import { isUsualContent } from './usual-content.ts';

const names: ContentNames = {
  has: (_, name) => name === 'F1' || name === 'X1' || name === 'G1',
  space: (name) => (name === 'CS0' ? { family: 'ICCBased', components: 3 } : undefined),
  state: (name) => (name === 'G1' ? { width: 2 } : { fillsOver: true, overprintMode: 1 }),
  drawn: (name) => (name === 'X1' ? undefined : 'form'),
};
const bytesOf = (content: string) => Buffer.from(content, 'latin1');

const usual: readonly (readonly [string, string])[] = [
  ['letters', 'BT /F1 9 Tf 7 Tr 1 0 0 1 72 -.5 Tm 50 Tz [(a(b)\\)) -9.5 <62 0A>]TJ T* (c)Tj 1 2 (d) " ET'],
  ['lines', 'q 1 0 0 1 0 0 cm [3 2] 0 d 0 J 1 j 4 M 0 0 m 9 9 l h S 0 0 9 9 re W* n Q'],
  ['colours', '0 0 0 1 k +1 g 1 0 0 RG'],
  ['names', '/G1 gs /X1 Do'],
  ['marks', '/Span <</ActualText(a)/MCID 0>> BDC EMC /Artifact BMC EMC'],
  ['a comment', '9 w % +-7 Td\n'],
  ['a state that nobody takes back', 'q 9 w'],
  ['nothing', ''],
];

/** Pieces that are something else a byte further, or in another order. */
const pieces = [
  ...'q|Q|BT|ET|n|W|W*|re|m|l|h|v|f|S|b|Tf|Tz|Tr|7 Tr|0 Tr|T*|0 0 m|Td|Tj|TJ|"|d|d0|w|J|j|M|gs|sh|cs|scn|sc|BDC|BMC|DP|Do|cm|R|Rg|foo'.split(
    '|',
  ),
  ...'true|null|BX|EX|BI|ID|EI|endstream'.split('|'),
  ...'/F1|/F9|/X1|/G1|/CS0|[0 0]|[1]|[-1]|[]|/A#20|/A#2|/|0|7|8|-1|1.5|.|-|+-7|7-|7.0.0|1e2|2147483648|2147483647|1234567890123456|0 0 R'.split(
    '|',
  ),
  ...'(a)|(|)|(\\()|(\\\\)|(a\\)|<62>|<6 2>|<6>|<6g>|<|>|<<|>>|<</MCID 0>>|<</A 1/A 2>>|[|]|[(a) 1]|[/A]|[[1]]'.split(
    '|',
  ),
  ...[' ', '\0', '\f', '\r\n', '%', '{', '}', '\xa0'],
];

const contents = fc
  .array(
    fc.tuple(
      fc.constantFrom(...pieces, ...usual.map(([, content]) => content)),
      fc.constantFrom('', ' ', '\n'),
    ),
  )
  .map((parts) => parts.flat().join(''));

describe('the quick answer', () => {
  it.each(usual)('is given for %s', (_, content) => {
    expect(isUsualContent(bytesOf(content), names, outerState())).toBe(true);
  });

  it('finds nothing usual in which the slow one finds something', () => {
    let agreed = 0;
    fc.assert(
      fc.property(contents, (content) => {
        if (!isUsualContent(bytesOf(content), names, outerState())) return;
        agreed++;
        expect(oddInstruction(bytesOf(content), names)).toBeUndefined();
      }),
      { numRuns: 5_000 },
    );
    expect(agreed).toBeGreaterThan(50);
  });

  it('nor in what is usual but for one byte', () => {
    const [letters, lines, colours, marked, marks] = usual.map(([, content]) => content);
    const content = bytesOf([letters, lines, colours, marked, marks].join(' '));
    for (let at = 0; at < content.length; at++) {
      for (const byte of bytesOf(' \0()<>[]/%0-.gq\\\xff')) {
        const changed = Buffer.from(content);
        changed[at] = byte;
        if (!isUsualContent(changed, names, outerState())) continue;
        expect([changed.toString('latin1'), oddInstruction(changed, names)]).toEqual([
          changed.toString('latin1'),
          undefined,
        ]);
      }
    }
  });
});
