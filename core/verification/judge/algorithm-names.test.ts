/** ECDSA that is named as a key only, as iText 5 writes it: the hash is the one beside it, and other programs may refuse it. */
import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { certificate, ecKey, integer } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { nothing, objectIdentifier, sequence } from '../testing/der.ts';
import { agencySigns, personSigns, policy, sub, verdictOf } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

describe('id-ecPublicKey as a signature algorithm', () => {
  it.each([
    ['nothing', []],
    ['NULL, as iText 5 writes it', [nothing]],
    ['the curve', [objectIdentifier('1.2.840.10045.3.1.7')]],
  ] as const)('ECDSA that is named as a key, with %s behind it: verified, and warned of', (_, parameters) => {
    const key = ecKey();
    const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, key });
    const signedAsKey = (hash: 'sha256' | 'sha384') => {
      const scheme = {
        algorithm: sequence(objectIdentifier(oids.ecPublicKey), ...parameters),
        sign: (data: Uint8Array) => sign(hash, data, key),
      };
      return agencySigns(
        personSigns(basePdf(), { sign: (signed) => cms({ signer, issuer: sub, signed, scheme }) }),
      );
    };
    const { verdict, findings, signatures } = verifyPdf(signedAsKey('sha256'), policy());
    expect([verdict, findings.map(({ code, severity }) => `${severity} ${code}`)]).toEqual([
      'TOTAL-PASSED',
      ['warning CMS_ALGORITHM_UNNAMED'],
    ]);
    expect(signatures[0]?.signer.name).toBe('An');
    // The hash is that of the digest, and no other.
    expect(verdictOf(signedAsKey('sha384'))).toBe('TOTAL-FAILED SIG_CRYPTO_FAILURE SIGNATURE_INVALID');
  });

  it('ECDSA that is named as a key, with anything else behind it', () => {
    const key = ecKey();
    const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, key });
    const scheme = {
      algorithm: sequence(objectIdentifier(oids.ecPublicKey), integer(1)),
      sign: (data: Uint8Array) => sign('sha256', data, key),
    };
    const pdf = personSigns(basePdf(), { sign: (signed) => cms({ signer, issuer: sub, signed, scheme }) });
    expect(verdictOf(agencySigns(pdf))).toBe('TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID');
  });
});
