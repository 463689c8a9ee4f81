/** Finds on the page the two lines between which the authorised person signs: title and name, as printed. */
import { type Box, centre, type SeenPage } from './look.ts';

export interface SignatureBlock {
  readonly page: number;
  readonly title: Box;
  readonly name: Box;
}

/** Names stand at most so far to the side of their title, in points. */
const sideways = 60;

/** The last place where the title line has the name line below it, in the same column. */
export function signatureBlockOf(
  pages: readonly SeenPage[],
  printed: { readonly title: string; readonly name: string },
): SignatureBlock | undefined {
  const [title, name] = [printed.title.normalize('NFC'), printed.name.normalize('NFC')];
  for (const page of [...pages].reverse()) {
    for (const below of [...page.lines].reverse()) {
      if (below.text !== name) continue;
      const above = page.lines.filter(
        (line) =>
          line.text === title &&
          line.box.bottom > below.box.top &&
          Math.abs(centre(line.box).x - centre(below.box).x) < sideways,
      );
      const nearest = above.at(-1);
      if (nearest !== undefined) return { page: page.number, title: nearest.box, name: below.box };
    }
  }
  return undefined;
}
