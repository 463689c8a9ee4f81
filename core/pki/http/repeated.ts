/** Parts of a request that its answer repeats, as objects of the ASN.1 library. */
import { AsnConvert } from '@peculiar/asn1-schema';
import { derOf } from '../../asn1/encoding.ts';
import { DerError, type DerValue, encoded } from '../../verification/der/reader.ts';

/** @throws DerError when the library does not understand the value, or would not write the same bytes again. */
export function repeated<T extends object>(value: DerValue, type: new () => T): T {
  const bytes = encoded(value);
  const object = parsed(bytes, type);
  if (Buffer.compare(derOf(object), bytes) !== 0) throw new DerError(`a ${type.name} that is not DER`);
  return object;
}

function parsed<T>(bytes: Uint8Array, type: new () => T): T {
  try {
    return AsnConvert.parse(bytes, type);
  } catch (error) {
    throw new DerError(`not a ${type.name}`, { cause: error });
  }
}
