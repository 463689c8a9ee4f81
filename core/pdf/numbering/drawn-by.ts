/** Whether the glyphs of an embedded font are the letters that its /ToUnicode says: that map alone binds nobody who looks. */
import { compositeParts } from '../drawing/font-parts.ts';
import { plainBytes } from '../drawing/index.ts';
import { dictionaryOf, isKind, isName, oddStream, type PdfObject, type View } from '../reading/index.ts';
import { codesIn } from './font.ts';
import { shapeOf } from './glyph-shape.ts';
import { allLetters, isSubsetOf, type KnownFont, knownFonts } from './known-fonts.ts';
import { readSfnt, type Sfnt } from './sfnt.ts';

export type DrawnBy =
  | { readonly kind: 'known' }
  /** The font draws glyphs that nobody can compare here, or is not in the file. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'other'; readonly letter: string; readonly glyph: string };

const unknown: DrawnBy = Object.freeze({ kind: 'unknown' });

/** Thousandths of the size. */
const rounding = 1;

/** `object`: a composite font as `embeddedFont` takes it; `codes`: hexadecimal, four digits each. */
export function drawnBy(view: View, object: PdfObject | undefined, codes: string): DrawnBy {
  const font = dictionaryOf(view.resolve(object))?.entries;
  const parts = font && compositeParts(view, font);
  const program = parts && programOf(view, parts.below);
  if (parts?.meanings === undefined || program === undefined) return unknown;
  const family = knownFonts().find((known) => isSubsetOf(program, known));
  const units = program.tables.get('head')?.readUInt16BE(18) ?? 0;
  let found: DrawnBy = { kind: 'known' };
  for (const code of new Set(codesIn(codes))) {
    const letter = parts.meanings.get(code) ?? '';
    const glyph = letterOf(program, code, letter, family);
    if (glyph !== undefined && glyph !== letter) return { kind: 'other', letter, glyph };
    const [advance = 0] = program.metrics(code) ?? [];
    const isSpaced = Math.abs(parts.widthOf(code) - (advance * 1000) / units) <= rounding;
    if (glyph === undefined || !isSpaced || !stands(program, code, glyph, family)) found = unknown;
  }
  return found;
}

/** TrueType outlines by numbers of glyphs (ISO 32000-1, 9.7.4.2). */
function programOf(view: View, below: ReadonlyMap<string, PdfObject>): Sfnt | undefined {
  const map = view.resolve(below.get('CIDToGIDMap'));
  const descriptor = dictionaryOf(view.resolve(below.get('FontDescriptor')))?.entries;
  const program = view.resolve(descriptor?.get('FontFile2'));
  if (!isName(view.resolve(below.get('Subtype')), 'CIDFontType2')) return undefined;
  if ((map !== null && !isName(map, 'Identity')) || !isKind(program, 'stream')) return undefined;
  if (['FontFile', 'FontFile3'].some((key) => descriptor?.has(key))) return undefined;
  // What readers unpack differently is not one font for all.
  if (oddStream(view, program) !== undefined || program.dictionary.entries.has('F')) return undefined;
  const bytes = plainBytes(view, program);
  return bytes && readSfnt(bytes);
}

/** As wide as in the whole font and as far from where the letter begins. */
function stands(program: Sfnt, id: number, letter: string, family: KnownFont | undefined): boolean {
  const whole = family?.font.metrics(family.font.glyphOf(letter) ?? 0)?.join(' ');
  return whole !== undefined && whole === program.metrics(id)?.join(' ');
}

/** By its shape; else by the font's own map, which can only speak against the meaning: glyphs are drawn as their maker likes. */
function letterOf(
  program: Sfnt,
  id: number,
  meaning: string,
  family: KnownFont | undefined,
): string | undefined {
  const shape = shapeOf(program, id);
  const shapes = family === undefined ? knownFonts() : [family];
  const known = shapes.map(({ letterOf: of }) => of.get(shape ?? '')).find((one) => one !== undefined);
  if (known !== undefined) return known;
  const mapped = allLetters.filter((letter) => program.glyphOf(letter) === id);
  return mapped.includes(meaning) ? undefined : mapped[0];
}
