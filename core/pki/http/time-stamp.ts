/** The time-stamping authority (RFC 3161, ESS signing-certificate-v2 as RFC 5816 wants it). */
import { createHash } from 'node:crypto';
import {
  Accuracy,
  id_ct_tstInfo,
  PKIFailureInfo,
  PKIFreeText,
  PKIStatus,
  PKIStatusInfo,
  TimeStampResp,
  TimeStampToken,
  TSTInfo,
} from '@peculiar/asn1-tsp';
import { sha256, sha384 } from '../../asn1/algorithms.ts';
import { bufferOf, derOf, integerContent, wholeSeconds } from '../../asn1/encoding.ts';
import { signedAttributes, signedData } from '../../asn1/signed-data.ts';
import { verbatim } from '../../asn1/verbatim.ts';
import { derParts } from '../../pkcs11/certificate-parts.ts';
import { randomSerial } from '../certificate.ts';
import { signWith } from '../software-key.ts';
import type { ServedParts } from './served-parts.ts';
import { type FailureInfo, readTimeStampRequest, type TimeStampRequest } from './time-stamp-request.ts';

/** The DER of a TimeStampResp to the DER of a TimeStampReq; whatever the request is, there is an answer. */
export function timeStampAnswer(parts: ServedParts, bytes: Uint8Array): Uint8Array {
  const read = readTimeStampRequest(bytes, parts.description.tsa.policy);
  if (read.state === 'refused') return rejection(read.failure, read.text);
  const status = new PKIStatusInfo({ status: PKIStatus.granted });
  const timeStampToken = verbatim(TimeStampToken, tokenFor(parts, read.request));
  return derOf(new TimeStampResp({ status, timeStampToken }));
}

/** A TimeStampResp that refuses. */
export function rejection(failure: FailureInfo, text: string): Uint8Array {
  const failInfo = new PKIFailureInfo();
  failInfo.fromNumber(2 ** failureBit[failure]);
  const statusString = new PKIFreeText([text]);
  return derOf(
    new TimeStampResp({
      status: new PKIStatusInfo({ status: PKIStatus.rejection, statusString, failInfo }),
    }),
  );
}

/** RFC 3161 section 2.4.2. In asn1-tsp 2.6's PKIFailureInfoFlags the bits from 14 on are one too low. */
const failureBit: Readonly<Record<FailureInfo, number>> = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
};

/** CMS wants one hash for the content, the attributes and the signature (RFC 5753 section 2.1.1). */
const digestAlgorithms = { sha256, sha384 } as const;

function tokenFor(parts: ServedParts, request: TimeStampRequest): Uint8Array {
  const { tsa, sub } = parts.authorities;
  const { digest, signatureAlgorithm } = tsa.key;
  const content = timeStampInfo(parts, request);
  const certificate = { der: tsa.certificate, ...derParts(tsa.certificate) };
  const attributes = signedAttributes({
    contentType: id_ct_tstInfo,
    digest: createHash(digest).update(content).digest(),
    certificate,
  });
  return signedData({
    contentType: id_ct_tstInfo,
    content,
    certificate,
    certificates: request.certificateWanted ? [tsa.certificate, sub.certificate] : [],
    digestAlgorithm: digestAlgorithms[digest],
    signatureAlgorithm,
    attributes,
    signature: signWith(tsa.key, attributes),
  });
}

function timeStampInfo({ description, clock }: ServedParts, request: TimeStampRequest): Uint8Array {
  const { policy, accuracySeconds: seconds } = description.tsa;
  const { messageImprint, nonce } = request;
  return derOf(
    new TSTInfo({
      policy,
      messageImprint,
      serialNumber: integerContent(randomSerial()),
      genTime: wholeSeconds(clock.now()),
      ...(seconds !== 0 && { accuracy: new Accuracy({ seconds }) }),
      ...(nonce && { nonce: bufferOf(nonce) }),
    }),
  );
}
