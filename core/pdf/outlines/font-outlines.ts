/** How far the letters of a font reach beyond their places, by its program: what a font says of itself beside that binds nobody who draws it. */
import { NotRead } from '../drawing/index.ts';
import { unpackedBytes } from '../drawing/streams.ts';
import type { InflateBudget } from '../reading/filters.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../reading/index.ts';
import { encodingOf, namedEncodings } from '../text/encodings.ts';
import { compactOutlines } from './compact.ts';
import { type Bounds, joined } from './glyph-points.ts';
import type { Outlines } from './outlines.ts';
import { tableIn, tablesOf } from './tables.ts';
import { trueType } from './true-type.ts';

type Entries = PdfDictionary['entries'];

/** By code: the box around its ink, in shares of the size from where the letter begins; undefined for none. */
export type LetterInk = (code: number) => Bounds | undefined;

/** What programs of fonts may cost in one file, and what is known of them. */
export interface ProgramBudget {
  readonly bytes: InflateBudget;
  readonly known: Map<string, LetterInk | 'unread' | undefined>;
}

export function programBudget(): ProgramBudget {
  const limit = 32 * 1024 * 1024;
  return { bytes: { limit, left: limit }, known: new Map() };
}

/** Undefined for a font without a program. Throws NotRead, and PDF_… for what cannot be unpacked. */
export function letterInk(
  view: View,
  object: PdfObject | undefined,
  budget: ProgramBudget,
): LetterInk | undefined {
  const number = isKind(object, 'reference') ? object.number : undefined;
  const key = number === undefined ? undefined : `${number} ${view.definition(number)?.revision}`;
  const known = key === undefined ? undefined : budget.known.get(key);
  if (known === 'unread') throw new NotRead('unreadable');
  if (key !== undefined && budget.known.has(key)) return known;
  try {
    const ink = inkOf(view, object, budget.bytes);
    if (key !== undefined) budget.known.set(key, ink);
    return ink;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (key !== undefined) budget.known.set(key, 'unread');
    throw new NotRead('unreadable');
  }
}

function inkOf(view: View, object: PdfObject | undefined, bytes: InflateBudget): LetterInk | undefined {
  const font = dictionaryOf(view.resolve(object))?.entries;
  const below = dictionaryOf(view.resolve(itemsOf(view.resolve(font?.get('DescendantFonts')))[0]))?.entries;
  const described = below ?? font;
  const descriptor = dictionaryOf(view.resolve(described?.get('FontDescriptor')))?.entries;
  const [program, another] = ['FontFile', 'FontFile2', 'FontFile3']
    .map((key) => view.resolve(descriptor?.get(key)))
    .filter((one) => one !== null);
  if (program === undefined || font === undefined) return undefined;
  // Of several readers take one or the other.
  if (another !== undefined || !isKind(program, 'stream') || program.dictionary.entries.has('F'))
    throw new RangeError();
  const outlines = outlinesIn(Buffer.from(unpackedBytes(view, program, bytes)));
  if (outlines === undefined) return undefined;
  return inTime(
    below === undefined ? ofSimple(view, font, outlines) : ofComposite(view, font, below, outlines, bytes),
  );
}

/** Programs that end within themselves may do so in any glyph. */
function inTime(ink: LetterInk): LetterInk {
  return (code) => {
    try {
      return ink(code);
    } catch (error) {
      if (error instanceof RangeError) throw new NotRead('unreadable');
      throw error;
    }
  };
}

const compact = 0x01;
/** `%!`, and the head of a segment. */
const [text, packed] = [0x2521, 0x8001];

/** With which programs of any kind begin: with others all readers take a font of their own. */
const beginnings = new Set([0x00, 0x01, 0x80, ...Buffer.from('%tOwMSP')]);

