/** A font of a page, for whoever asks which places its letters take: what they are, and whether each reader makes them as wide. */
import type { ReadingBudget } from '../../../pdf/beneath/index.ts';
import { type Font, type Glyph, letterFont, onceByCode, unknownLetter } from '../../../pdf/drawing/index.ts';
import { letterInk } from '../../../pdf/outlines/index.ts';
import { dictionaryOf, isName, type PdfObject, type View } from '../../../pdf/reading/index.ts';
import { simpleEncoding, sureWidths } from './sure-widths.ts';

export interface PrintedGlyph extends Glyph {
  /** Whether its width is known; of the others nobody knows where the line goes on. */
  readonly isSure: boolean;
}

export interface PrintedFont extends Font {
  glyph(code: number): PrintedGlyph;
}

/** Undefined for one whose codes nobody can tell apart here, and for letters that are drawings (Type3). */
export function printedFont(
  view: View,
  object: PdfObject | undefined,
  { maps, programs }: ReadingBudget,
): PrintedFont | undefined {
  const entries = dictionaryOf(view.resolve(object))?.entries;
  const font = letterFont(view, object, maps);
  if (entries === undefined || font === undefined || isName(view.resolve(entries.get('Subtype')), 'Type3'))
    return undefined;
  const widths = sureWidths(view, entries, maps);
  const textOf = meaningIn(view, entries);
  const inkOf = letterInk(view, object, programs);
  const glyphOf = (code: number): PrintedGlyph => {
    const said = font.glyph(code);
    const width = widths(code);
    const text = textOf === undefined ? (said?.text ?? '') : (textOf(code) ?? '');
    const ink = inkOf?.(code);
    // What readers mean by other codes than these hangs on the reader.
    const isInked = ink !== undefined && (font.bytesInCode === 2 || code < 0x80);
    const isBlank = /^\s+$/u.test(text) && !isInked;
    return {
      text: text === '' ? unknownLetter : text,
      width: width ?? said?.width ?? 0,
      kind: isBlank ? 'blank' : 'letter',
      isSure: width !== undefined,
      ...(ink === undefined ? {} : { ink }),
    };
  };
  return { bytesInCode: font.bytesInCode, glyph: onceByCode(glyphOf) };
}

/** Of a simple font without a map: what its encoding draws, nothing where the program of the font says that. */
function meaningIn(
  view: View,
  entries: ReadonlyMap<string, PdfObject>,
): ((code: number) => string | undefined) | undefined {
  if (entries.has('ToUnicode') || isName(view.resolve(entries.get('Subtype')), 'Type0')) return undefined;
  const hasProgram = dictionaryOf(view.resolve(entries.get('FontDescriptor'))) !== undefined;
  if (hasProgram && !entries.has('Encoding')) return () => undefined;
  const encoding = simpleEncoding(view, entries);
  return (code) => encoding?.[code];
}
