/** The OCSP responder (RFC 6960): answers for certificates of the sub CA with a delegated signer's key. */
import { createHash } from 'node:crypto';
import {
  BasicOCSPResponse,
  CertStatus,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  KeyHash,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { Certificate, CRLReason, Extension, SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import { bufferOf, derOf, wholeSeconds } from '../../asn1/encoding.ts';
import { verbatim } from '../../asn1/verbatim.ts';
import { DerError } from '../../verification/der/reader.ts';
import type { Authority } from '../authorities.ts';
import { revocationReasonNumbers } from '../description/description.ts';
import { signWith } from '../software-key.ts';
import { type OcspRequest, readOcspRequest, type WantedStatus } from './ocsp-request.ts';
import type { ServedParts } from './served-parts.ts';

/** The DER of the answer to the DER of a request; whatever the request is, there is an answer. */
export function ocspAnswer(parts: ServedParts, request: Uint8Array): Uint8Array {
  try {
    return answerTo(parts, readOcspRequest(request));
  } catch (error) {
    if (error instanceof DerError) return refusal(OCSPResponseStatus.malformedRequest);
    throw error;
  }
}

function answerTo(parts: ServedParts, request: OcspRequest): Uint8Array {
  const { sub } = parts.authorities;
  // Only the sub CA has delegated to this responder (RFC 6960 section 2.3 on "unauthorized").
  if (!request.wanted.some((wanted) => isFrom(sub, wanted))) return refusal(OCSPResponseStatus.unauthorized);
  return signedResponse(parts, request);
}

function signedResponse(parts: ServedParts, { wanted, nonce }: OcspRequest): Uint8Array {
  const { authorities, clock, description } = parts;
  const { key, keyIdentifier, certificate } = authorities.ocsp;
  const now = wholeSeconds(clock.now());
  const until = new Date(now.getTime() + description.ocsp.hours * 3_600_000);
  const data = new ResponseData({
    responderID: new ResponderID({ byKey: new KeyHash(keyIdentifier) }),
    producedAt: now,
    responses: wanted.map((one) => singleResponse(parts, one, now, until)),
    ...(nonce && { responseExtensions: [repeatedNonce(nonce)] }),
  });
  const basic = new BasicOCSPResponse({
    tbsResponseData: data,
    signatureAlgorithm: key.signatureAlgorithm,
    signature: bufferOf(signWith(key, derOf(data))),
    certs: [verbatim(Certificate, certificate)],
  });
  const responseBytes = new ResponseBytes({
    responseType: id_pkix_ocsp_basic,
    response: new OctetString(derOf(basic)),
  });
  return derOf(new OCSPResponse({ responseStatus: OCSPResponseStatus.successful, responseBytes }));
}

function repeatedNonce(value: Uint8Array): Extension {
  return new Extension({ extnID: id_pkix_ocsp_nonce, extnValue: new OctetString(value) });
}

function singleResponse(parts: ServedParts, wanted: WantedStatus, now: Date, until: Date): SingleResponse {
  const { certId: certID } = wanted;
  const certStatus = certificateStatus(parts, wanted);
  return new SingleResponse({ certID, certStatus, thisUpdate: now, nextUpdate: wholeSeconds(until) });
}

function certificateStatus({ authorities, index }: ServedParts, wanted: WantedStatus): CertStatus {
  const record = isFrom(authorities.sub, wanted) ? index.find(wanted.serial) : undefined;
  if (record?.issuer !== 'sub') return new CertStatus({ unknown: null });
  const revocation = index.revocation(wanted.serial);
  if (revocation === undefined) return new CertStatus({ good: null });
  const reason = revocationReasonNumbers[revocation.reason];
  const revoked = new RevokedInfo({
    revocationTime: wholeSeconds(revocation.at),
    ...(reason !== 0 && { revocationReason: new CRLReason(reason) }),
  });
  return new CertStatus({ revoked });
}

function isFrom(issuer: Authority, { certId }: WantedStatus): boolean {
  const name = hashNames[certId.hashAlgorithm.algorithm];
  if (name === undefined) return false;
  const { subjectPublicKey } = AsnConvert.parse(issuer.key.spki, SubjectPublicKeyInfo);
  return (
    isHash(name, issuer.subjectDer, certId.issuerNameHash) &&
    isHash(name, new Uint8Array(subjectPublicKey), certId.issuerKeyHash)
  );
}

function isHash(name: string, data: Uint8Array, claimed: OctetString): boolean {
  return createHash(name).update(data).digest().equals(new Uint8Array(claimed.buffer));
}

const hashNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

function refusal(responseStatus: OCSPResponseStatus): Uint8Array {
  return derOf(new OCSPResponse({ responseStatus }));
}
