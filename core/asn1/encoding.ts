/** Between the ASN.1 library's objects and bytes; the few things DER wants that the library leaves to its caller. */
import {
  AsnConvert,
  AsnIntegerBigIntConverter,
  AsnObjectIdentifierConverter,
  OctetString,
} from '@peculiar/asn1-schema';
import { Extension, Time } from '@peculiar/asn1-x509';

/** The DER of an object of the library. */
export function derOf(value: object): Uint8Array {
  return new Uint8Array(AsnConvert.serialize(value));
}

/** The library's fields of raw bytes are ArrayBuffers of exactly that length. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** In the order that DER wants of a SET OF (X.690 section 11.6): the library writes members as they come. */
export function inDerOrder<T extends object>(members: readonly T[]): T[] {
  return members
    .map((member) => ({ member, der: derOf(member) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ member }) => member);
}

/** The DER of an OBJECT IDENTIFIER, given in dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  return Buffer.from(AsnObjectIdentifierConverter.toASN(dotted).toBER());
}

/** Content of a positive INTEGER, given in hexadecimal. */
export function integerContent(hex: string): ArrayBuffer {
  return AsnIntegerBigIntConverter.toASN(BigInt(`0x${hex}`)).valueBlock.valueHexView.slice().buffer;
}

/** Time as RFC 5280 section 4.1.2.5 wants it; the library's own choice writes years before 1950 as if a century later. */
export function time(at: Date): Time {
  const year = at.getUTCFullYear();
  const whole = wholeSeconds(at);
  return new Time(year < 1950 || year > 2049 ? { generalTime: whole } : { utcTime: whole });
}

/** The library would write parts of a second into a GeneralizedTime, which RFC 5280 and RFC 6960 do not allow. */
export function wholeSeconds(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

/** An extension that is not critical. */
export function extension(oid: string, value: object): Extension {
  return new Extension({ extnID: oid, extnValue: new OctetString(derOf(value)) });
}
