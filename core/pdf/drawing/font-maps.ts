/** What the codes of a font mean, and how wide their glyphs are. */
import { CongvuError } from '../../../foundation/error.ts';
import type { InflateBudget } from '../reading/filters.ts';
import { isKind, type PdfObject, type View } from '../reading/index.ts';
import { takeValues, type Values } from '../reading/work.ts';
import { stray } from './instruction.ts';
import { instructionsOf } from './instructions.ts';
import { unpackedBytes } from './streams.ts';

/** A font has no more codes; maps that name more of them, one over the other, are made to keep a reader busy. */
const mostCodes = 65_536;

/** How much maps may ask for, those of one page together or each alone. */
export interface MapAllowance {
  readonly bytes: InflateBudget;
  /** Operands, and codes. */
  readonly values: Values;
}

export function mapAllowance(most: { readonly bytes: number; readonly values: number }): MapAllowance {
  const { bytes, values } = most;
  return { bytes: { limit: bytes, left: bytes }, values: { limit: values, left: values } };
}

const ofOneFont = { bytes: 4 * 1024 * 1024, values: 6 * mostCodes };

/**
 * Code → text in NFC, of a /ToUnicode map (ISO 32000-1, 9.10.3). A code with two meanings means nothing: ''. Undefined
 * when there is no map that can be read, or when it is too much.
 */
export function meaningsOf(
  view: View,
  object: PdfObject | undefined,
  { bytes, values }: MapAllowance = mapAllowance(ofOneFont),
): ReadonlyMap<number, string> | undefined {
  const stream = view.resolve(object);
  if (!isKind(stream, 'stream')) return undefined;
  const found = new Map<number, string>();
  const note = (code: number, text: string) => {
    takeValues(values, 1);
    found.set(code, found.has(code) ? '' : text);
  };
  try {
    for (const { operator, operands } of instructionsOf(unpackedBytes(view, stream, bytes), values)) {
      if (operator === stray) return undefined;
      if (operator === 'endbfchar') characters(operands, note);
      else if (operator === 'endbfrange') ranges(operands, note);
    }
    return found;
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}

type Note = (code: number, text: string) => void;

function characters(operands: readonly PdfObject[], note: Note): void {
  for (let at = 0; at + 1 < operands.length; at += 2) {
    const [code, units] = [bytesOf(operands[at]), bytesOf(operands[at + 1])];
    if (code !== undefined && units !== undefined) note(numberOf(code), textOf(units));
  }
}

function ranges(operands: readonly PdfObject[], note: Note): void {
  for (let at = 0; at + 2 < operands.length; at += 3) {
    const [from, to, target] = [bytesOf(operands[at]), bytesOf(operands[at + 1]), operands[at + 2]];
    if (from === undefined || to === undefined) continue;
    const [start, end] = [numberOf(from), numberOf(to)];
    const first = bytesOf(target);
    const texts = isKind(target, 'array') ? target.items : [];
    for (let code = start; code <= end && code - start <= mostCodes; code += 1) {
      note(code, first === undefined ? textOf(bytesOf(texts[code - start])) : textOf(first, code - start));
    }
  }
}

function bytesOf(object: PdfObject | undefined): Uint8Array | undefined {
  return isKind(object, 'string') ? object.bytes : undefined;
}

function numberOf(code: Uint8Array): number {
  return code.reduce((number, byte) => number * 256 + byte, 0);
}

function textOf(units: Uint8Array | undefined, by = 0): string {
  if (units === undefined || units.length === 0 || units.length % 2 !== 0) return '';
  const [high = 0, low = 0] = units;
  if (units.length === 2) return String.fromCharCode((high * 256 + low + by) & 0xffff).normalize('NFC');
  const copy = Buffer.from(units);
  // Ranges count their last letter up.
  if (by > 0) copy.writeUInt16BE((copy.readUInt16BE(copy.length - 2) + by) & 0xffff, copy.length - 2);
  return copy.swap16().toString('utf16le').normalize('NFC');
}

/** /W: `first [w1 w2 …]` and `first last w` (ISO 32000-1, 9.7.4.3). Undefined when it is too much. */
export function widthsOf(
  view: View,
  object: PdfObject | undefined,
  { values }: MapAllowance = mapAllowance(ofOneFont),
): ReadonlyMap<number, number> | undefined {
  const list = view.resolve(object);
  const items = isKind(list, 'array') ? list.items : [];
  const found = new Map<number, number>();
  for (let at = 0; at < items.length; ) {
    const [first, second, third] = [items[at], items[at + 1], items[at + 2]].map((item) =>
      view.resolve(item),
    );
    if (typeof first !== 'number') break;
    const last = isKind(second, 'array') ? first + second.items.length - 1 : second;
    if (typeof last !== 'number' || last - first >= mostCodes) break;
    const count = Math.max(1, last - first + 1);
    if (values.left < count) return undefined;
    takeValues(values, count);
    for (let code = first; code <= last; code += 1) {
      const width = isKind(second, 'array') ? view.resolve(second.items[code - first]) : third;
      if (typeof width === 'number') found.set(code, width);
    }
    at += isKind(second, 'array') ? 2 : 3;
  }
  return found;
}
