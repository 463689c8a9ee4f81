/** PKCS#11 URIs, good and bad. */
import { describe, expect, it } from 'vitest';
import { parseTokenUri } from './token-uri.ts';

describe('a PKCS#11 URI', () => {
  it('names token and key, percent-decoded', () => {
    const uri = 'pkcs11:token=V%C4%83n%20th%C6%B0;serial=00AB;object=key;id=%01%ff?module-path=/usr/lib/x.so';
    expect(parseTokenUri(uri)).toEqual({
      token: { label: 'Văn thư', serial: '00AB' },
      key: { label: 'key', id: Buffer.from('01ff', 'hex') },
      modulePath: '/usr/lib/x.so',
    });
    expect(parseTokenUri('pkcs11:')).toEqual({ token: {}, key: {} });
    expect(parseTokenUri('pkcs11:token=Chữ ký')).toMatchObject({ token: { label: 'Chữ ký' } });
  });

  it.each(['token=x', 'pkcs11:token', 'pkcs11:token=a;token=b', 'pkcs11:token=%4', 'pkcs11:token=%zz'])(
    'is refused: %s',
    (uri) => {
      expect(() => parseTokenUri(uri)).toThrow(
        expect.objectContaining({ code: 'PKCS11_URI_INVALID', message: expect.stringContaining(uri) }),
      );
    },
  );

  it('is refused with a PIN in it, which is not repeated', () => {
    expect(() => parseTokenUri('pkcs11:token=x?pin-value=Bi-mat-1')).toThrow(
      expect.objectContaining({
        code: 'PKCS11_URI_INVALID',
        message: expect.not.stringContaining('Bi-mat-1'),
      }),
    );
  });
});
