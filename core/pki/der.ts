/** Writes the DER of the structures that this PKI signs itself: CRLs, OCSP responses, time stamps, requests (X.690). */
import { element, unsignedInteger } from '../pkcs11/der.ts';

export { element, unsignedInteger };

export const sequence = (...content: readonly Uint8Array[]) => element(0x30, ...content);

/** SET OF: DER wants the encodings in ascending order, and BouncyCastle rejects signed attributes that are not. */
export const setOf = (...content: readonly Uint8Array[]) =>
  element(0x31, ...content.toSorted(Buffer.compare));

export const octetString = (content: Uint8Array) => element(0x04, content);
export const bitString = (content: Uint8Array) => element(0x03, Buffer.of(0), content);
export const boolean = (value: boolean) => element(0x01, Buffer.of(value ? 0xff : 0));
export const enumerated = (value: number) => element(0x0a, Buffer.of(value));
export const utf8String = (text: string) => element(0x0c, Buffer.from(text));

/** A context tag around whole elements, `[0] EXPLICIT`. */
export const explicit = (tag: number, ...content: readonly Uint8Array[]) => element(0xa0 | tag, ...content);

export function integer(value: number): Buffer {
  const hex = value.toString(16);
  return unsignedInteger(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

export function serialInteger(hex: string): Buffer {
  return unsignedInteger(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** `YYYYMMDDHHMMSSZ`; parts of a second are cut off. */
export function generalizedTime(at: Date): Buffer {
  return element(0x18, Buffer.from(`${digits(at)}Z`));
}

/** Time as in RFC 5280 section 4.1.2.5: UTCTime until 2049, GeneralizedTime from then on. */
export function time(at: Date): Buffer {
  const year = at.getUTCFullYear();
  if (year < 1950 || year > 2049) return generalizedTime(at);
  return element(0x17, Buffer.from(`${digits(at).slice(2)}Z`));
}

/** Extension, value given as DER. */
export function extension(oid: string, value: Uint8Array, critical = false): Buffer {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

function digits(at: Date): string {
  return at.toISOString().slice(0, 19).replace(/[-T:]/g, '');
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift((rest % 128) | 0x80);
  }
  return bytes;
}
