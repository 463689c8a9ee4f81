/** A font that stands in a PDF, asked for what its codes show and how wide they are. */
import { compositeParts } from '../drawing/font-parts.ts';
import { dictionaryOf, isName, type PdfObject, type View } from '../reading/index.ts';

export interface EmbeddedFont {
  /** What codes (hexadecimal, four digits each) stand for, NFC; undefined when one stands for nothing. */
  textOf(codes: string): string | undefined;
  /** The codes of a text; undefined when a letter is missing. */
  codesOf(text: string): string | undefined;
  /** Points. */
  width(codes: string, size: number): number;
}

/** Of a composite font with two-byte codes that says what they mean (ISO 32000-1, 9.7 and 9.10.3); of others undefined. */
export function embeddedFont(view: View, object: PdfObject | undefined): EmbeddedFont | undefined {
  const font = dictionaryOf(view.resolve(object))?.entries;
  if (font === undefined || !isName(view.resolve(font.get('Subtype')), 'Type0')) return undefined;
  const parts = compositeParts(view, font);
  if (parts?.meanings === undefined) return undefined;
  const { meanings, widthOf } = parts;
  const codeOf = new Map([...meanings].reverse().map(([code, text]) => [text, spelled(code)]));
  return Object.freeze({
    textOf: (codes: string) => joined(codesIn(codes).map((code) => meanings.get(code)))?.normalize('NFC'),
    codesOf: (text: string) => joined([...text.normalize('NFC')].map((letter) => codeOf.get(letter))),
    width: (codes: string, size: number) =>
      codesIn(codes)
        .map(widthOf)
        .reduce((sum, width) => sum + (width * size) / 1000, 0),
  });
}

function spelled(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

/** `codes`: hexadecimal, four digits each. */
export function codesIn(codes: string): readonly number[] {
  return (codes.match(/.{4}/g) ?? []).map((code) => Number.parseInt(code, 16));
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('');
}
