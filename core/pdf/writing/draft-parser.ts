/** pdf-lib's parser of objects within bounds: what it would read letter by letter, or without an end, is read in one piece here. */
import {
  type PDFContext,
  PDFHexString,
  type PDFName,
  type PDFNumber,
  PDFObjectParser,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import { fail } from '../reading/errors.ts';
import { asBuffer } from '../reading/filters.ts';
import { isDigit, isRegular, isSpace, startsNumber, textOfWord } from '../reading/lexer.ts';
import type { Limits } from '../reading/limits.ts';
import { bytesReadForAStep, takeValues, type Values, type Work } from '../reading/work.ts';
import { nameWritten, numberOf } from './names.ts';

/** What may still be made of a document, and what may still be read: of all its objects together, since all are kept. */
export interface Bounds {
  readonly limits: Limits;
  readonly work: Work;
  readonly values: Values;
}

type ByteStream = ConstructorParameters<typeof PDFObjectParser>[0];

/** Bytes of a string or name that take as much memory as a value. */
const bytesOfAValue = 32;
/** Values that a dictionary takes as memory beside its entries. */
const costOfDictionary = 3;
const longestName = 4096;
const longestNumber = 400;

/** A number of so many is what `Number` makes of the same text. */
const exactDigits = 15;

const letterR = 0x52;
const percent = 0x25;
const backslash = 0x5c;
const [leftBracket, rightBracket] = [0x28, 0x29];

/** The same objects of the same bytes as pdf-lib makes, but for names, numbers and depths that our own reader does not take either. */
export class DraftParser extends PDFObjectParser {
  private readonly view: Buffer;
  private readonly bounds: Bounds;
  private depth = 0;
  /** Bytes of streams, which are not read. */
  private skipped = 0;

  constructor(bytes: Uint8Array, context: PDFContext, bounds: Bounds) {
    const view = asBuffer(bytes);
    // Of a class that the library does not hand out.
    super(Reflect.get(PDFObjectParser.forBytes(view, context), 'bytes') as ByteStream, context);
    this.view = view;
    this.bounds = bounds;
  }

  /** Byte behind what was read. */
  get offset(): number {
    return this.bytes.offset();
  }

  moveTo(offset: number): void {
    this.bytes.moveTo(offset);
  }

  /** Throws PDF_TOO_DEEP, PDF_TOO_MANY_OBJECTS, PDF_TOO_MUCH_WORK; and whatever pdf-lib throws for what is no object. */
  override parseObject() {
    const { limits, values, work } = this.bounds;
    const start = this.offset;
    if (this.depth > limits.depth) throw fail('PDF_TOO_DEEP', { limit: limits.depth, offset: start });
    takeValues(values, 1);
    this.depth += 1;
    try {
      return super.parseObject();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) {
        const read = this.offset - start - this.skipped;
        this.skipped = 0;
        work.spend(Math.max(0, read) / bytesReadForAStep);
      }
    }
  }

  protected override skipWhitespaceAndComments(): void {
    const { view } = this;
    let at = this.offset;
    for (;;) {
      const byte = view[at];
      if (isSpace(byte)) at += 1;
      else if (byte !== percent) break;
      else while (at < view.length && view[at] !== 10 && view[at] !== 13) at += 1;
    }
    this.moveTo(at);
  }

  protected override parseString(): PDFString {
    const { view } = this;
    const start = this.offset;
    let level = 0;
    for (let at = start; at < view.length; at += 1) {
      const byte = view[at];
      if (byte === backslash) at += 1;
      else if (byte === leftBracket) level += 1;
      else if (byte === rightBracket) level -= 1;
      if (level === 0) return PDFString.of(this.taken(start + 1, at, at + 1));
    }
    throw new SyntaxError('a string without its end');
  }

  protected override parseHexString(): PDFHexString {
    const start = this.offset + 1;
    const end = this.view.indexOf('>', start);
    if (end < 0) throw new SyntaxError('a string without its end');
    return PDFHexString.of(this.taken(start, end, end + 1));
  }

  protected override parseName(): PDFName {
    const { view } = this;
    const start = this.offset + 1;
    if (view[start - 1] !== 0x2f) throw new SyntaxError('no name');
    let end = start;
    while (isRegular(view[end])) end += 1;
    if (end - start > longestName) throw new SyntaxError(`a name of ${end - start} bytes`);
    takeValues(this.bounds.values, Math.floor((end - start) / bytesOfAValue));
    this.moveTo(end);
    return nameWritten(textOfWord(view, start, end));
  }

  protected override parseNumberOrRef(): PDFNumber | PDFRef {
    const { view } = this;
    const first = this.parseRawNumber();
    this.skipWhitespaceAndComments();
    const behind = this.offset;
    if (isDigit(view[behind])) {
      const second = this.parseRawNumber();
      this.skipWhitespaceAndComments();
      if (view[this.offset] === letterR) {
        this.moveTo(this.offset + 1);
        return PDFRef.of(first, second);
      }
    }
    this.moveTo(behind);
    return numberOf(first);
  }

  protected override parseRawNumber(): number {
    const { view } = this;
    const start = this.offset;
    let end = start;
    let whole = 0;
    for (; isDigit(view[end]); end += 1) whole = whole * 10 + (view[end] as number) - 0x30;
    if (end > start && end - start <= exactDigits && !startsNumber(view[end])) {
      this.moveTo(end);
      return whole;
    }
    while (isDigit(view[end]) || view[end] === 0x2b || view[end] === 0x2d) end += 1;
    if (view[end] === 0x2e)
      do end += 1;
      while (isDigit(view[end]));
    if (end - start > longestNumber) throw new SyntaxError(`a number of ${end - start} digits`);
    const text = this.taken(start, end, end);
    const value = Number(text);
    if (text === '' || !Number.isFinite(value)) throw new SyntaxError('no number');
    return value;
  }

  protected override parseDict() {
    takeValues(this.bounds.values, costOfDictionary);
    return super.parseDict();
  }

  protected override parseDictOrStream() {
    const made = super.parseDictOrStream();
    if ('contents' in made) this.skipped += (made.contents as Uint8Array).length;
    return made;
  }

  /** Behind `stream`: to its `endstream`, over streams that stand in it, without the line end before that. */
  protected override findEndOfStreamFallback(): number {
    const { view } = this;
    const start = this.offset;
    let level = 1;
    for (let from = start; ; ) {
      const at = view.indexOf('stream', from);
      if (at < 0) throw new SyntaxError('a stream without its end');
      const isEnd = at - 3 >= from && view.toString('latin1', at - 3, at) === 'end';
      level += isEnd ? -1 : 1;
      from = at + 'stream'.length;
      if (level > 0) continue;
      this.moveTo(from);
      return this.lineEndBefore(at - 3, start);
    }
  }

  private lineEndBefore(at: number, least: number): number {
    const { view } = this;
    if (at - 2 >= least && view[at - 2] === 13 && view[at - 1] === 10) return at - 2;
    return at - 1 >= least && (view[at - 1] === 13 || view[at - 1] === 10) ? at - 1 : at;
  }

  private taken(start: number, end: number, next: number): string {
    takeValues(this.bounds.values, Math.floor((end - start) / bytesOfAValue));
    this.moveTo(next);
    return this.view.toString('latin1', start, end);
  }
}
