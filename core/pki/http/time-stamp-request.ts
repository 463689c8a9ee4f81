/** Reads a time-stamp request (RFC 3161 section 2.4.1) and says which failure to report for one that cannot be served. */
import {
  children,
  type DerElement,
  DerError,
  expectTag,
  readDer,
  readObjectIdentifier,
  readUnsignedHex,
} from '../der-reader.ts';

export interface TimeStampRequest {
  /** MessageImprint as it came, to be repeated in the token. */
  readonly messageImprint: Uint8Array;
  /** INTEGER as it came. */
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
    return checkedRequest(children(expectTag(readDer(bytes), 0x30)), policy);
  } catch (error) {
    if (error instanceof DerError) return refused('badDataFormat', `not a TimeStampReq: ${error.message}`);
    throw error;
  }
}

function checkedRequest(fields: readonly DerElement[], policy: string): ReadRequest {
  const [version, imprint, ...optional] = fields;
  if (readUnsignedHex(version) !== '1') return refused('badRequest', 'only version 1 is understood');
  const [algorithm, digest] = children(expectTag(imprint, 0x30));
  const hash = readObjectIdentifier(children(expectTag(algorithm, 0x30))[0]);
  const length = digestLengths[hash];
  if (length === undefined) return refused('badAlg', `the hash ${hash} is not accepted`);
  if (expectTag(digest, 0x04).content.length !== length) {
    return refused('badDataFormat', `a digest of ${digest?.content.length} bytes, expected ${length}`);
  }
  const tags = optional.map(({ tag }) => tag);
  if (!isInOrder(tags)) return refused('badDataFormat', 'fields out of order');
  const field = (tag: number) => optional.find((element) => element.tag === tag);
  if (field(0xa0) !== undefined) return refused('unacceptedExtension', 'no extension is understood');
  const wantedPolicy = field(0x06);
  if (wantedPolicy !== undefined && readObjectIdentifier(wantedPolicy) !== policy) {
    return refused('unacceptedPolicy', `this authority stamps under the policy ${policy}`);
  }
  const nonce = field(0x02);
  const flag = field(0x01)?.content;
  if (flag !== undefined && flag.length !== 1) return refused('badDataFormat', 'certReq is not a BOOLEAN');
  return {
    state: 'readable',
    request: {
      messageImprint: expectTag(imprint, 0x30).encoded,
      certificateWanted: flag !== undefined && flag[0] !== 0,
      ...(nonce === undefined ? {} : { nonce: nonce.encoded }),
    },
  };
}

/** SHA-256, SHA-384 and SHA-512; older hashes no longer protect a stamped document. */
const digestLengths: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

/** reqPolicy, nonce, certReq, extensions: each at most once and in this order. */
function isInOrder(tags: readonly number[]): boolean {
  const places = tags.map((tag) => [0x06, 0x02, 0x01, 0xa0].indexOf(tag));
  return places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? -1)));
}

function refused(failure: FailureInfo, text: string): ReadRequest {
  return { state: 'refused', failure, text };
}
