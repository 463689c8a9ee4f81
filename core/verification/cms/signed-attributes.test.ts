/** What a signer says of algorithms and certificates in what it signs, right and wrong in one thing each. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { digest, type Identity } from '../testing/authority.ts';
import { attribute, cms } from '../testing/cms.ts';
import { element, nothing, objectIdentifier, octetString, sequence } from '../testing/der.ts';
import { agencySigns, person, personSigns, policy, root, sub, timeStamp, tsa } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const sha256 = objectIdentifier('2.16.840.1.101.3.4.2.1');
const sha512 = objectIdentifier('2.16.840.1.101.3.4.2.3');
const ecdsa256 = objectIdentifier('1.2.840.10045.4.3.2');
const ecdsa512 = objectIdentifier('1.2.840.10045.4.3.4');

function judged(changes: Partial<Parameters<typeof cms>[0]>) {
  const sign = (signed: readonly Uint8Array[]) => cms({ signer: person, issuer: sub, signed, ...changes });
  const { verdict, detail } = verifyPdf(agencySigns(personSigns(basePdf(), { sign })), policy());
  return detail === undefined ? verdict : `${verdict} ${detail.code}`;
}

describe('the protected algorithms (RFC 6211)', () => {
  const differ = 'TOTAL-FAILED CMS_ALGORITHMS_DIFFER';
  const signature = element(0xa1, ecdsa256);
  it.each([
    ['the ones used', [sequence(sha256), signature], 'TOTAL-PASSED'],
    ['the ones used, with NULL', [sequence(sha256, nothing), signature], 'TOTAL-PASSED'],
    ['another hash', [sequence(sha512), signature], differ],
    ['another signature', [sequence(sha256), element(0xa1, ecdsa512)], differ],
    ['parameters that were not used', [sequence(sha256, octetString(Buffer.of(1))), signature], differ],
    ['no signature', [sequence(sha256)], differ],
    ['a code instead of a signature', [sequence(sha256), element(0xa2, ecdsa256)], differ],
    ['a code as well', [sequence(sha256), signature, element(0xa2, ecdsa256)], differ],
    ['nothing', [], 'TOTAL-FAILED CMS_UNREADABLE'],
    ['an algorithm without name', [sequence(), signature], 'TOTAL-FAILED CMS_UNREADABLE'],
  ] as const)('%s: %3$s', (_, parts, expected) => {
    const attributes = [attribute(oids.algorithmProtection, sequence(...parts))];
    expect(judged({ attributes })).toBe(expected);
  });
});

const sha1 = ({ der }: Identity) => createHash('sha1').update(der).digest();
const v1 = (...ids: readonly Uint8Array[]) =>
  attribute(oids.signingCertificate, sequence(sequence(...ids.map((id) => sequence(octetString(id))))));
const v2 = (...ids: readonly Uint8Array[]) =>
  attribute(oids.signingCertificateV2, sequence(sequence(...ids.map((id) => sequence(octetString(id))))));
const of = ({ der }: Identity) => digest('sha256', der);
const bogus = Buffer.alloc(32, 7);

describe('the certificates that a signer names (RFC 5035)', () => {
  const other = 'INDETERMINATE CERTIFICATE_OTHER';
  const unnamed = 'INDETERMINATE PATH_NOT_NAMED';
  it.each([
    ['its own', [v2(of(person))], 'TOTAL-PASSED'],
    ['its own by SHA-1', [v1(sha1(person))], 'TOTAL-PASSED'],
    ['its own in both ways', [v1(sha1(person)), v2(of(person))], 'TOTAL-PASSED'],
    ['another by SHA-1 beside its own', [v1(sha1(sub)), v2(of(person))], other],
    ['another beside its own by SHA-1', [v1(sha1(person)), v2(of(sub))], other],
    ['its own in the second place', [v2(of(sub), of(person))], other],
    ['the authority as well', [v2(of(person), of(sub))], 'TOTAL-PASSED'],
    ['the authority and the root', [v2(of(person), of(sub), of(root))], 'TOTAL-PASSED'],
    ['the authority and one that nobody knows', [v2(of(person), bogus, of(sub))], 'TOTAL-PASSED'],
    ['only one that nobody knows behind its own', [v2(of(person), bogus)], unnamed],
    ['only the root behind its own', [v2(of(person), of(root))], unnamed],
    [
      'the authority in one way and another in the other',
      [v1(sha1(person), Buffer.alloc(20)), v2(of(person), of(sub))],
      unnamed,
    ],
    ['none at all', [v2()], 'TOTAL-FAILED CMS_UNREADABLE'],
  ] as const)('%s: %3$s', (_, attributes, expected) => {
    expect(judged({ ess: null, attributes })).toBe(expected);
  });

  it('limit one that cannot be read to nothing', () => {
    const strange = sequence(sequence(objectIdentifier('1.2.3')), octetString(bogus));
    const list = sequence(sequence(sequence(octetString(of(person))), strange));
    expect(judged({ ess: null, attributes: [attribute(oids.signingCertificateV2, list)] })).toBe(unnamed);
  });

  it('hold for a time stamp as well', () => {
    const stampedBy = (...ids: readonly Uint8Array[]) => {
      const unsigned = timeStamp({ ess: null, attributes: [v2(...ids)] });
      return judged({ unsigned });
    };
    expect(stampedBy(of(tsa), of(sub))).toBe('TOTAL-PASSED');
    expect(stampedBy(of(tsa), bogus)).toBe(unnamed);
  });
});
