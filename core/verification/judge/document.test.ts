/** One valid document, then one thing broken at a time: verdict, sub-indication and reason, on the right signature. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectIdentifier, octetString, sequence } from '../../signing/der.ts';
import { oids } from '../der/oids.ts';
import { trustStore } from '../path/trust.ts';
import type { Policy } from '../policy/policy.ts';
import { certificate, crl, digest, extension, rsaKey, signerExtensions } from '../testing/authority.ts';
import { attribute, cms, timeStampToken } from '../testing/cms.ts';
import {
  agency,
  agencySigns,
  bothSign,
  now,
  person,
  personSigns,
  policy,
  root,
  sub,
  trust,
  tsa,
} from '../testing/hand-made.ts';
import { basePdf, packedPdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

function verdict(pdf: Uint8Array, changes: Partial<Policy> = {}) {
  const { verdict, subIndication, reason } = verifyPdf(pdf, policy(changes));
  return [verdict, subIndication, reason].filter((word) => word !== undefined).join(' ');
}

const good = bothSign();

describe('a sound document', () => {
  it('passes, with both signers told apart', () => {
    const report = verifyPdf(good, policy());
    expect(report).toMatchObject({ verdict: 'TOTAL-PASSED', reason: 'OK', findings: [] });
    expect(report.signatures.map(({ signer }) => [signer.name, signer.kind])).toEqual([
      ['An', 'person'],
      ['UBND', 'agency'],
    ]);
    expect(report.signatures.map(({ coveredRevision }) => coveredRevision)).toEqual([
      { number: 2, of: 3 },
      { number: 3, of: 3 },
    ]);
    expect(report.signatures[0]?.signingTime).toEqual({
      time: '2026-03-02T01:00:00.000Z',
      source: 'claimed',
    });
    expect(report.signatures[0]?.certificatePath.map(({ subject }) => subject)).toEqual([
      'CN=Root',
      'CN=Sub',
      'CN=An, UID=CCCD:1',
    ]);
  });

  it('passes over packed objects', () => {
    const first = personSigns(packedPdf(), { number: 10 });
    expect(verdict(agencySigns(first, { number: 13, earlier: ['10 0 R'] }))).toBe('TOTAL-PASSED OK');
  });

  it('is plain data that can be stored', () => {
    const report = verifyPdf(good, policy());
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('integrity', () => {
  it('never passes with any byte changed inside the signed ranges', () => {
    const at = good.indexOf('/Contents <', good.lastIndexOf('/ByteRange')) + 10;
    const resume = good.indexOf('>', at) + 1;
    const place = fc.nat(good.length - 1).filter((one) => one < at || one >= resume);
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (one, difference) => {
        const bytes = Buffer.from(good);
        bytes[one] = (bytes[one] ?? 0) ^ difference;
        return verifyPdf(bytes, policy()).verdict !== 'TOTAL-PASSED';
      }),
      { numRuns: 2000 },
    );
  });

  it('says that the page was altered', () => {
    const bytes = Buffer.from(good);
    bytes[good.indexOf('Official')] = 0x6f;
    expect(verdict(bytes)).toBe('TOTAL-FAILED HASH_FAILURE INTEGRITY_BROKEN');
    expect(verifyPdf(bytes, policy()).signatures.map(({ integrity }) => integrity)).toEqual([
      'broken',
      'broken',
    ]);
  });

  it('says which signature a change concerns', () => {
    const bytes = Buffer.from(good);
    bytes[good.indexOf('/Rect[60') + 6] = 0x37;
    const report = verifyPdf(bytes, policy());
    expect(report.signatures.map(({ reason }) => reason)).toEqual(['OK', 'INTEGRITY_BROKEN']);
    expect(report.findings).toMatchObject([{ code: 'INTEGRITY_BROKEN', field: 'Agency' }]);
  });

  it('refuses anything but zeros behind the CMS', () => {
    const bytes = Buffer.from(good);
    bytes.write('41', good.indexOf('>', good.indexOf('/Contents <', good.lastIndexOf('/ByteRange'))) - 2);
    expect(verdict(bytes)).toBe('TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID');
  });
});

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
    expect(verdict(agencySigns(personSigns(basePdf(), { cms: changes })))).toBe(expected);
  });

  it('accepts plain PKCS#7 with a note, as old signing software writes it', () => {
    const report = verifyPdf(
      agencySigns(personSigns(basePdf(), { subFilter: 'adbe.pkcs7.detached', cms: { ess: null } })),
      policy(),
    );
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([{ code: 'NOT_PADES', severity: 'note', field: 'Personal' }]);
  });

  it('refuses an unknown /SubFilter', () => {
    const pdf = personSigns(basePdf(), { subFilter: 'adbe.pkcs7.sha1' });
    expect(verdict(pdf)).toBe('TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID');
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
    expect(verdict(pdf, { trust: beside })).toBe(expected);
    expect(verifyPdf(pdf, policy({ trust: beside })).signatures.map(({ verdict }) => verdict)[1]).toBe(
      'TOTAL-PASSED',
    );
  });

  it('that chains to a root nobody trusts', () => {
    const stranger = certificate({ name: 'Root' });
    expect(verdict(good, { trust: trust({ certificates: [stranger] }) })).toBe(
      'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND CERTIFICATE_UNTRUSTED',
    );
  });

  it('that is only self-signed inside the file earns no trust by that', () => {
    const self = certificate({ name: 'An', uid: 'CCCD:1', extensions: signerExtensions() });
    const pdf = personSigns(basePdf(), { sign: (signed) => cms({ signer: self, issuer: self, signed }) });
    expect(verdict(pdf)).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND CERTIFICATE_UNTRUSTED');
  });
});

describe('revocation without a time stamp', () => {
  const revoked = (serial: number, at: string) => ({ revoked: [{ serial, at }] });

  it('of the signer, before and after the claimed time', () => {
    for (const at of ['2026-01-01T00:00:00Z', '2026-03-05T00:00:00Z']) {
      const report = verifyPdf(good, policy({ trust: trust({ subCrl: revoked(agency.serial, at) }) }));
      expect(report).toMatchObject({
        verdict: 'INDETERMINATE',
        subIndication: 'REVOKED_NO_POE',
        reason: 'CERTIFICATE_REVOKED',
      });
      expect(report.signatures.map(({ reason }) => reason)).toEqual(['OK', 'CERTIFICATE_REVOKED']);
      expect(report.signatures[1]?.revocation).toMatchObject({
        status: 'revoked',
        at: new Date(at).toISOString(),
      });
    }
  });

  it('of the issuing authority', () => {
    const changed = trust({ rootCrl: revoked(sub.serial, '2026-01-01T00:00:00Z') });
    expect(verdict(good, { trust: changed })).toBe('INDETERMINATE REVOKED_CA_NO_POE CERTIFICATE_REVOKED');
  });

  it.each([
    ['no list at all', { subCrl: null }],
    ['no list of the root', { rootCrl: null }],
    ['an old list', { subCrl: { nextUpdate: '2026-03-09T00:00:00Z' } }],
    ['a list signed by somebody else', { subCrl: { key: root.key } }],
    [
      'a list with an unknown critical extension',
      { subCrl: { extensions: [extension('1.2.3.4', true, octetString(Buffer.from('x')))] } },
    ],
    [
      'a delta list',
      { subCrl: { extensions: [extension(oids.deltaCrlIndicator, true, Buffer.from([2, 1, 1]))] } },
    ],
    [
      'a list for authorities only',
      {
        subCrl: {
          extensions: [
            extension(
              oids.issuingDistributionPoint,
              true,
              Buffer.from('3003820 1ff'.replace(' ', ''), 'hex'),
            ),
          ],
        },
      },
    ],
    [
      'an entry with an unknown critical extension',
      {
        subCrl: {
          revoked: [
            { serial: 9, at: now, extensions: extension('1.2.3.4', true, octetString(Buffer.from('x'))) },
          ],
        },
      },
    ],
  ] as const)('%s: try later', (_, changes) => {
    expect(verdict(good, { trust: trust(changes) })).toBe('INDETERMINATE TRY_LATER REVOCATION_UNKNOWN');
  });
});

describe('a time stamp', () => {
  const stamped = (
    changes: Partial<Parameters<typeof timeStampToken>[0]> = {},
    at = '2026-03-02T02:00:00Z',
  ) => {
    const unsigned = (signature: Uint8Array) =>
      attribute(
        oids.timeStampToken,
        timeStampToken({ tsa, issuer: sub, stamped: [signature], at, ...changes }),
      );
    return agencySigns(personSigns(basePdf(), { cms: { unsigned } }), { cms: { unsigned } });
  };

  it('proves the signing time', () => {
    const report = verifyPdf(stamped(), policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures[0]?.signingTime).toEqual({
      time: '2026-03-02T02:00:00.000Z',
      source: 'time-stamp',
    });
  });

  it('saves a signature whose certificate was revoked later, with a note', () => {
    const lists = trust({ subCrl: { revoked: [{ serial: person.serial, at: '2026-03-05T00:00:00Z' }] } });
    const report = verifyPdf(stamped(), policy({ trust: lists }));
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([{ code: 'REVOKED_LATER', severity: 'note', field: 'Personal' }]);
  });

  it('makes a revocation before it final', () => {
    const lists = trust({ subCrl: { revoked: [{ serial: person.serial, at: '2026-03-02T01:59:59Z' }] } });
    expect(verdict(stamped(), { trust: lists })).toBe('TOTAL-FAILED REVOKED CERTIFICATE_REVOKED');
  });

  it('makes an expiry before it final, and saves from one after it when a list covers the time', () => {
    const early = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notAfter: '2026-03-05T00:00:00Z' });
    const signedAt = (at: string) => {
      const unsigned = (signature: Uint8Array) =>
        attribute(oids.timeStampToken, timeStampToken({ tsa, issuer: sub, stamped: [signature], at }));
      const sign = (signed: readonly Uint8Array[]) => cms({ signer: early, issuer: sub, signed, unsigned });
      return agencySigns(personSigns(basePdf(), { sign }));
    };
    expect(verdict(signedAt('2026-03-06T00:00:00Z'))).toBe('TOTAL-FAILED EXPIRED CERTIFICATE_EXPIRED');
    expect(verdict(signedAt('2026-03-04T00:00:00Z'))).toBe('TOTAL-PASSED OK');
    const late = trust({ subCrl: { thisUpdate: '2026-03-08T00:00:00Z' } });
    expect(verdict(signedAt('2026-03-04T00:00:00Z'), { trust: late })).toBe(
      'INDETERMINATE TRY_LATER REVOCATION_UNKNOWN',
    );
  });

  const untrusted = certificate({ name: 'Other' });
  const notForStamps = certificate({ name: 'TSA', uid: 'X:2', issuer: sub });
  const strangeTsa = certificate({
    name: 'TSA',
    uid: 'X:1',
    issuer: untrusted,
    more: [extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)))],
  });
  const laxTsa = certificate({
    name: 'TSA',
    uid: 'X:1',
    issuer: sub,
    more: [extension(oids.extendedKeyUsage, false, sequence(objectIdentifier(oids.timeStamping)))],
  });

  it.each([
    ['over something else', { stamped: [Buffer.from('copied from another signature')] }],
    ['whose content was altered', { imprint: Buffer.alloc(32) }],
    ['with a wrong signature', { damageSignature: true }],
    ['without ESS attribute', { ess: null }],
    ['for another certificate', { ess: digest('sha256', sub.der) }],
    ['from a certificate that is not for time stamps', { tsa: notForStamps }],
    ['from a certificate whose purpose is not critical', { tsa: laxTsa }],
    ['from an authority that nobody trusts', { tsa: strangeTsa, issuer: untrusted }],
    ['with SHA-1', { hash: 'sha1' }],
    ['without its certificate', { certificates: [sub] }],
  ] as const)('%s proves nothing', (_, changes) => {
    expect(verdict(stamped(changes))).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE TIME_STAMP_INVALID');
  });

  it('from the future proves nothing', () => {
    expect(verdict(stamped({}, '2026-03-11T00:00:00Z'))).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE TIME_STAMP_INVALID',
    );
  });
});

describe('a document time stamp', () => {
  const archived = (at = '2026-03-03T00:00:00Z', stamped?: readonly Uint8Array[], rect = '0 0 0 0') =>
    agencySigns(good, {
      name: 'Archive',
      number: 11,
      earlier: ['5 0 R', '8 0 R'],
      rect,
      subFilter: 'ETSI.RFC3161',
      type: 'DocTimeStamp',
      sign: (signed) => timeStampToken({ tsa, issuer: sub, stamped: stamped ?? signed, at }),
    });

  it('proves the time of the signatures that it covers', () => {
    const lists = trust({ subCrl: { revoked: [{ serial: person.serial, at: '2026-03-05T00:00:00Z' }] } });
    const report = verifyPdf(archived(), policy({ trust: lists }));
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures.map(({ kind, signingTime }) => [kind, signingTime.source])).toEqual([
      ['signature', 'time-stamp'],
      ['signature', 'time-stamp'],
      ['document-time-stamp', 'time-stamp'],
    ]);
  });

  it('that draws on the page fails the file: anybody gets a time stamp', () => {
    const pdf = archived(undefined, undefined, '0 0 595 842');
    expect(verdict(pdf)).toBe('TOTAL-FAILED FORMAT_FAILURE CHANGED_AFTER_SIGNING');
  });

  it('over something else fails the file', () => {
    expect(verdict(archived(undefined, [Buffer.from('x')]))).toBe(
      'TOTAL-FAILED HASH_FAILURE TIME_STAMP_INVALID',
    );
  });
});

describe('the signers that Hai Phong wants', () => {
  const agencyFirst = () =>
    personSigns(basePdf(), {
      name: 'Agency',
      sign: (signed) => cms({ signer: agency, issuer: sub, signed }),
    });
  const personLast = (before: Buffer) =>
    agencySigns(before, { name: 'Personal', sign: (signed) => cms({ signer: person, issuer: sub, signed }) });

  it('person without agency', () => {
    expect(verdict(personSigns())).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE AGENCY_SIGNATURE_MISSING');
    expect(verdict(personSigns(), { regulation: 'none' })).toBe('TOTAL-PASSED OK');
  });

  it('agency without person, fine only for a copy, attachment or annex', () => {
    expect(verdict(agencyFirst())).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE PERSONAL_SIGNATURE_MISSING');
    expect(verdict(agencyFirst(), { as: 'copy' })).toBe('TOTAL-PASSED OK');
  });

  it('in the wrong order', () => {
    expect(verdict(personLast(agencyFirst()))).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE SIGNATURE_ORDER_WRONG',
    );
  });

  it('none at all', () => {
    expect(verdict(basePdf())).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE NO_SIGNATURE');
    expect(verdict(basePdf(), { regulation: 'none' })).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE NO_SIGNATURE',
    );
  });

  it('points out a seal that is not on the left third, without failing', () => {
    const report = verifyPdf(agencySigns(personSigns(), { rect: '300 300 330 330' }), policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([{ code: 'SEAL_MISPLACED', severity: 'warning', field: 'Agency' }]);
  });
});
