/** How far the glyphs of a program reach, each looked at once. */
import { type Bounds, joined } from './glyph-points.ts';

export interface Outlines {
  /** In shares of the size, from where the letter begins; undefined for one without ink. Throws RangeError. */
  glyph(id: number): Bounds | undefined;
  /** Around all glyphs. Throws RangeError. */
  whole(): Bounds | undefined;
  /** Glyphs that any of its maps means by numbers of characters; undefined where nobody knows. Throws RangeError. */
  glyphsBy?(codes: readonly number[]): ReadonlySet<number> | undefined;
  /** The one with the name of a letter, where it is one of ASCII. */
  glyphNamed?(letter: number): number | undefined;
  /** Of a program whose glyphs have numbers of their own (CID). */
  glyphOf?(cid: number): number | undefined;
}

export function outlinesBy(
  count: number,
  boundsOf: (id: number) => Bounds | undefined,
  more: Pick<Outlines, 'glyphsBy' | 'glyphNamed' | 'glyphOf'>,
): Outlines {
  const known = new Map<number, Bounds | undefined>();
  const glyph = (id: number) => {
    if (!known.has(id)) known.set(id, boundsOf(id));
    return known.get(id);
  };
  let isSeen = false;
  let all: Bounds | undefined;
  return {
    ...more,
    glyph,
    whole: () => {
      for (let id = 0; id < count && !isSeen; id += 1) {
        const bounds = glyph(id);
        if (bounds !== undefined) all = joined(all, bounds);
      }
      isSeen = true;
      return all;
    },
  };
}
