/** What a list must not be to be read at all. */
import { describe, expect, it } from 'vitest';
import { DerError } from '../der/reader.ts';
import { type CrlOptions, certificate, crl, extension } from '../testing/authority.ts';
import { element, octetString } from '../testing/der.ts';
import { crlNumber } from '../testing/extensions.ts';
import { parseCrl } from './crl.ts';

const issuer = certificate({ name: 'Sub' });

describe('reading lists', () => {
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
