/**
 * Reads an OCSP request (RFC 6960 section 4.1.1). With the strict reader: the ASN.1 library takes BER for DER and passes
 * over bytes after the end, and what it would refuse besides are harmless requests that spell out a default.
 */
import { CertID, id_pkix_ocsp_nonce } from '@peculiar/asn1-ocsp';
import {
  children,
  contentOf,
  DerError,
  type DerValue,
  expectTag,
  readOnlyDer,
  sequence,
  Tag,
} from '../../verification/der/reader.ts';
import { oidOf } from '../../verification/der/values.ts';
import { repeated } from './repeated.ts';

export interface OcspRequest {
  readonly wanted: readonly WantedStatus[];
  /** The nonce extension's value as it came, an OCTET STRING in DER. */
  readonly nonce?: Uint8Array;
}

export interface WantedStatus {
  /** To be repeated in the answer. */
  readonly certId: CertID;
  /** Lower-case hexadecimal. */
  readonly serial: string;
}

const mostStatuses = 100;

/** @throws DerError when the bytes are not a request that this responder understands */
export function readOcspRequest(bytes: Uint8Array): OcspRequest {
  const request = sequence(readOnlyDer(bytes), 'OCSPRequest');
  const fields = sequence(request.take(Tag.sequence, 'tbsRequest'), 'tbsRequest');
  fields.takeIf(Tag.context(0));
  fields.takeIf(Tag.context(1));
  const wanted = children(fields.take(Tag.sequence, 'requestList')).map(wantedStatus);
  if (wanted.length === 0 || wanted.length > mostStatuses)
    throw new DerError(`${wanted.length} certificates asked`);
  const extensions = fields.takeIf(Tag.context(2));
  const nonce = extensions && nonceOf(extensions);
  return nonce === undefined ? { wanted } : { wanted, nonce };
}

function wantedStatus(request: DerValue): WantedStatus {
  const certId = repeated(sequence(request, 'request').take(Tag.sequence, 'reqCert'), CertID);
  const serial = Buffer.from(certId.serialNumber);
  if ((serial[0] ?? 0x80) >= 0x80) throw new DerError('an empty or negative serial number');
  return { certId, serial: serial.toString('hex').replace(/^0+(?=.)/, '') };
}

/** Extensions that are not understood are passed over, unless they are critical. */
function nonceOf(tagged: DerValue): Uint8Array | undefined {
  let nonce: Uint8Array | undefined;
  const [list = tagged] = children(tagged);
  for (const extension of children(expectTag(list, Tag.sequence, 'extensions'))) {
    const fields = sequence(extension, 'extension');
    const oid = oidOf(fields.take(Tag.oid, 'extnID'));
    const critical = fields.takeIf(Tag.boolean);
    const value = contentOf(fields.take(Tag.octetString, 'extnValue'));
    if (oid === id_pkix_ocsp_nonce) nonce = checkedNonce(value);
    else if (critical !== undefined && contentOf(critical)[0] !== 0) {
      throw new DerError('a critical extension that is not understood');
    }
  }
  return nonce;
}

/** RFC 9654 section 2.1: 1 to 128 bytes. */
function checkedNonce(value: Uint8Array): Uint8Array {
  const { length } = contentOf(expectTag(readOnlyDer(value), Tag.octetString, 'nonce'));
  if (length < 1 || length > 128) throw new DerError(`a nonce of ${length} bytes`);
  return value;
}
