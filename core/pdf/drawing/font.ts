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

/** `textOf`: undefined for a code that is not understood. */
export function glyphsOnce(
  textOf: (code: number) => string | undefined,
  widthOf: (code: number) => number,
): Font['glyph'] {
  return onceByCode((code) => {
    const text = textOf(code);
    return text === undefined ? undefined : { text, width: widthOf(code), kind: kindOf(text) };
  });
}

/** Each code is looked at once: a page has few, and many letters. */
export function onceByCode<G extends Glyph | undefined>(glyphOf: (code: number) => G): (code: number) => G {
  const known = new Map<number, G>();
  return (code) => {
    const glyph = known.get(code);
    if (glyph !== undefined || known.has(code)) return glyph as G;
    const found = glyphOf(code);
    known.set(code, found);
    return found;
  };
}

function kindOf(text: string): Glyph['kind'] {
  if (/^\s+$/u.test(text)) return 'blank';
  if (/^\p{Mn}+$/u.test(text)) return 'mark';
  return /^\p{Cf}+$/u.test(text) ? 'formatting' : 'letter';
}