/** Undefined for no program at all, and a Type 1 program on the usual scale: its outlines are not looked at. Throws RangeError. */
function outlinesIn(program: Buffer): Outlines | undefined {
  if (!beginnings.has(program[0] ?? -1)) return undefined;
  const kind = program.readUInt16BE(0);
  if (kind === text || kind === packed) {
    const matrices = [...program.toString('latin1').matchAll(/\/FontMatrix\s*\[([^\]]*)\]/g)];
    const isUsual = matrices.every(([, numbers = '']) =>
      isThousandth(numbers.trim().split(/\s+/).map(Number)),
    );
    if (matrices.length === 0 || !isUsual) throw new RangeError();
    return undefined;
  }
  if (
    program.readUInt8(0) === compact &&
    program.readUInt8(1) === 0 &&
    program.readUInt8(2) >= 4 &&
    !isSfnt(program)
  )
    return compactOutlines(program);
  const tables = tablesOf(program);
  if (tables.has('glyf')) return trueType(program);
  return compactOutlines(tableIn(tables, 'CFF '), tables.get('head')?.readUInt16BE(18));
}

function isSfnt(program: Buffer): boolean {
  return program.readUInt32BE(0) === 0x00010000;
}

function isThousandth(matrix: readonly number[]): boolean {
  return (
    matrix.length === 6 &&
    [0.001, 0, 0, 0.001, 0, 0].every((one, at) => Math.abs(one - (matrix[at] ?? Number.NaN)) < 1e-6)
  );
}

/** Codes of two bytes in Identity-H are numbers of characters; what others are, nobody asks here. */
function ofComposite(
  view: View,
  font: Entries,
  below: Entries,
  outlines: Outlines,
  budget: InflateBudget,
): LetterInk {
  if (!isName(view.resolve(font.get('Encoding')), 'Identity-H')) return () => outlines.whole();
  const given = view.resolve(below.get('CIDToGIDMap'));
  const map = isKind(given, 'stream') ? Buffer.from(unpackedBytes(view, given, budget)) : undefined;
  return (cid) => {
    const mapped = map === undefined ? cid : 2 * cid + 2 <= map.length ? map.readUInt16BE(2 * cid) : 0;
    return around(outlines, [
      mapped,
      ...(outlines.glyphOf === undefined ? [] : [outlines.glyphOf(cid) ?? 0]),
    ]);
  };
}

const [windows = [], mac = []] = ['WinAnsiEncoding', 'MacRomanEncoding'].map((name) =>
  namedEncodings.get(name),
);

function ofSimple(view: View, font: Entries, outlines: Outlines): LetterInk {
  const given = encodingOf(view, font.get('Encoding'), () => undefined);
  const isNamed = isKind(view.resolve(font.get('Encoding')), 'dictionary');
  return (code) => {
    const letter = given?.[code];
    // A name of a glyph that says no letter: it may be any.
    if (isNamed && letter === undefined) return outlines.whole();
    if (outlines.glyphNamed !== undefined) {
      const named = letter === undefined ? undefined : outlines.glyphNamed(letter.codePointAt(0) ?? 0);
      return named === undefined ? outlines.whole() : around(outlines, [named]);
    }
    const letters = [letter, windows[code], mac[code]].flatMap((one) => one ?? []);
    const numbers = letters.flatMap((one) => [...one].map((sign) => sign.codePointAt(0) ?? 0));
    const onMac = letter === undefined ? -1 : mac.indexOf(letter);
    const symbols = [0xf000, 0xf100, 0xf200].map((page) => page + code);
    const glyphs = outlines.glyphsBy?.([
      ...new Set([code, ...numbers, ...symbols, ...(onMac < 0 ? [] : [onMac])]),
    ]);
    if (glyphs?.size === 0 && letter === ' ') return undefined;
    return glyphs === undefined || glyphs.size === 0 ? outlines.whole() : around(outlines, [...glyphs]);
  };
}

function around(outlines: Outlines, glyphs: readonly number[]): Bounds | undefined {
  return glyphs.reduce<Bounds | undefined>((all, id) => {
    const bounds = outlines.glyph(id);
    return bounds === undefined ? all : joined(all, bounds);
  }, undefined);
}
