/** Finds the place of a signature: the signer's title line and, under it, the name line. */
import type { TextDocument, TextLine } from './lines.ts';

export interface SignerLines {
  readonly page: number;
  readonly title: TextLine;
  readonly name: TextLine;
}

/**
 * On the last page that has both as lines of their own, the lowest name with the nearest title above it, their middles
 * at most `column` points apart. Of a title of several lines ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") the last counts.
 * Equal in NFC, without regard to capitals; undefined when no page has both.
 */
export async function findSignerLines(
  document: TextDocument,
  wanted: { readonly title: string; readonly name: string },
  column: number,
): Promise<SignerLines | undefined> {
  const title = plain(wanted.title.trim().split(/\r?\n/).at(-1) ?? '');
  const name = plain(wanted.name);
  if (title === '' || name === '') return undefined;
  for (let page = document.pages; page >= 1; page -= 1) {
    const lines = await document.lines(page);
    const pair = pairOn(lines, title, name, column);
    if (pair !== undefined) return Object.freeze({ page, ...pair });
  }
  return undefined;
}

function pairOn(lines: readonly TextLine[], title: string, name: string, column: number) {
  // Below and above mean nothing between lines that run up or down the page as displayed.
  const across = lines.filter((line) => !isSideways(line));
  const names = across.filter((line) => plain(line.text) === name).sort((a, b) => a.baseline - b.baseline);
  const titles = across.filter((line) => plain(line.text) === title);
  for (const below of names) {
    const above = titles
      .filter((line) => line.baseline > below.baseline && Math.abs(middle(line) - middle(below)) <= column)
      .sort((a, b) => a.baseline - b.baseline)[0];
    if (above !== undefined) return { title: above, name: below };
  }
  return undefined;
}

/** Whether a page shows the name above the title: as it does upside down. */
export function isUpsideDown(
  lines: readonly TextLine[],
  wanted: { readonly title: string; readonly name: string },
): boolean {
  const at = (text: string) => lines.filter((line) => plain(line.text) === plain(text));
  const titles = at(wanted.title.trim().split(/\r?\n/).at(-1) ?? '');
  return (
    titles.length > 0 &&
    at(wanted.name).some((name) => titles.every(({ baseline }) => baseline < name.baseline))
  );
}

/** Higher than wide, though longer than a word or two letters. */
export function isSideways({ text, left, right, bottom, top }: TextLine): boolean {
  return text.length >= shortest && top - bottom > right - left;
}

/** Letters: a line of fewer may be higher than wide as it stands. */
const shortest = 4;

/** The middle of a line from left to right. */
export function middle(line: { readonly left: number; readonly right: number }): number {
  return (line.left + line.right) / 2;
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi');
}
