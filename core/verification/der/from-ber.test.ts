/** BER made DER: right where X.690 leaves no choice, refused everywhere else. */
import { describe, expect, it } from 'vitest';
import { anything, derOfBer, type Shape } from './from-ber.ts';
import { DerError, readOnlyDer } from './reader.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const derOf = (hex: string, shape: Shape = anything) => {
  const found = derOfBer(bytes(hex), shape);
  return found === undefined ? undefined : Buffer.from(found.der).toString('hex');
};
const nested = (depth: number) => `${'3080'.repeat(depth)}0500${'0000'.repeat(depth)}`;

describe('what has one meaning', () => {
  it.each([
    ['an indefinite length', '3080 020105 0000', '3003020105'],
    ['one in another', '3080 a080 020105 0000 0500 0000', '3007a0030201050500'],
    ['one that is empty', '3080 0000', '3000'],
    ['one in a definite one', '3007 a080 020105 0000', '3005a003020105'],
    ['a long form for a small length', '308103 020105', '3003020105'],
    ['zeros in front of a length', '308400000003 020105', '3003020105'],
    ['more zeros than a length has bytes', `3089${'00'.repeat(8)}03 020105`, '3003020105'],
    ['a long form of a primitive value', '3004 02810105', '3003020105'],
    ['octets in pieces', '3080 2480 040161 04026263 0000 0000', '30050403616263'],
    ['octets in pieces of a definite length', '3009 2407 040161 04026263', '30050403616263'],
    ['pieces in pieces', '2480 2480 040161 0000 2400 040162 0000', '04026162'],
    ['no pieces at all', '2480 0000', '0400'],
    ['zeros inside that end nothing', '3080 04020000 0000', '300404020000'],
  ])('%s', (_, ber, der) => {
    expect(derOf(ber)).toBe(der);
    expect(() => readOnlyDer(bytes(der))).not.toThrow();
  });

  it('is left alone when it is DER', () => {
    expect(derOf('3003020105')).toBeUndefined();
  });

  it('says where it ended', () => {
    expect(derOfBer(bytes('3080 020105 0000 0000'), anything)?.end).toBe(7);
  });

  it('writes long lengths as DER does', () => {
    const long = derOf(`3080 0482012c${'61'.repeat(300)} 0000`);
    expect(long?.slice(0, 16)).toBe('308201300482012c');
  });

  it('copies verbatim what it is told to, whatever is inside', () => {
    const shape: Shape = (tag) => (tag === 0xa0 ? 'verbatim' : anything);
    expect(derOf('3080 a004 3080 0000 0000', shape)).toBe('3006a00430800000');
    expect(() => derOf('3080 a080 0500 0000 0000', shape)).toThrow('has to be DER');
    expect(() => derOf('3080 a08102 0500 0000', shape)).toThrow('has to be DER');
  });

  it('is found in time, also in 50,000 pieces', () => {
    const pieces = Buffer.concat([
      bytes('2480'),
      ...Array.from({ length: 49_999 }, () => bytes('040161')),
      bytes('0000'),
    ]);
    expect(derOfBer(pieces, anything)?.der).toHaveLength(49_999 + 4);
    const more = Buffer.concat([
      bytes('2480'),
      ...Array.from({ length: 50_000 }, () => bytes('0400')),
      bytes('0000'),
    ]);
    expect(() => derOfBer(more, anything)).toThrow('too many values');
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', ''],
    ['half a header', '30'],
    ['no end', '3080 020105'],
    ['half an end', '3080 020105 00'],
    ['an end outside of what it is in', '3004 a080 0500 0000'],
    ['an end where a length says so as well', '3005 020105 0000'],
    ['an end with a length', '3080 0001 00'],
    ['a primitive value without length', '3080 0480 61 0000 0000'],
    ['the reserved length', '30ff 020105'],
    ['a length that runs over', '3080 0405 61 0000'],
    ['a length larger than any', '308900ffffffffffffffff 020105'],
    ['a length whose bytes are missing', '3084 0000'],
    ['a tag of several bytes', '3080 1f8101 00 0000'],
    ['bits in pieces', '3080 2380 03020061 0000 0000'],
    ['text in pieces', '3080 2c80 0c0161 0000 0000'],
    ['a constructed integer', '3080 2203020105 0000'],
    ['a primitive sequence', '3080 1003020105 0000'],
    ['a piece of another kind', '2480 0c0161 0000'],
    ['a piece without its end', '2480 2480 040161 0000'],
    ['33 values inside one another', nested(33)],
  ])('%s', (_, ber) => {
    expect(() => derOf(ber)).toThrow(DerError);
  });

  it('is no more than that: 32 are read', () => {
    expect(derOf(nested(32))).toBeDefined();
  });
});
