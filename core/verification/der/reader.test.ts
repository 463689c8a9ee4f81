/** The DER reader: what it reads, and what it must not accept. */
import { Integer } from 'asn1js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectIdentifier } from '../../asn1/encoding.ts';
import { children, contentOf, DerError, readOnlyDer } from './reader.ts';
import { integerHex, oidOf } from './values.ts';

describe('reading what was written', () => {
  it('gives integers back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), (number) => {
        const written = new Uint8Array(Integer.fromBigInt(number).toBER());
        expect(BigInt(`0x${integerHex(readOnlyDer(written))}`)).toBe(number);
      }),
    );
  });

  it('gives object identifiers back', () => {
    const arc = fc.integer({ min: 0, max: 2 ** 40 });
    const first = fc.constantFrom('0.39', '1.2', '1.3', '2.5', '2.47', '2.100');
    fc.assert(
      fc.property(first, fc.array(arc, { maxLength: 4 }), (start, arcs) => {
        const oid = [start, ...arcs].join('.');
        expect(oidOf(readOnlyDer(objectIdentifier(oid)))).toBe(oid);
      }),
    );
  });

  it('gives nested elements back at every length form', () => {
    for (const length of [0, 127, 128, 255, 256, 65_535, 65_536]) {
      const inner = Buffer.concat([Buffer.of(0x04), lengthOf(length), Buffer.alloc(length, 5)]);
      const read = readOnlyDer(Buffer.concat([Buffer.of(0x30), lengthOf(inner.length), inner]));
      expect(children(read).map((child) => contentOf(child).length)).toEqual([length]);
    }
  });
});

describe('refusing', () => {
  it('more values inside one than any structure but a list has', () => {
    const nulls = (count: number) => {
      const inner = Buffer.alloc(count * 2, Buffer.of(5, 0));
      return readOnlyDer(Buffer.concat([Buffer.of(0x30), lengthOf(inner.length), inner]));
    };
    expect(children(nulls(10_000))).toHaveLength(10_000);
    expect(() => children(nulls(10_001))).toThrow(DerError);
    expect(children(nulls(10_001), 20_000)).toHaveLength(10_001);
  });

  it.each([
    ['nothing', ''],
    ['an indefinite length', '30800000'],
    ['a length longer than needed', '0481027f00'],
    ['a length with a leading zero', '04820080'],
    ['a length beyond the input', '0405aabb'],
    ['a tag of two bytes', '1f8101'],
    ['bytes after the end', '050000'],
  ])('%s', (_name, hex) => {
    expect(() => readOnlyDer(Buffer.from(hex, 'hex'))).toThrow(DerError);
  });

  it('never throws anything but DerError on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          children(readOnlyDer(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
    );
  });
});

function lengthOf(length: number): Buffer {
  if (length < 128) return Buffer.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}
