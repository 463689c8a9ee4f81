/** A CFF program (Adobe technical notes 5176 and 5177): how far its glyphs reach. */
import { type Charstrings, reachOf } from './charstring.ts';
import type { Bounds } from './glyph-points.ts';
import { type Outlines, outlinesBy } from './outlines.ts';
import { shortIntegerAt } from './short-integer.ts';

/** Of a dictionary in it; those behind an escape from 1200 on. */
const operator = {
  charset: 15,
  charStrings: 17,
  private: 18,
  subroutines: 19,
  matrix: 1207,
  ros: 1230,
  fonts: 1236,
  select: 1237,
  kind: 1206,
} as const;
type Dict = ReadonlyMap<number, readonly number[]>;

/** `unitsPerEm`: of the OpenType program around it. Throws RangeError for what is none, or cannot be followed. */
export function compactOutlines(bytes: Buffer, unitsPerEm?: number): Outlines {
  const names = indexAt(bytes, bytes.readUInt8(2));
  const tops = indexAt(bytes, names.end);
  const strings = indexAt(bytes, tops.end);
  const globals = indexAt(bytes, strings.end);
  const [top, another] = tops.items.map(dictIn);
  if (top === undefined || another !== undefined || (top.get(operator.kind)?.[0] ?? 2) !== 2)
    throw new RangeError();
  const glyphs = indexAt(bytes, numberIn(top, operator.charStrings)).items;
  const isKeyed = top.has(operator.ros);
  const fonts = isKeyed ? indexAt(bytes, numberIn(top, operator.fonts)).items.map(dictIn) : [top];
  const locals = fonts.map((font) => subroutinesOf(bytes, font));
  const scales = fonts.map((font) => scaleOf(font, isKeyed ? top : undefined));
  // Some go by the one, some by the other.
  if (unitsPerEm !== undefined && scales.some((scale) => Math.abs(scale * unitsPerEm - 1) > 0.01))
    throw new RangeError();
  const selected = isKeyed ? selectAt(bytes, numberIn(top, operator.select), glyphs.length) : () => 0;
  const charset = charsetAt(bytes, top.get(operator.charset)?.[0] ?? 0, glyphs.length);
  const work = { left: 64 * bytes.length + 100_000 };
  const boundsOf = (id: number): Bounds | undefined => {
    const code = glyphs[id];
    if (code === undefined) return undefined;
    const font = selected(id);
    const [subroutines, scale] = [locals[font], scales[font]];
    if (subroutines === undefined || scale === undefined) throw new RangeError();
    const parts: Charstrings = { locals: subroutines, globals: globals.items, work };
    const bounds = reachOf(code, parts);
    if (bounds === undefined) return undefined;
    const [left, bottom, right, top_] = bounds;
    return [left * scale, bottom * scale, right * scale, top_ * scale];
  };
  const byNumber = new Map(charset?.map((number, id) => [number, id]));
  return outlinesBy(
    glyphs.length,
    boundsOf,
    isKeyed
      ? { glyphOf: (cid) => (charset === undefined ? cid : byNumber.get(cid)) }
      : { glyphNamed: (letter) => byNumber.get(stringOf(letter)) },
  );
}

/** The names of ASCII are the first of the standard strings, in its order. */
function stringOf(code: number): number {
  if (code === 0x2019) return 8;
  if (code === 0x2018) return 65;
  return code > 0x20 && code < 0x7f && code !== 0x27 && code !== 0x60 ? code - 0x1f : code === 0x20 ? 1 : -1;
}

interface Index {
  readonly items: readonly Buffer[];
  readonly end: number;
}

function indexAt(bytes: Buffer, at: number): Index {
  const count = bytes.readUInt16BE(at);
  if (count === 0) return { items: [], end: at + 2 };
  const size = bytes.readUInt8(at + 2);
  if (size < 1 || size > 4) throw new RangeError();
  const start = at + 2 + (count + 1) * size;
  const offset = (index: number) => start + bytes.readUIntBE(at + 3 + index * size, size);
  const items = Array.from({ length: count }, (_, index) => bytes.subarray(offset(index), offset(index + 1)));
  return { items, end: offset(count) };
}

