/** What a list must not be to be read at all. */
import { describe, expect, it } from 'vitest';
import { DerError } from '../der/reader.ts';
import { type CrlOptions, certificate, crl, extension } from '../testing/authority.ts';
import { element, octetString } from '../testing/der.ts';
import { crlNumber } from '../testing/extensions.ts';
import { parseCrl } from './crl.ts';

const issuer = certificate({ name: 'Sub' });

describe('reading lists', () => {
  it('finds each of a hundred thousand entries, the last of those that stand twice', () => {
    const at = (n: number) => `2026-01-01T00:${String(n % 60).padStart(2, '0')}:00Z`;
    const some = Array.from({ length: 300 }, (_, n) => ({ serial: n + 1, at: at(n) }));
    const small = parseCrl(crl({ issuer, revoked: [...some, { serial: 7, at: at(59) }] }));
    expect(small.entries.size).toBe(301);
    expect(small.entries.find(small.issuerKey, '08')?.time.toISOString()).toBe('2026-01-01T00:07:00.000Z');
    expect(small.entries.find(small.issuerKey, '07')?.time.toISOString()).toBe('2026-01-01T00:59:00.000Z');
    expect(small.entries.find('someone else', '08')).toBeUndefined();
    const time = element(0x17, Buffer.from('260101000000Z'));
    const serial = (n: number) => element(0x02, Buffer.of(1, n >> 16, (n >> 8) & 255, n & 255));
    const many = Array.from({ length: 100_000 }, (_, n) => element(0x30, serial(n), time));
    const large = parseCrl(crl({ issuer, entries: Buffer.concat(many) }));
    expect(large.entries.find(large.issuerKey, '0101869f')?.reason).toBe('unspecified');
    expect(large.entries.find(large.issuerKey, '010186a0')).toBeUndefined();
  });

  it.each([
    [
      'a time that is none',
      element(0x30, element(0x02, Buffer.of(5)), element(0x17, Buffer.from('yesterday'))),
    ],
    ['no time', element(0x30, element(0x02, Buffer.of(5)))],
    [
      'a text for a serial number',
      element(0x30, element(0x0c, Buffer.of(65)), element(0x17, Buffer.from('260101000000Z'))),
    ],
    ['a set', element(0x31, element(0x02, Buffer.of(5)), element(0x17, Buffer.from('260101000000Z')))],
    [
      'something behind the extensions',
      element(
        0x30,
        element(0x02, Buffer.of(5)),
        element(0x17, Buffer.from('260101000000Z')),
        element(0x30),
        element(0x30),
      ),
    ],
  ])('refuses an entry with %s', (_, entries) => {
    expect(() => parseCrl(crl({ issuer, entries }))).toThrow(DerError);
  });

  it('refuses what the standard does not allow', () => {
    const changed = (list: Partial<CrlOptions>) => () => parseCrl(crl({ issuer, ...list }));
    expect(changed({ extensions: [crlNumber(1), crlNumber(2)] })).toThrow(DerError);
    expect(changed({ extensions: [extension('2.5.29.20', false, octetString(Buffer.from('x')))] })).toThrow(
      DerError,
    );
    expect(
      changed({
        extensions: [extension('2.5.29.28', true, element(0x30, element(0x86, Buffer.from('ff', 'hex'))))],
      }),
    ).toThrow(DerError);
  });
});
