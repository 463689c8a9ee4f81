/** The time-stamping authority (RFC 3161, ESS signing-certificate-v2 as RFC 5816 wants it). */
import { createHash } from 'node:crypto';
import type { Authority } from '../authorities.ts';
import { randomSerial } from '../certificate.ts';
import {
  element,
  explicit,
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  serialInteger,
  setOf,
  utf8String,
} from '../der.ts';
import { signWith } from '../software-key.ts';
import type { ServedParts } from './served-parts.ts';
import { type FailureInfo, readTimeStampRequest, type TimeStampRequest } from './time-stamp-request.ts';

/** The DER of a TimeStampResp to the DER of a TimeStampReq; whatever the request is, there is an answer. */
export function timeStampAnswer(parts: ServedParts, bytes: Uint8Array): Uint8Array {
  const read = readTimeStampRequest(bytes, parts.description.tsa.policy);
  if (read.state === 'refused') return rejection(read.failure, read.text);
  return sequence(sequence(integer(granted)), timeStampToken(parts, read.request));
}

/** A TimeStampResp that refuses. */
export function rejection(failure: FailureInfo, text: string): Uint8Array {
  return sequence(sequence(integer(rejected), sequence(utf8String(text)), failureBits(failure)));
}

const granted = 0;
const rejected = 2;

const failureBit: Readonly<Record<FailureInfo, number>> = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
};

/** A BIT STRING of named bits ends with its last set bit (X.690 section 11.2.2). */
function failureBits(failure: FailureInfo): Buffer {
  const bit = failureBit[failure];
  const bytes = Buffer.alloc(Math.floor(bit / 8) + 1);
  bytes[bytes.length - 1] = 0x80 >> (bit % 8);
  return element(0x03, Buffer.of(7 - (bit % 8)), bytes);
}

const oid = {
  signedData: objectIdentifier('1.2.840.113549.1.7.2'),
  tstInfo: objectIdentifier('1.2.840.113549.1.9.16.1.4'),
  contentType: objectIdentifier('1.2.840.113549.1.9.3'),
  messageDigest: objectIdentifier('1.2.840.113549.1.9.4'),
  signingCertificateV2: objectIdentifier('1.2.840.113549.1.9.16.2.47'),
} as const;

/** CMS wants one hash for the content, the attributes and the signature (RFC 5753 section 2.1.1). */
const digestAlgorithm = {
  sha256: sequence(objectIdentifier('2.16.840.1.101.3.4.2.1')),
  sha384: sequence(objectIdentifier('2.16.840.1.101.3.4.2.2')),
} as const;

function timeStampToken(parts: ServedParts, request: TimeStampRequest): Uint8Array {
  const { tsa, sub } = parts.authorities;
  const content = timeStampInfo(parts, request);
  const certificates = request.certificateWanted ? [tsa.certificate, sub.certificate] : [];
  const signedData = sequence(
    integer(3),
    setOf(digestAlgorithm[tsa.key.digest]),
    // A primitive OCTET STRING: a constructed one is legal BER, and several verifiers cannot read it.
    sequence(oid.tstInfo, explicit(0, octetString(content))),
    ...(certificates.length === 0 ? [] : [retagged(0xa0, setOf(...certificates))]),
    setOf(signerInfo(tsa, sub, content)),
  );
  return sequence(oid.signedData, explicit(0, signedData));
}

function timeStampInfo({ description, clock }: ServedParts, request: TimeStampRequest): Uint8Array {
  const { policy, accuracySeconds } = description.tsa;
  return sequence(
    integer(1),
    objectIdentifier(policy),
    request.messageImprint,
    serialInteger(randomSerial()),
    generalizedTime(clock.now()),
    ...(accuracySeconds === 0 ? [] : [sequence(integer(accuracySeconds))]),
    ...(request.nonce === undefined ? [] : [request.nonce]),
  );
}

function signerInfo(tsa: Authority, issuer: Authority, content: Uint8Array): Uint8Array {
  const attributes = setOf(
    attribute(oid.contentType, oid.tstInfo),
    attribute(oid.messageDigest, octetString(hash(tsa.key.digest, content))),
    attribute(oid.signingCertificateV2, signingCertificate(tsa, issuer)),
  );
  return sequence(
    integer(1),
    sequence(issuer.subjectDer, serialInteger(tsa.serial)),
    digestAlgorithm[tsa.key.digest],
    retagged(0xa0, attributes),
    tsa.key.signatureAlgorithm,
    // Signed as a SET, sent under an implicit tag (RFC 5652 section 5.4).
    octetString(signWith(tsa.key, attributes)),
  );
}

/** SigningCertificateV2 with SHA-256, which as the default must not be named (RFC 5035 section 4). */
function signingCertificate(tsa: Authority, issuer: Authority): Uint8Array {
  const issuerSerial = sequence(sequence(element(0xa4, issuer.subjectDer)), serialInteger(tsa.serial));
  return sequence(sequence(sequence(octetString(hash('sha256', tsa.certificate)), issuerSerial)));
}

function attribute(type: Uint8Array, value: Uint8Array): Uint8Array {
  return sequence(type, setOf(value));
}

function hash(name: 'sha256' | 'sha384', data: Uint8Array): Uint8Array {
  return createHash(name).update(data).digest();
}

function retagged(tag: number, encoded: Uint8Array): Uint8Array {
  const copy = Buffer.from(encoded);
  copy[0] = tag;
  return copy;
}
