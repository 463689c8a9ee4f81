/** How one structure points to a certificate: issuer and serial number, as they stand in it. */
import { IssuerAndSerialNumber } from '@peculiar/asn1-cms';
import { Name } from '@peculiar/asn1-x509';
import { fromBER, Integer } from 'asn1js';
import { bufferOf } from './encoding.ts';
import { verbatim } from './verbatim.ts';

export interface CertificateId {
  readonly der: Uint8Array;
  /** DER of the Name. */
  readonly issuer: Uint8Array;
  /** DER of the INTEGER. */
  readonly serial: Uint8Array;
}

export function issuerAndSerialNumber({ issuer, serial }: CertificateId): IssuerAndSerialNumber {
  return new IssuerAndSerialNumber({
    issuer: verbatim(Name, issuer),
    serialNumber: integerContentOf(serial),
  });
}

/** Content of an INTEGER, given in DER. Throws TypeError when it is none. */
export function integerContentOf(der: Uint8Array): ArrayBuffer {
  const { result } = fromBER(bufferOf(der));
  if (!(result instanceof Integer)) throw new TypeError('not an INTEGER');
  return bufferOf(result.valueBlock.valueHexView);
}
