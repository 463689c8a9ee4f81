/** Asks an RFC 3161 server for a time stamp and looks at what comes back before it is put into a signature. */

import { createHash, randomBytes } from 'node:crypto';
import { OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp';
import { both } from '../../../foundation/bilingual.ts';
import { digestAlgorithm } from '../../asn1/algorithms.ts';
import { derOf, integerContent, objectIdentifier } from '../../asn1/encoding.ts';
import type { SignatureHash } from '../../asn1/signature-scheme.ts';
import { largestAnswer } from '../../fetching/limits.ts';
import { parseTimeStamp } from '../../verification/cms/time-stamp.ts';
import { bytesOf } from '../../verification/crypto/signed-bytes.ts';
import { DerError } from '../../verification/der/reader.ts';
import { childAt, readElement, readElements } from '../cms/der.ts';
import { fail } from '../errors.ts';
import { answerTo, exchangeReason, refuseSecret } from './exchange.ts';

export interface TimeStampOptions {
  readonly url: string;
  /** 8 random bytes; passed in by tests. */
  readonly nonce?: Uint8Array;
  /** Of the imprint; SHA-256 when not given. */
  readonly hash?: SignatureHash;
}

/**
 * A TimeStampToken over `data`, in one piece or several. Its imprint, nonce and own signature are checked; whether its certificate
 * is trusted is for the verifier to say, who has a policy.
 * Throws SIGN_ADDRESS_SECRET, SIGN_TIME_STAMP_UNREACHABLE, SIGN_TIME_STAMP_REFUSED, SIGN_TIME_STAMP_INVALID.
 */
export async function timeStampFor(
  data: Uint8Array | readonly Uint8Array[],
  options: TimeStampOptions,
): Promise<Uint8Array> {
  const { url, nonce = randomBytes(8), hash = 'sha256' } = options;
  refuseSecret(url, 'time stamp');
  const pieces = data instanceof Uint8Array ? [data] : data;
  const imprinted = createHash(hash);
  for (const piece of pieces) imprinted.update(piece);
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: digestAlgorithm(hash),
      hashedMessage: new OctetString(imprinted.digest()),
    }),
    nonce: integerContent(Buffer.from(nonce).toString('hex')),
    certReq: true,
  });
  const answer = await posted(url, derOf(request));
  try {
    return checkedToken(url, answer, request, pieces);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid(url, error.message, error);
  }
}

const timeStampInfo = objectIdentifier('1.2.840.113549.1.9.16.1.4');

async function posted(url: string, request: Uint8Array): Promise<Uint8Array> {
  try {
    return await answerTo({
      url,
      body: request,
      type: 'application/timestamp-query',
      bytes: largestAnswer.timeStamp,
    });
  } catch (cause) {
    const reason = exchangeReason(cause);
    throw fail('SIGN_TIME_STAMP_UNREACHABLE', { url, reason }, cause);
  }
}

function checkedToken(
  url: string,
  answer: Uint8Array,
  request: TimeStampReq,
  pieces: readonly Uint8Array[],
): Uint8Array {
  const imprint = new Uint8Array(request.messageImprint.hashedMessage.buffer);
  const nonce = new Uint8Array(request.nonce ?? []);
  const [status, token] = readElements(readElement(answer).content);
  if (status === undefined) throw new RangeError('no status');
  const granted = childAt(status, 0).content;
  // 0 granted, 1 granted with modifications (RFC 3161 section 2.4.2).
  if (granted.length !== 1 || (granted[0] ?? 9) > 1) {
    throw fail('SIGN_TIME_STAMP_REFUSED', { url, status: Buffer.from(granted).toString('hex') });
  }
  if (token === undefined) throw new RangeError('no token');
  const signedData = childAt(token, 1, 0);
  const [contentType, wrapped] = readElements(childAt(signedData, 2).content);
  if (contentType === undefined || wrapped === undefined) throw new RangeError('no content');
  if (!same(contentType.bytes, timeStampInfo)) throw new RangeError('its content is no TSTInfo');
  const info = childAt(wrapped, 0);
  const fields = readElements(readElement(info.content).content);
  const [, , imprintField, , , ...optional] = fields;
  if (imprintField === undefined || !same(childAt(imprintField, 1).content, imprint)) {
    throw new RangeError('it stamps other data');
  }
  if (!optional.some((field) => field.tag === 0x02 && same(field.content, nonce))) {
    throw new RangeError('it answers another request');
  }
  if (!signedByOwnCertificate(token.bytes, pieces)) throw new RangeError('its signature is wrong');
  return token.bytes;
}

/** The token encloses the certificate of its signer, because certReq was asked for. */
function signedByOwnCertificate(token: Uint8Array, stamped: readonly Uint8Array[]): boolean {
  try {
    const { check } = parseTimeStamp(token, bytesOf(...stamped));
    return check.digestFits && check.signatureFits;
  } catch (error) {
    throw error instanceof DerError ? new RangeError(error.message, { cause: error }) : error;
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function invalid(url: string, reason: string, cause: unknown) {
  return fail('SIGN_TIME_STAMP_INVALID', { url, reason: both(reason, faults[reason] ?? reason) }, cause);
}

/** What the answer is not; what a strict reader says of its bytes stays English. */
const faults: Readonly<Record<string, string>> = {
  'no token': 'câu trả lời không có dấu thời gian',
  'no content': 'dấu thời gian không có nội dung',
  'its content is no TSTInfo': 'nội dung không phải là TSTInfo',
  'it stamps other data': 'dấu thời gian đóng cho dữ liệu khác',
  'it answers another request': 'câu trả lời là của yêu cầu khác',
  'its signature is wrong': 'chữ ký của dấu thời gian sai',
};
