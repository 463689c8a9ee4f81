/** Mechanisms keep their meaning from one age of p11-kit to the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCarried, mechanismAge, mechanismEnd, transcodeMechanism } from './mechanism.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const number = (value: number): string => value.toString(16).padStart(16, '0');

const pairs: readonly [string, string, string][] = [
  ['CKM_RSA_PKCS, no parameter', '00000001 ffffffff', '00000001'],
  ['CKM_SHA256_RSA_PKCS, no parameter', '00000040 ffffffff', '00000040'],
  [
    'CKM_RSA_PKCS_PSS',
    `0000000d ${number(0x250)}${number(2)}${number(32)}`,
    `0000000d 01 ${number(0x250)}${number(2)}${number(32)}`,
  ],
  [
    'CKM_RSA_PKCS_OAEP',
    `00000009 ${number(0x220)}${number(1)}${number(1)} 00000002 abcd`,
    `00000009 01 ${number(0x220)}${number(1)}${number(1)} 00000002 abcd`,
  ],
  ['CKM_AES_CBC with its IV', '00001082 00000004 01020304', '00001082 01 00000004 01020304'],
  ['CKM_AES_KEY_WRAP, listed nowhere, no parameter', '00002109 ffffffff', '00002109 00'],
];

describe('a mechanism', () => {
  it.each([
    ['RSA_PKCS_PSS', 0x0d, true],
    ['SHA256_RSA_PKCS_PSS', 0x43, false],
    ['SHA256_RSA_PKCS', 0x40, true],
    ['AES_CBC', 0x1082, true],
    ['AES_GCM', 0x1087, false],
  ])('%s is carried to the first encoding: %s, %s', (_, type, carried) => {
    expect([isCarried(type, 1, 0), isCarried(type, 2, 0), isCarried(type, 0, 2)]).toEqual(
      Array(3).fill(carried),
    );
    expect([isCarried(type, 1, 2), isCarried(type, 2, 1), isCarried(type, 0, 0)]).toEqual([true, true, true]);
  });

  it.each(pairs)('%s is carried both ways', (_, old, fresh) => {
    expect(transcodeMechanism(hex(old), 0, 2)).toEqual(hex(fresh));
    expect(transcodeMechanism(hex(fresh), 2, 0)).toEqual(hex(old));
    expect(mechanismEnd(hex(old), 0, 0)).toBe(hex(old).length);
    expect(mechanismEnd(hex(fresh), 0, 2)).toBe(hex(fresh).length);
  });

  it.each([
    ['CKM_AES_GCM', `00001087 01 00000002 abcd ${number(16)} 00000000 ${number(128)}`],
    ['CKM_ECDH1_DERIVE', `00001050 01 ${number(1)} 00000000 00000002 abcd`],
    ['CKM_SHA256_RSA_PKCS_PSS', `00000043 01 ${number(0x250)}${number(2)}${number(32)}`],
    ['a NULL mechanism', 'ffffffff'],
    ['CKM_RSA_PKCS_PSS without a parameter', '0000000d 00'],
  ])('%s cannot be told to an engine of the first age', (_, fresh) => {
    expect(mechanismEnd(hex(fresh), 0, 2)).toBe(hex(fresh).length);
    expect(transcodeMechanism(hex(fresh), 2, 0)).toBeUndefined();
  });

  it("of the second age has the first one's form and the third one's parameters", () => {
    const pss = `${number(0x250)}${number(2)}${number(32)}`;
    expect(mechanismEnd(hex(`00000043 ${pss}`), 0, 1)).toBe(28);
    expect(transcodeMechanism(hex(`00000043 ${pss}`), 1, 2)).toEqual(hex(`00000043 01 ${pss}`));
    expect(transcodeMechanism(hex(`00000043 01 ${pss}`), 2, 1)).toEqual(hex(`00000043 ${pss}`));
    expect(transcodeMechanism(hex(`00000043 ${pss}`), 1, 0)).toBeUndefined();
  });

  it('goes by the version that its peer offers', () => {
    expect([0, 1, 2, 3].map(mechanismAge)).toEqual([0, 1, 2, 2]);
  });

  it('never ends behind the frame, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom(0 as const, 1 as const, 2 as const),
        (bytes, age) => {
          const end = mechanismEnd(Buffer.from(bytes), 0, age);
          expect(end).toBeLessThanOrEqual(bytes.length);
          if (end >= 0) expect(end).toBeGreaterThanOrEqual(4);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
