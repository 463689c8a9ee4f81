/** The kinds of objects in a PDF (ISO 32000-1, 7.3) as readonly data, and questions one asks of them. */
import { Entries } from './entries.ts';
import { pdfDocText } from './pdf-doc-encoding.ts';

export interface PdfName {
  readonly kind: 'name';
  readonly value: string;
}
export interface PdfString {
  readonly kind: 'string';
  readonly bytes: Uint8Array;
  readonly hex: boolean;
  /** Hexadecimal, in pairs of digits and nothing else between the brackets. */
  readonly plainHex: boolean;
  /** Where the token stands, brackets included: offsets in the file, or in the unpacked object stream. */
  readonly start: number;
  readonly end: number;
}

/**
 * A hexadecimal string that ends in a room of zeros, as the one kept for a signature does: five times as large as what is
 * put into it. The zeros become bytes only when somebody asks for them.
 */
export class StringWithRoom implements PdfString {
  readonly kind = 'string';
  readonly hex = true;
  readonly plainHex = true;
  /** Everything but zeros at the end, of which it may have some. */
  readonly front: Buffer;
  readonly start: number;
  readonly end: number;
  private whole: Buffer | undefined;

  constructor(front: Buffer, start: number, end: number) {
    this.front = front;
    this.start = start;
    this.end = end;
  }

  get bytes(): Uint8Array {
    if (this.whole === undefined) {
      this.whole = Buffer.alloc((this.end - this.start - 2) / 2);
      this.front.copy(this.whole);
    }
    return this.whole;
  }
}

export interface PdfArray {
  readonly kind: 'array';
  readonly items: readonly PdfObject[];
}
export interface PdfDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfObject>;
}
export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** The bytes as they stand in the file, filters not applied. */
  readonly raw: Uint8Array;
}
export interface PdfReference {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}
export type PdfObject =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfArray
  | PdfDictionary
  | PdfStream
  | PdfReference;

export function isName(object: PdfObject | undefined, value?: string): object is PdfName {
  return isKind(object, 'name') && (value === undefined || object.value === value);
}

type Compound = Exclude<PdfObject, null | boolean | number>;

export function isKind<Kind extends Compound['kind']>(
  object: PdfObject | undefined,
  kind: Kind,
): object is Extract<Compound, { kind: Kind }> {
  return typeof object === 'object' && object !== null && object.kind === kind;
}

/** The dictionary of a dictionary or stream, otherwise undefined. */
export function dictionaryOf(object: PdfObject | undefined): PdfDictionary | undefined {
  if (isKind(object, 'dictionary')) return object;
  return isKind(object, 'stream') ? object.dictionary : undefined;
}

/** What an array holds, otherwise nothing. */
export function itemsOf(object: PdfObject | undefined): readonly PdfObject[] {
  return isKind(object, 'array') ? object.items : [];
}

/** Equal as written: references are compared by number and generation, not followed. */
export function sameObject(a: PdfObject, b: PdfObject): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (a === b) return true;
  if (a.kind === 'name') return b.kind === 'name' && a.value === b.value;
  if (a.kind === 'string') return b.kind === 'string' && sameBytes(a.bytes, b.bytes);
  if (a.kind === 'reference') {
    return b.kind === 'reference' && a.number === b.number && a.generation === b.generation;
  }
  if (a.kind === 'array') {
    if (b.kind !== 'array' || a.items.length !== b.items.length) return false;
    for (let index = 0; index < a.items.length; index++) {
      if (!sameObject(a.items[index] ?? null, b.items[index] ?? null)) return false;
    }
    return true;
  }
  if (a.kind === 'stream') {
    return b.kind === 'stream' && sameBytes(a.raw, b.raw) && sameObject(a.dictionary, b.dictionary);
  }
  if (b.kind !== 'dictionary') return false;
  if (a.entries instanceof Entries) return a.entries.equals(b.entries, sameObject);
  if (a.entries.size !== b.entries.size) return false;
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined || !sameObject(value, other)) return false;
  }
  return true;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Calls `visit` for every reference written anywhere inside the object (not following them). */
export function eachReference(object: PdfObject, visit: (reference: PdfReference) => void): void {
  if (typeof object !== 'object' || object === null) return;
  if (object.kind === 'reference') visit(object);
  else if (object.kind === 'array') for (const item of object.items) eachReference(item, visit);
  else if (object.kind === 'dictionary') object.entries.forEach((value) => void eachReference(value, visit));
  else if (object.kind === 'stream') eachReference(object.dictionary, visit);
}

/** To make one costs more than to decode with it. */
const utf16 = new TextDecoder('utf-16be');
const utf8 = new TextDecoder();

/** Before it stand no marks that join with a letter, nor letters that another form is wanted for: such text is NFC (Unicode, annex 15). */
const firstMark = 0x300;

/** Names and titles, in NFC: a decoder takes longer to be asked than to decode one. Undefined with surrogates, marks or half a letter. */
function plainUtf16(bytes: Uint8Array): string | undefined {
  const { length } = bytes;
  if (length % 2 !== 0 || length > 256) return undefined;
  let text = '';
  let isComposed = true;
  for (let at = 2; at < length; at += 2) {
    const code = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
    if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfeff) return undefined;
    if (code >= firstMark) isComposed = false;
    text += String.fromCharCode(code);
  }
  return isComposed ? text : text.normalize('NFC');
}

/** A text string (7.9.2.2): UTF-16 with a mark, UTF-8 with a mark, otherwise PDFDocEncoding, which is NFC. */
export function textOf(string: PdfString): string {
  const { bytes } = string;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return plainUtf16(bytes) ?? utf16.decode(bytes.subarray(2)).normalize('NFC');
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return utf8.decode(bytes.subarray(3)).normalize('NFC');
  }
  return pdfDocText(bytes);
}
