/** What an interpreter of contents asks of a font (ISO 32000-1, 9.2): what each code shows, and how wide that is. */

import type { Box } from './boxes.ts';

export interface Glyph {
  /** In NFC; empty when it cannot be told. */
  readonly text: string;
  /** Thousandths of the size. */
  readonly width: number;
  /** White space; a sign that only formats, as a soft hyphen; a mark on the letter before it. */
  readonly kind: 'letter' | 'blank' | 'formatting' | 'mark';
  /** Of its outline, in shares of the size from where it begins, for whoever asks the program of its font. */
  readonly ink?: Box;
}

export interface Font {
  readonly bytesInCode: 1 | 2;
  /** What a code shows; undefined for one that is not understood. */
  glyph(code: number): Glyph | undefined;
}

/** For what is no font that can be used: nothing is understood of it. */
export const noFont: Font = Object.freeze({ bytesInCode: 1, glyph: () => undefined });

/** Each is looked at once: a page has few, and many letters. `textOf`: undefined for a code that is not understood. */
export function glyphsOnce(
  textOf: (code: number) => string | undefined,
  widthOf: (code: number) => number,
): Font['glyph'] {
  const known = new Map<number, Glyph | undefined>();
  return (code) => {
    const glyph = known.get(code);
    if (glyph !== undefined || known.has(code)) return glyph;
    const text = textOf(code);
    const seen = text === undefined ? undefined : { text, width: widthOf(code), kind: kindOf(text) };
    known.set(code, seen);
    return seen;
  };
}

function kindOf(text: string): Glyph['kind'] {
  if (/^\s+$/u.test(text)) return 'blank';
  if (/^\p{Mn}+$/u.test(text)) return 'mark';
  return /^\p{Cf}+$/u.test(text) ? 'formatting' : 'letter';
}
