/** One thing broken at a time in the CMS and in the signer's certificate: verdict, sub-indication and reason. */
import { constants, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { trustStore } from '../path/trust.ts';
import {
  certificate,
  crl,
  digest,
  extension,
  integer,
  rsaKey,
  signerExtensions,
} from '../testing/authority.ts';
import { attribute, type CmsOptions, cms } from '../testing/cms.ts';
import { nothing, objectIdentifier, octetString, sequence, tagged } from '../testing/der.ts';
import {
  agency,
  agencySigns,
  bothSign,
  person,
  personSigns,
  policy,
  root,
  sub,
  trust,
  verdictOf,
} from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const good = bothSign();

describe('the CMS', () => {
  const other = certificate({
    name: 'An',
    uid: 'CCCD:1',
    issuer: sub,
    key: person.key,
    serial: person.serial,
  });

  it.each([
    [
      'a wrong signature value',
      { damageSignature: true },
      'TOTAL-FAILED SIG_CRYPTO_FAILURE SIGNATURE_INVALID',
    ],
    ['two signers', { signers: 2 }, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    ['no signer', { signers: 0 }, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    ['no message digest', { without: 'messageDigest' }, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    ['no content type', { without: 'contentType' }, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    ['another content type', { contentType: oids.tstInfo }, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    ['a content of its own', { content: Buffer.from('other') }, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    ['unsorted attributes', { unsorted: true }, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    [
      'an attribute twice',
      { attributes: [attribute(oids.contentType, objectIdentifier(oids.data))] },
      'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID',
    ],
    [
      'an attribute with two values',
      { attributes: [attribute('1.2.3', octetString(Buffer.from('a')), octetString(Buffer.from('b')))] },
      'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID',
    ],
    [
      'no certificate of the signer',
      { certificates: [sub] },
      'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND SIGNER_CERTIFICATE_MISSING',
    ],
    ['no ESS attribute', { ess: null }, 'INDETERMINATE SIG_CONSTRAINTS_FAILURE FORMAT_INVALID'],
    [
      'an ESS attribute for another certificate',
      { ess: digest('sha256', sub.der) },
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE SIGNER_CERTIFICATE_MISMATCH',
    ],
    [
      'the certificate swapped for one with the same key, issuer and serial',
      { certificates: [other, sub], ess: digest('sha256', person.der) },
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE SIGNER_CERTIFICATE_MISMATCH',
    ],
    ['SHA-1', { hash: 'sha1' }, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE ALGORITHM_WEAK'],
  ] as const)('with %s is refused', (_, changes, expected) => {
    expect(verdictOf(agencySigns(personSigns(basePdf(), { cms: changes })))).toBe(expected);
  });

  it('accepts plain PKCS#7 with a note, as old signing software writes it', () => {
    const report = verifyPdf(
      agencySigns(personSigns(basePdf(), { subFilter: 'adbe.pkcs7.detached', cms: { ess: null } })),
      policy(),
    );
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([{ code: 'NOT_PADES', severity: 'note', field: 'Personal' }]);
  });

  it.each([
    ['Sig', 'TOTAL-PASSED OK'],
    ['Foo', 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    ['sig', 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
  ])('with a dictionary of /Type /%s: %s', (type, expected) => {
    expect(verdictOf(agencySigns(personSigns(basePdf(), { type })))).toBe(expected);
  });

  it.each([
    [1, 'TOTAL-PASSED OK'],
    [3, 'TOTAL-PASSED OK'],
    [5, 'TOTAL-PASSED OK'],
    [2, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
    [6, 'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID'],
  ])('of version %s: %s', (version, expected) => {
    expect(verdictOf(agencySigns(personSigns(basePdf(), { cms: { version } })))).toBe(expected);
  });

  it('whose list of digest algorithms leaves the used one out is taken: a verifier may go on (RFC 5652, 5.1)', () => {
    for (const digests of [[], ['1.3.14.3.2.26']]) {
      expect(verdictOf(agencySigns(personSigns(basePdf(), { cms: { digests } })))).toBe('TOTAL-PASSED OK');
    }
  });

  it('refuses an unknown /SubFilter', () => {
    const pdf = personSigns(basePdf(), { subFilter: 'adbe.pkcs7.sha1' });
    expect(verdictOf(pdf)).toBe('TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID');
  });
});

describe('a certificate for logging in', () => {
  const clientAuth = extension(oids.extendedKeyUsage, false, sequence(objectIdentifier('1.3.6.1.5.5.7.3.2')));
  const uses = (bits: number) => [
    extension(oids.basicConstraints, true, sequence()),
    extension(oids.keyUsage, true, Buffer.from([3, 2, 5, bits])),
    clientAuth,
  ];

  it.each([
    ['with a key that is to commit as well', 0xc0, 'TOTAL-PASSED OK'],
    ['with a key for nothing else', 0x80, 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE KEY_USAGE_UNSUITABLE'],
  ])('%s', (_, bits, expected) => {
    const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, extensions: uses(bits) });
    const sign = (signed: readonly Uint8Array[]) => cms({ signer, issuer: sub, signed });
    expect(verdictOf(agencySigns(personSigns(basePdf(), { sign })))).toBe(expected);
  });
});

describe('the certificate', () => {
  const signedBy = (changes: Partial<Parameters<typeof certificate>[0]>) => {
    const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, ...changes });
    const issuer = changes.issuer ?? sub;
    const sign = (signed: readonly Uint8Array[]) =>
      cms({ signer, issuer, signed, certificates: [signer, issuer] });
    return { signer, pdf: agencySigns(personSigns(basePdf(), { sign })) };
  };

  it.each([
    [
      'expired',
      { notAfter: '2026-03-09T23:59:59Z' },
      'INDETERMINATE OUT_OF_BOUNDS_NO_POE CERTIFICATE_EXPIRED',
    ],
    [
      'not valid yet',
      { notBefore: '2026-03-11T00:00:00Z' },
      'TOTAL-FAILED NOT_YET_VALID CERTIFICATE_NOT_YET_VALID',
    ],
    [
      'for encryption only',
      { extensions: [extension(oids.keyUsage, true, Buffer.from([3, 2, 5, 0x20]))] },
      'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE KEY_USAGE_UNSUITABLE',
    ],
    [
      'for servers only',
      { more: [extension(oids.extendedKeyUsage, false, sequence(objectIdentifier('1.3.6.1.5.5.7.3.1')))] },
      'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE KEY_USAGE_UNSUITABLE',
    ],
    [
      'with an unknown critical extension',
      { more: [extension('1.2.3.4', true, octetString(Buffer.from('x')))] },
      'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE CERTIFICATE_PATH_INVALID',
    ],
    ['signed with SHA-1', { hash: 'sha1' }, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE ALGORITHM_WEAK'],
    [
      'with RSA of 1024 bits',
      { key: rsaKey(1024) },
      'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE ALGORITHM_WEAK',
    ],
    [
      'issued by a subscriber',
      { issuer: agency },
      'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE CERTIFICATE_PATH_INVALID',
    ],
  ] as const)('%s: its code, at the person', (_, changes, expected) => {
    const { pdf } = signedBy(changes);
    const beside = trustStore({
      certificates: [root, sub, agency].map(({ der }) => der),
      crls: [crl({ issuer: root }), crl({ issuer: sub })],
    });
    expect(verdictOf(pdf, { trust: beside })).toBe(expected);
    expect(verifyPdf(pdf, policy({ trust: beside })).signatures.map(({ verdict }) => verdict)[1]).toBe(
      'TOTAL-PASSED',
    );
  });

  it('that chains to a root nobody trusts', () => {
    const stranger = certificate({ name: 'Root' });
    expect(verdictOf(good, { trust: trust({ certificates: [stranger] }) })).toBe(
      'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND CERTIFICATE_UNTRUSTED',
    );
  });

  it('that is only self-signed inside the file earns no trust by that', () => {
    const self = certificate({ name: 'An', uid: 'CCCD:1', extensions: signerExtensions() });
    const pdf = personSigns(basePdf(), { sign: (signed) => cms({ signer: self, issuer: self, signed }) });
    expect(verdictOf(pdf)).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND CERTIFICATE_UNTRUSTED');
  });
});

describe('signature algorithms', () => {
  const key = rsaKey();
  const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, key });
  const sha256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nothing);
  const signedWith = (scheme: NonNullable<CmsOptions['scheme']>) => {
    const sign = (signed: readonly Uint8Array[]) => cms({ signer, issuer: sub, signed, scheme });
    return agencySigns(personSigns(basePdf(), { sign }));
  };
  const pss = (saltLength: number, stated = saltLength) => ({
    algorithm: sequence(
      objectIdentifier(oids.rsaPss),
      sequence(
        tagged(0, sha256),
        tagged(1, sequence(objectIdentifier(oids.mgf1), sha256)),
        tagged(2, integer(stated)),
      ),
    ),
    sign: (data: Uint8Array) =>
      sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
  });

  it('RSA whose identifier names no hash', () => {
    const plain = {
      algorithm: sequence(objectIdentifier(oids.rsaEncryption), nothing),
      sign: (data: Uint8Array) => sign('sha256', data, key),
    };
    expect(verdictOf(signedWith(plain))).toBe('TOTAL-PASSED OK');
  });

  it('RSA-PSS, with the salt that it states', () => {
    expect(verdictOf(signedWith(pss(32)))).toBe('TOTAL-PASSED OK');
    expect(verdictOf(signedWith(pss(20, 32)))).toBe('TOTAL-FAILED SIG_CRYPTO_FAILURE SIGNATURE_INVALID');
  });

  it("a hash in the signature that is not the digest's", () => {
    const sha512 = {
      algorithm: sequence(objectIdentifier('1.2.840.113549.1.1.13'), nothing),
      sign: (data: Uint8Array) => sign('sha512', data, key),
    };
    expect(verdictOf(signedWith(sha512))).toBe('TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID');
  });

  it('an elliptic algorithm named over an RSA key', () => {
    const mixed = {
      algorithm: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
      sign: (data: Uint8Array) => sign('sha256', data, key),
    };
    expect(verdictOf(signedWith(mixed))).toBe('TOTAL-FAILED SIG_CRYPTO_FAILURE SIGNATURE_INVALID');
  });
});

describe('the claimed time', () => {
  it('outside the term of the certificate is doubted, without a failure', () => {
    const late = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notBefore: '2026-03-05T00:00:00Z' });
    const pdf = agencySigns(
      personSigns(basePdf(), { sign: (signed) => cms({ signer: late, issuer: sub, signed }) }),
    );
    const report = verifyPdf(pdf, policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([
      { code: 'CLAIMED_TIME_DOUBTFUL', severity: 'warning', field: 'Personal' },
    ]);
  });
});
