/** The primitive ASN.1 types as JavaScript values. */
import { uniqueText } from '../../../foundation/unique-text.ts';
import { contentOf, DerError, type DerValue, Tag } from './reader.ts';

/** Longer ones are rare. */
const longestKeptOid = 12;
const keptOids = new Array<{ readonly bytes: Uint8Array; readonly text: string } | undefined>(512).fill(
  undefined,
);

/** Dotted form of an OBJECT IDENTIFIER. The same few stand in every signature: a fixed number is kept, known by its bytes. */
export function oidOf(value: DerValue): string {
  if (value.tag !== Tag.oid) throw new DerError('expected an object identifier');
  const { bytes, content, end } = value;
  if (end - content > longestKeptOid) return dotted(contentOf(value));
  let place = 0;
  for (let at = content; at < end; at++) place = (place * 31 + (bytes[at] as number)) & 511;
  const kept = keptOids[place];
  if (kept !== undefined && isAt(kept.bytes, bytes, content, end)) return kept.text;
  const own = Uint8Array.from(contentOf(value));
  const text = uniqueText(dotted(own));
  keptOids[place] = { bytes: own, text };
  return text;
}

function isAt(wanted: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (wanted.length !== end - start) return false;
  for (let at = 0; at < wanted.length; at++) if (wanted[at] !== bytes[start + at]) return false;
  return true;
}

function dotted(bytes: Uint8Array): string {
  const parts: number[] = [];
  let part = 0;
  for (const byte of bytes) {
    part = part * 128 + (byte & 0x7f);
    if (part > Number.MAX_SAFE_INTEGER / 256) throw new DerError('an object identifier too large');
    if (byte > 0x7f) continue;
    if (parts.length === 0) {
      const first = Math.min(2, Math.floor(part / 40));
      parts.push(first, part - first * 40);
    } else parts.push(part);
    part = 0;
  }
  if (parts.length < 2 || ((bytes.at(-1) ?? 0x80) & 0x80) !== 0)
    throw new DerError('a broken object identifier');
  return parts.join('.');
}

/** A non-negative INTEGER's magnitude as lower-case hex without leading zeros ("00" for zero); negative ones keep a "-". */
export function integerHex(value: DerValue): string {
  const bytes = contentOf(value);
  if (value.tag !== Tag.integer || bytes.length === 0) throw new DerError('expected an integer');
  const [first = 0, second = 0] = bytes;
  if (bytes.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second > 0x7f))) {
    throw new DerError('an integer longer than needed');
  }
  const text = Buffer.from(bytes).toString('hex');
  if (first > 0x7f) return `-${text}`;
  return first === 0 && bytes.length > 1 ? text.slice(2) : text;
}

/** An INTEGER that has to be small. */
export function smallInteger(value: DerValue): number {
  const text = integerHex(value);
  if (text.startsWith('-') || text.length > 12) throw new DerError('an integer out of range');
  return Number.parseInt(text, 16);
}

export function booleanOf(value: DerValue): boolean {
  const bytes = contentOf(value);
  if (value.tag !== Tag.boolean || bytes.length !== 1) throw new DerError('expected a boolean');
  if (bytes[0] !== 0 && bytes[0] !== 0xff) throw new DerError('a boolean that DER does not allow');
  return bytes[0] === 0xff;
}

/** A BIT STRING of whole bytes. */
export function wholeBits(value: DerValue): Uint8Array {
  const bytes = contentOf(value);
  if ((value.tag & 0x3f) !== Tag.bitString && value.tag !== Tag.contextPrimitive(0)) {
    throw new DerError('expected a bit string');
  }
  if (bytes[0] !== 0) throw new DerError('a bit string that does not end with a byte');
  return bytes.subarray(1);
}

/** Named bits: true where bit `n` (from the left) is set. */
export function bitsOf(bytes: Uint8Array): (n: number) => boolean {
  return (n) => (((bytes[1 + (n >> 3)] ?? 0) >> (7 - (n & 7))) & 1) === 1;
}

/** UTCTime or GeneralizedTime in the forms of RFC 5280 (and RFC 3161's fractions of a second). */
export function timeOf(value: DerValue): Date {
  const text = Buffer.from(contentOf(value)).toString('latin1');
  const utc = value.tag === Tag.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) : null;
  const general =
    value.tag === Tag.generalizedTime
      ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text)
      : null;
  const parts = utc ?? general;
  if (parts === null) throw new DerError(`a time in an unknown form: ${text.slice(0, 30)}`);
  const [, yearText = '', month, day, hour, minute, second, fraction = ''] = parts;
  const year = utc === null ? yearText : Number(yearText) < 50 ? `20${yearText}` : `19${yearText}`;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(date.getTime())) throw new DerError(`no such time: ${text}`);
  return date;
}

/** The character strings of names. */
export function textOfDer(value: DerValue): string {
  const bytes = Buffer.from(contentOf(value));
  const tag = value.tag;
  if (tag === Tag.utf8) return strict('utf-8', bytes);
  if (tag === 0x1e) return strict('utf-16be', bytes);
  if ([0x12, 0x13, 0x14, 0x16, 0x1a].includes(tag)) return bytes.toString('latin1').normalize('NFC');
  throw new DerError('expected a character string');
}

/** Without replacement characters, which would make different broken strings look equal. */
function strict(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes).normalize('NFC');
  } catch (error) {
    throw new DerError(`a character string that is not ${encoding}`, { cause: error });
  }
}
