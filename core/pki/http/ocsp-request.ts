/** Reads an OCSP request (RFC 6960 section 4.1.1). */
import {
  children,
  type DerElement,
  DerError,
  expectTag,
  readDer,
  readObjectIdentifier,
  readUnsignedHex,
} from '../der-reader.ts';

export interface OcspRequest {
  readonly wanted: readonly WantedStatus[];
  /** The nonce extension's value as it came, an OCTET STRING in DER. */
  readonly nonce?: Uint8Array;
}

export interface WantedStatus {
  /** CertID as it came, to be repeated in the answer. */
  readonly certId: Uint8Array;
  readonly hashAlgorithm: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly serial: string;
}

export const nonceOid = '1.3.6.1.5.5.7.48.1.2';
const mostStatuses = 100;

/** @throws DerError when the bytes are not a request that this responder understands */
export function readOcspRequest(bytes: Uint8Array): OcspRequest {
  const [toBeSigned] = children(expectTag(readDer(bytes), 0x30));
  const fields = children(expectTag(toBeSigned, 0x30));
  const list = fields.find(({ tag }) => tag === 0x30);
  const wanted = children(expectTag(list, 0x30)).map(wantedStatus);
  if (wanted.length === 0 || wanted.length > mostStatuses)
    throw new DerError(`${wanted.length} certificates asked`);
  const extensions = fields.find(({ tag }) => tag === 0xa2);
  const nonce = extensions && nonceOf(extensions);
  return nonce === undefined ? { wanted } : { wanted, nonce };
}

function wantedStatus(request: DerElement): WantedStatus {
  const [certId] = children(expectTag(request, 0x30));
  const [algorithm, nameHash, keyHash, serial] = children(expectTag(certId, 0x30));
  return {
    certId: expectTag(certId, 0x30).encoded,
    hashAlgorithm: readObjectIdentifier(children(expectTag(algorithm, 0x30))[0]),
    issuerNameHash: expectTag(nameHash, 0x04).content,
    issuerKeyHash: expectTag(keyHash, 0x04).content,
    serial: readUnsignedHex(serial),
  };
}

/** Extensions that are not understood are passed over, unless they are critical. */
function nonceOf(tagged: DerElement): Uint8Array | undefined {
  let nonce: Uint8Array | undefined;
  for (const extension of children(expectTag(children(tagged)[0], 0x30))) {
    const [oid, ...rest] = children(expectTag(extension, 0x30));
    const value = expectTag(rest.at(-1), 0x04).content;
    if (readObjectIdentifier(oid) === nonceOid) nonce = checkedNonce(value);
    else if (rest.length === 2 && expectTag(rest[0], 0x01).content[0] !== 0) {
      throw new DerError('a critical extension that is not understood');
    }
  }
  return nonce;
}

/** RFC 9654 section 2.1: 1 to 128 bytes. */
function checkedNonce(value: Uint8Array): Uint8Array {
  const { length } = expectTag(readDer(value), 0x04).content;
  if (length < 1 || length > 128) throw new DerError(`a nonce of ${length} bytes`);
  return value;
}
