/** What is wrong with an answer that came whole: an OCSP response that counts for nothing, or bytes that end too early. */
import type { UnusableCode } from '../details/unusable.ts';
import type { FetchFault } from '../report.ts';
import type { OcspSaid } from '../revocation/ocsp.ts';

const kinds: Readonly<Partial<Record<UnusableCode, FetchFault['kind']>>> = Object.freeze({
  RESPONSE_UNREADABLE: 'response-unreadable',
  RESPONSE_KIND_UNKNOWN: 'response-strange',
  RESPONSE_EXTENSION_UNKNOWN: 'response-strange',
  RESPONSE_HASH_REFUSED: 'response-weak',
  RESPONSE_ID_WEAK: 'response-weak',
  RESPONSE_SIGNATURE_WRONG: 'response-signature',
  RESPONSE_NONCE_DIFFERS: 'response-nonce',
  RESPONSE_TIMES_CONTRADICT: 'response-times',
  RESPONSE_ISSUER_DIFFERS: 'wrong-response',
  RESPONSE_SIGNER_MISSING: 'response-responder',
  RESPONSE_OF_ITSELF: 'response-responder',
  RESPONSE_SIGNER_UNENTITLED: 'response-responder',
  RESPONSE_SIGNER_OUT_OF_TERM: 'response-responder',
  RESPONSE_SIGNER_HASH_REFUSED: 'response-responder',
  RESPONSE_SIGNER_EXTENSION: 'response-responder',
  RESPONSE_SIGNER_FOREIGN: 'response-responder',
});

/** Undefined for a response that is kept: also one that does not know the certificate, which the verdict then says. */
export function responseFault(response: Uint8Array, said: OcspSaid): FetchFault | undefined {
  if (said.kind === 'answer') return undefined;
  if (response[0] !== sequenceTag) return { kind: 'wrong-content' };
  if (said.kind === 'about-others') return { kind: 'wrong-response' };
  const { code, values } = said.fault;
  if (code === 'RESPONSE_STATUS_UNKNOWN') return undefined;
  if (code === 'RESPONSE_REFUSED') return { kind: 'responder-status', value: Number(values.status) };
  const missing = code === 'RESPONSE_UNREADABLE' ? bytesMissing(response) : 0;
  if (missing > 0) return { kind: 'cut-short', value: missing };
  return { kind: kinds[code] ?? 'other' };
}

const sequenceTag = 0x30;

/** How many bytes the outermost SEQUENCE says that there are beyond those that came; 0 for whatever is none. */
export function bytesMissing(bytes: Uint8Array): number {
  const [tag, first = 0] = bytes;
  const count = first > 0x80 ? first & 0x7f : 0;
  if (tag !== sequenceTag || first === 0x80 || count > 4 || bytes.length < 2 + count) return 0;
  const length = count === 0 ? first : Buffer.from(bytes.subarray(2, 2 + count)).readUIntBE(0, count);
  return Math.max(0, 2 + count + length - bytes.length);
}
