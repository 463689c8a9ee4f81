/** Makes a certificate revocation list (RFC 5280 section 5): version 2, with number and authority key identifier. */
import {
  AuthorityKeyIdentifier,
  CertificateList,
  CRLNumber,
  CRLReason,
  id_ce_authorityKeyIdentifier,
  id_ce_cRLNumber,
  id_ce_cRLReasons,
  KeyIdentifier,
  Name,
  RevokedCertificate,
  TBSCertList,
  Version,
} from '@peculiar/asn1-x509';
import { bufferOf, derOf, extension, integerContent, time } from '../asn1/encoding.ts';
import { verbatim } from '../asn1/verbatim.ts';
import type { Authority } from './authorities.ts';
import { type RevocationReason, revocationReasonNumbers } from './description/description.ts';
import { signWith } from './software-key.ts';

export interface Revocation {
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly at: Date;
  readonly reason: RevocationReason;
}

export interface RevocationListContent {
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly Revocation[];
}

/** The index publishes inside a transaction, so this must not wait, as the X.509 library's own generator does. */
export function revocationList(issuer: Authority, content: RevocationListContent): Uint8Array {
  const { key, keyIdentifier, subjectDer } = issuer;
  const identifier = new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier) });
  const list = new TBSCertList({
    version: Version.v2,
    signature: key.signatureAlgorithm,
    issuer: verbatim(Name, subjectDer),
    thisUpdate: time(content.thisUpdate),
    nextUpdate: time(content.nextUpdate),
    // An empty list must be left out altogether.
    ...(content.revoked.length > 0 && { revokedCertificates: content.revoked.map(entry) }),
    crlExtensions: [
      extension(id_ce_authorityKeyIdentifier, identifier),
      extension(id_ce_cRLNumber, new CRLNumber(content.number)),
    ],
  });
  return derOf(
    new CertificateList({
      tbsCertList: list,
      signatureAlgorithm: key.signatureAlgorithm,
      signature: bufferOf(signWith(key, derOf(list))),
    }),
  );
}

function entry({ serial, at, reason }: Revocation): RevokedCertificate {
  const number = revocationReasonNumbers[reason];
  return new RevokedCertificate({
    userCertificate: integerContent(serial),
    revocationDate: time(at),
    // RFC 5280 section 5.3.1: unspecified is said by leaving the reason out.
    ...(number !== 0 && { crlEntryExtensions: [extension(id_ce_cRLReasons, new CRLReason(number))] }),
  });
}
