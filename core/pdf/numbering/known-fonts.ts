/** The fonts that fields for number and date are made with: what each of their glyphs looks like. */
import { readFileSync } from 'node:fs';
import { shapeOf } from './glyph-shape.ts';
import { readSfnt, type Sfnt } from './sfnt.ts';

/** All that numbers, notations and dates are written with. */
export const numberingLetters = Object.freeze({
  number: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊÔƠƯabcdefghijklmnopqrstuvwxyzăâđêôơư/-.& ',
  date: '0123456789 ngàythánăm',
});

/** Each once. */
export const allLetters: readonly string[] = [...new Set(numberingLetters.number + numberingLetters.date)];

export interface KnownFont {
  readonly font: Sfnt;
  readonly letterOf: ReadonlyMap<string, string>;
}

/** As `core/signing` embeds them. */
const files = ['LiberationSerif-Regular.ttf', 'LiberationSerif-Italic.ttf'];
const folder = new URL('../../signing/appearance/fonts/', import.meta.url);

let read: readonly KnownFont[] | undefined;

/** Read once, when a document has such a field that was filled. */
export function knownFonts(): readonly KnownFont[] {
  read ??= files.flatMap((file) => {
    const font = readSfnt(readFileSync(new URL(file, folder)));
    return font === undefined ? [] : [{ font, letterOf: letterShapes(font) }];
  });
  return read;
}

function letterShapes(font: Sfnt): ReadonlyMap<string, string> {
  return new Map(
    allLetters.flatMap((letter) => {
      const shape = shapeOf(font, font.glyphOf(letter) ?? 0);
      return shape === undefined ? [] : [[shape, letter] as const];
    }),
  );
}

/** Bytes that subsets of a font have their own of: the check sum and the form of `loca`; how many widths; how many glyphs. */
const own: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>> = {
  head: [
    [8, 12],
    [50, 52],
  ],
  hhea: [[34, 36]],
  maxp: [[4, 6]],
  'cvt ': [],
  fpgm: [],
  prep: [],
};
/** What else a subset holds; none of it moves a point. Pictures, colours and variations of glyphs would. */
const harmless = new Set('GDEF GPOS GSUB OS/2 cmap gasp glyf hmtx kern loca name post FFTM'.split(' '));

/** Whether the program around the glyphs draws them as the known font does: the same units, the same instructions. */
export function isSubsetOf(font: Sfnt, { font: whole }: KnownFont): boolean {
  const tags = [...font.tables.keys()];
  return (
    tags.every((tag) => tag in own || harmless.has(tag)) &&
    Object.entries(own).every(([tag, parts]) => {
      const [a, b] = [font.tables.get(tag), whole.tables.get(tag)];
      return a !== undefined && b !== undefined && without(a, parts).equals(without(b, parts));
    })
  );
}

function without(table: Buffer, parts: readonly (readonly [number, number])[]): Buffer {
  const rest = Buffer.from(table);
  for (const [from, to] of parts) rest.fill(0, from, to);
  return rest;
}
