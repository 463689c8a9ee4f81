/** What a certificate says about where to ask: lists, responders, its issuer's certificate. Followed only to named hosts. */
import { createHash } from 'node:crypto';
import { CertID, OCSPRequest, Request, TBSRequest } from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AuthorityInfoAccessSyntax,
  CRLDistributionPoints,
  type GeneralName,
  id_ad_caIssuers,
  id_ad_ocsp,
  id_ce_cRLDistributionPoints,
  id_pe_authorityInfoAccess,
} from '@peculiar/asn1-x509';
import { bufferOf, derOf, integerContent } from '../../asn1/encoding.ts';
import type { Question } from '../../fetching/fetch.ts';
import { largestAnswer } from '../../fetching/limits.ts';
import type { Certificate } from '../../verification/cms/certificate.ts';

export interface Addresses {
  readonly crls: readonly string[];
  readonly ocsps: readonly string[];
  readonly issuers: readonly string[];
}

/** http and https only; an extension that cannot be read names nothing. */
export function addressesIn(certificate: Certificate): Addresses {
  const value = (oid: string) => certificate.extensions.find((extension) => extension.oid === oid)?.value;
  const access = parsed(value(id_pe_authorityInfoAccess), AuthorityInfoAccessSyntax) ?? [];
  const points = parsed(value(id_ce_cRLDistributionPoints), CRLDistributionPoints) ?? [];
  const at = (method: string) =>
    [...access]
      .filter(({ accessMethod }) => accessMethod === method)
      .flatMap(({ accessLocation }) => web(accessLocation));
  return {
    crls: [...points].flatMap(({ distributionPoint }) => (distributionPoint?.fullName ?? []).flatMap(web)),
    ocsps: at(id_ad_ocsp),
    issuers: at(id_ad_caIssuers),
  };
}

/** A request for one certificate (RFC 6960 section 4.1.1). No nonce: the response is kept, not compared. */
export function ocspQuestion(url: string, subject: Certificate, issuer: Certificate): Question {
  const hashed = (data: Uint8Array) => new OctetString(createHash('sha1').update(data).digest());
  const request = new OCSPRequest({
    tbsRequest: new TBSRequest({
      requestList: [
        new Request({
          reqCert: new CertID({
            // Only an index: responders are bound to know SHA-1 here, and some know nothing else (RFC 5019 section 2.1.1).
            hashAlgorithm: new AlgorithmIdentifier({ algorithm: '1.3.14.3.2.26', parameters: null }),
            issuerNameHash: hashed(issuer.subjectDer),
            issuerKeyHash: hashed(issuer.keyBits),
            serialNumber: integerContent(subject.serial),
          }),
        }),
      ],
    }),
  });
  return { url, body: derOf(request), type: 'application/ocsp-request', bytes: largestAnswer.response };
}

function parsed<T extends object>(value: Uint8Array | undefined, type: new () => T): T | undefined {
  if (value === undefined) return undefined;
  try {
    return AsnConvert.parse(bufferOf(value), type);
  } catch {
    return undefined;
  }
}

function web({ uniformResourceIdentifier: address }: GeneralName): string[] {
  if (address === undefined) return [];
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '') ? [address] : [];
}
