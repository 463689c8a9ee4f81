/**
 * Reads a time-stamp request (RFC 3161 section 2.4.1) and says which failure to report for one that cannot be served.
 * With the strict reader: from the ASN.1 library comes one error for all failures, none for bytes after the end.
 */
import { MessageImprint } from '@peculiar/asn1-tsp';
import {
  contentOf,
  DerError,
  type DerValue,
  readOnlyDer,
  sequence,
  Tag,
} from '../../verification/der/reader.ts';
import { integerHex, oidOf } from '../../verification/der/values.ts';
import { repeated } from './repeated.ts';

export interface TimeStampRequest {
  /** To be repeated in the token. */
  readonly messageImprint: MessageImprint;
  /** Content of the INTEGER, as it came. */
  readonly nonce?: Uint8Array;
  readonly certificateWanted: boolean;
}

/** Bits of PKIFailureInfo (RFC 3161 section 2.4.2). */
export type FailureInfo =
  | 'badAlg'
  | 'badRequest'
  | 'badDataFormat'
  | 'unacceptedPolicy'
  | 'unacceptedExtension'
  | 'systemFailure';

export type ReadRequest =
  | { readonly state: 'readable'; readonly request: TimeStampRequest }
  | { readonly state: 'refused'; readonly failure: FailureInfo; readonly text: string };

export function readTimeStampRequest(bytes: Uint8Array, policy: string): ReadRequest {
  try {
    return checkedRequest(readOnlyDer(bytes), policy);
  } catch (error) {
    if (error instanceof DerError) return refused('badDataFormat', `not a TimeStampReq: ${error.message}`);
    throw error;
  }
}

function checkedRequest(request: DerValue, policy: string): ReadRequest {
  const fields = sequence(request, 'TimeStampReq');
  const version = integerHex(fields.take(Tag.integer, 'version'));
  if (version !== '01') return refused('badRequest', 'only version 1 is understood');
  const messageImprint = repeated(fields.take(Tag.sequence, 'messageImprint'), MessageImprint);
  const { hashAlgorithm, hashedMessage } = messageImprint;
  const length = digestLengths[hashAlgorithm.algorithm];
  if (length === undefined) return refused('badAlg', `the hash ${hashAlgorithm.algorithm} is not accepted`);
  if (hashedMessage.byteLength !== length) {
    return refused('badDataFormat', `a digest of ${hashedMessage.byteLength} bytes, expected ${length}`);
  }
  const wantedPolicy = fields.takeIf(Tag.oid);
  const nonce = fields.takeIf(Tag.integer);
  const flag = fields.takeIf(Tag.boolean);
  const extensions = fields.takeIf(Tag.context(0));
  fields.finish('TimeStampReq');
  if (extensions !== undefined) return refused('unacceptedExtension', 'no extension is understood');
  if (wantedPolicy !== undefined && oidOf(wantedPolicy) !== policy) {
    return refused('unacceptedPolicy', `this authority stamps under the policy ${policy}`);
  }
  const certificateWanted = flag === undefined ? new Uint8Array(1) : contentOf(flag);
  if (certificateWanted.length !== 1) return refused('badDataFormat', 'certReq is not a BOOLEAN');
  return {
    state: 'readable',
    request: {
      messageImprint,
      certificateWanted: certificateWanted[0] !== 0,
      ...(nonce && { nonce: contentOf(nonce) }),
    },
  };
}

/** SHA-256, SHA-384 and SHA-512; older hashes no longer protect a stamped document. */
const digestLengths: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

function refused(failure: FailureInfo, text: string): ReadRequest {
  return { state: 'refused', failure, text };
}