function dictIn(bytes: Buffer): Dict {
  const entries = new Map<number, readonly number[]>();
  let operands: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes.readUInt8(at);
    if (first <= 21) {
      const isEscaped = first === 12;
      const name = isEscaped ? 1200 + bytes.readUInt8(at + 1) : first;
      if (entries.has(name)) throw new RangeError();
      entries.set(name, operands);
      operands = [];
      at += isEscaped ? 2 : 1;
    } else {
      const [value, length] = operandAt(bytes, at, first);
      operands.push(value);
      at += length;
    }
  }
  return entries;
}

function operandAt(bytes: Buffer, at: number, first: number): readonly [value: number, length: number] {
  if (first === 29) return [bytes.readInt32BE(at + 1), 5];
  if (first === 30) return decimalAt(bytes, at);
  const found = shortIntegerAt(bytes, at);
  if (found === undefined) throw new RangeError();
  return found;
}

const nibbles = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', 'e', 'e-', '', '-'];

function decimalAt(bytes: Buffer, at: number): readonly [value: number, length: number] {
  let text = '';
  for (let next = at + 1; ; next += 1) {
    const byte = bytes.readUInt8(next);
    for (const half of [byte >> 4, byte & 15]) {
      if (half === 15) return [Number(text), next + 1 - at];
      text += nibbles[half] ?? '';
    }
  }
}

function numberIn(dict: Dict, name: number): number {
  const [value] = dict.get(name) ?? [];
  if (value === undefined || value <= 0) throw new RangeError();
  return value;
}

function subroutinesOf(bytes: Buffer, font: Dict): readonly Buffer[] {
  const [size = 0, start = 0] = font.get(operator.private) ?? [];
  if (size === 0) return [];
  const [offset] = dictIn(bytes.subarray(start, start + size)).get(operator.subroutines) ?? [];
  return offset === undefined ? [] : indexAt(bytes, start + offset).items;
}

/** Of one unit, in shares of the size. Only programs that are neither slanted nor moved are followed. Throws RangeError. */
function scaleOf(font: Dict, above: Dict | undefined): number {
  const scales = [font, above].flatMap((dict) => {
    const matrix = dict?.get(operator.matrix);
    return matrix === undefined ? [] : [evenScale(matrix)];
  });
  const [own, outer] = scales;
  if (own === undefined) return usual;
  if (outer === undefined || own === outer) return own;
  if (own !== 1 && outer !== 1) throw new RangeError();
  return own * outer;
}

const usual = 0.001;

function evenScale([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): number {
  if (!(a > 0 && Math.abs(a - d) <= 0.001 * a && b === 0 && Math.abs(c) <= 0.4 * a && e === 0 && f === 0))
    throw new RangeError();
  return c === 0 ? a : 1.4 * a;
}

/** FDSelect. */
function selectAt(bytes: Buffer, at: number, count: number): (id: number) => number {
  const format = bytes.readUInt8(at);
  if (format === 0) return (id) => bytes.readUInt8(at + 1 + id);
  if (format !== 3) throw new RangeError();
  const ranges = bytes.readUInt16BE(at + 1);
  const fonts: number[] = [];
  for (let index = 0; index < ranges && fonts.length < count; index += 1) {
    const row = at + 3 + 3 * index;
    const next = Math.min(count, bytes.readUInt16BE(row + 3));
    while (fonts.length < next) fonts.push(bytes.readUInt8(row + 2));
  }
  return (id) => fonts[id] ?? -1;
}

/** By glyph, the number of its name or character; undefined where the program takes one of the usual sets. */
function charsetAt(bytes: Buffer, at: number, count: number): readonly number[] | undefined {
  if (at <= 2) return at === 0 ? Array.from({ length: count }, (_, id) => id) : undefined;
  const format = bytes.readUInt8(at);
  const numbers = [0];
  if (format === 0)
    while (numbers.length < count) numbers.push(bytes.readUInt16BE(at + 1 + 2 * (numbers.length - 1)));
  else if (format === 1 || format === 2) {
    const row = format === 1 ? 3 : 4;
    for (let next = at + 1; numbers.length < count; next += row) {
      const first = bytes.readUInt16BE(next);
      const more = format === 1 ? bytes.readUInt8(next + 2) : bytes.readUInt16BE(next + 2);
      for (let index = 0; index <= more && numbers.length < count; index += 1) numbers.push(first + index);
    }
  } else throw new RangeError();
  return numbers;
}
