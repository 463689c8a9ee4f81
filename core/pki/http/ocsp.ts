/** The OCSP responder (RFC 6960): answers for certificates of the sub CA with a delegated signer's key. */
import { createHash } from 'node:crypto';
import type { Authority } from '../authorities.ts';
import {
  bitString,
  element,
  enumerated,
  explicit,
  extension,
  generalizedTime,
  objectIdentifier,
  octetString,
  sequence,
} from '../der.ts';
import { children, DerError, readDer } from '../der-reader.ts';
import { revocationReasonNumbers } from '../description/description.ts';
import { signWith } from '../software-key.ts';
import { nonceOid, type OcspRequest, readOcspRequest, type WantedStatus } from './ocsp-request.ts';
import type { ServedParts } from './served-parts.ts';

/** RFC 6960 section 4.2.1, OCSPResponseStatus. */
const malformedRequest = 1;
const unauthorized = 6;

/** The DER of the answer to the DER of a request; whatever the request is, there is an answer. */
export function ocspAnswer(parts: ServedParts, request: Uint8Array): Uint8Array {
  try {
    return answerTo(parts, readOcspRequest(request));
  } catch (error) {
    if (error instanceof DerError) return refusal(malformedRequest);
    throw error;
  }
}

function answerTo(parts: ServedParts, request: OcspRequest): Uint8Array {
  const { sub } = parts.authorities;
  // Only the sub CA has delegated to this responder (RFC 6960 section 2.3 on "unauthorized").
  if (!request.wanted.some((wanted) => isFrom(sub, wanted))) return refusal(unauthorized);
  return signedResponse(parts, request);
}

function signedResponse(parts: ServedParts, { wanted, nonce }: OcspRequest): Uint8Array {
  const { authorities, clock, description } = parts;
  const { key, keyIdentifier, certificate } = authorities.ocsp;
  const now = clock.now();
  const until = new Date(now.getTime() + description.ocsp.hours * 3_600_000);
  const data = sequence(
    explicit(2, octetString(keyIdentifier)),
    generalizedTime(now),
    sequence(...wanted.map((one) => singleResponse(parts, one, now, until))),
    ...(nonce === undefined ? [] : [explicit(1, sequence(extension(nonceOid, nonce)))]),
  );
  const basic = sequence(
    data,
    key.signatureAlgorithm,
    bitString(signWith(key, data)),
    explicit(0, sequence(certificate)),
  );
  const typed = sequence(objectIdentifier(basicResponse), octetString(basic));
  return sequence(enumerated(0), explicit(0, typed));
}

const basicResponse = '1.3.6.1.5.5.7.48.1.1';

function singleResponse(parts: ServedParts, wanted: WantedStatus, now: Date, until: Date): Uint8Array {
  const times = [generalizedTime(now), explicit(0, generalizedTime(until))];
  return sequence(wanted.certId, certificateStatus(parts, wanted), ...times);
}

function certificateStatus({ authorities, index }: ServedParts, wanted: WantedStatus): Uint8Array {
  const record = isFrom(authorities.sub, wanted) ? index.find(wanted.serial) : undefined;
  if (record?.issuer !== 'sub') return unknown;
  const revocation = index.revocation(wanted.serial);
  if (revocation === undefined) return good;
  const reason = revocationReasonNumbers[revocation.reason];
  const given = reason === 0 ? [] : [explicit(0, enumerated(reason))];
  return element(0xa1, generalizedTime(revocation.at), ...given);
}

const good = element(0x80);
const unknown = element(0x82);

function isFrom(issuer: Authority, wanted: WantedStatus): boolean {
  const name = hashNames[wanted.hashAlgorithm];
  if (name === undefined) return false;
  const hash = (data: Uint8Array) => createHash(name).update(data).digest();
  return (
    hash(issuer.subjectDer).equals(wanted.issuerNameHash) &&
    hash(keyBits(issuer.key.spki)).equals(wanted.issuerKeyHash)
  );
}

const hashNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The public key without its algorithm and without the count of unused bits. */
function keyBits(spki: Uint8Array): Uint8Array {
  return children(readDer(spki))[1]?.content.subarray(1) ?? new Uint8Array();
}

function refusal(status: number): Uint8Array {
  return sequence(enumerated(status));
}
