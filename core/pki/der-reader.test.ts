/** The DER reader: what it reads, and what it must not accept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integer, objectIdentifier, sequence, serialInteger } from './der.ts';
import { children, DerError, readDer, readObjectIdentifier, readUnsignedHex } from './der-reader.ts';

describe('reading what was written', () => {
  it('gives integers back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), (number) => {
        const hex = number.toString(16);
        expect(readUnsignedHex(readDer(serialInteger(hex)))).toBe(hex);
      }),
    );
    expect(integer(128).toString('hex')).toBe('02020080');
  });

  it('gives object identifiers back', () => {
    const arc = fc.integer({ min: 0, max: 2 ** 40 });
    const first = fc.constantFrom('0.39', '1.2', '1.3', '2.5', '2.47', '2.100');
    fc.assert(
      fc.property(first, fc.array(arc, { maxLength: 4 }), (start, arcs) => {
        const oid = [start, ...arcs].join('.');
        expect(readObjectIdentifier(readDer(objectIdentifier(oid)))).toBe(oid);
      }),
    );
  });

  it('gives nested elements back at every length form', () => {
    for (const length of [0, 127, 128, 255, 256, 65_535, 65_536]) {
      const inner = Buffer.alloc(length, 5);
      const read = readDer(sequence(Buffer.concat([Buffer.from('04', 'hex'), lengthOf(length), inner])));
      expect(children(read)[0]?.content).toHaveLength(length);
    }
  });
});

describe('refusing', () => {
  it.each([
    ['nothing', ''],
    ['an indefinite length', '30800000'],
    ['a length longer than needed', '0481027f00'],
    ['a length with a leading zero', '04820080'],
    ['a length beyond the input', '0405aabb'],
    ['a tag of two bytes', '1f8101'],
    ['bytes after the end', '050000'],
  ])('%s', (_name, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(DerError);
  });

  it('never throws anything but DerError on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          children(readDer(bytes));
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
