/** A font that a filled field is drawn with: what its codes show as every reader draws them, not only as the font says. */
import { type Font, letterFont, type MapAllowance, standardWidths } from '../../../pdf/drawing/index.ts';
import { drawnBy } from '../../../pdf/numbering/index.ts';
import {
  dictionaryOf,
  isName,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { simpleEncoding, sureWidths } from './sure-widths.ts';

type Entries = PdfDictionary['entries'];

export interface LookFont extends Font {
  /** Whether the letters that were asked for are drawn as those that they say they are; a text where one is not. */
  proven(): 'known' | 'unknown' | { readonly other: string };
}

/** Thousandths: programs round. */
const slack = 1;

/** How often programs of fonts may be compared: each look of a hostile form would ask for a few letters more. */
export interface Proofs {
  left: number;
}

/** Undefined for a font of which nobody can tell what it shows. */
export function lookFont(
  view: View,
  object: PdfObject | undefined,
  maps: MapAllowance,
  proofs: Proofs,
): LookFont | undefined {
  const entries = dictionaryOf(view.resolve(object))?.entries;
  const kind = view.resolve(entries?.get('Subtype'));
  if (entries === undefined || !isName(kind)) return undefined;
  if (kind.value === 'Type0') return composite(view, entries, object, maps, proofs);
  return kind.value === 'Type1' || kind.value === 'TrueType' ? simple(view, entries, maps) : undefined;
}

function composite(
  view: View,
  entries: Entries,
  object: PdfObject | undefined,
  maps: MapAllowance,
  proofs: Proofs,
): LookFont | undefined {
  const font = letterFont(view, object, maps);
  if (font === undefined || font.unread) return undefined;
  const widths = sureWidths(view, entries, maps);
  const asked = new Set<number>();
  let compared = 0;
  let answer: ReturnType<LookFont['proven']> = 'known';
  return {
    bytesInCode: font.bytesInCode,
    glyph(code) {
      asked.add(code);
      const glyph = font.glyph(code);
      return glyph === undefined || glyph.text === '' || widths(code) === undefined ? undefined : glyph;
    },
    proven() {
      if (asked.size === compared) return answer;
      compared = asked.size;
      proofs.left -= 1;
      if (proofs.left < 0) {
        answer = 'unknown';
        return answer;
      }
      const codes = [...asked].map((code) => code.toString(16).toUpperCase().padStart(4, '0')).join('');
      const drawn = drawnBy(view, object, codes);
      answer =
        drawn.kind === 'other'
          ? { other: `its font draws "${drawn.glyph}" where it says "${drawn.letter}"` }
          : drawn.kind;
      return answer;
    },
  };
}

/** The one that every reader has, or one with a program of its own, which nobody compares here. */
function simple(view: View, entries: Entries, maps: MapAllowance): LookFont | undefined {
  const name = view.resolve(entries.get('BaseFont'));
  const descriptor = dictionaryOf(view.resolve(entries.get('FontDescriptor')))?.entries;
  const hasProgram = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(key));
  const standard = isName(name) ? standardWidths(name.value) : undefined;
  const said = letterFont(view, { kind: 'dictionary', entries }, maps);
  const encoding = simpleEncoding(view, entries);
  if (said === undefined || said.unread || encoding === undefined) return undefined;
  const widths = sureWidths(view, entries, maps);
  const hasMap = entries.has('ToUnicode');
  let isKnown = standard !== undefined && !hasProgram;
  return {
    bytesInCode: 1,
    glyph(code) {
      const text = encoding[code]?.normalize('NFC');
      const width = widths(code);
      // Two answers are none: some readers search the one, all draw the other.
      if (text === undefined || width === undefined || (hasMap && said.glyph(code)?.text !== text))
        return undefined;
      if (!(Math.abs(width - (standard?.(text) ?? Number.NaN)) <= slack)) isKnown = false;
      return { text, width, kind: text === ' ' ? 'blank' : 'letter' };
    },
    proven: () => (isKnown ? 'known' : 'unknown'),
  };
}
