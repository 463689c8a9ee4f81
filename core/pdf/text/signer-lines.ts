/** Finds the place of a signature: the signer's title lines and, under them, the name line. */
import type { TextDocument, TextLine } from './lines.ts';
import { onBehalfIn, titleLines } from './on-behalf.ts';

export interface SignerLines {
  readonly page: number;
  /** The last line of the title, below which the signature stands. */
  readonly title: TextLine;
  readonly name: TextLine;
}

/**
 * On the last page that has both as lines of their own, the lowest name with the nearest title above it, their middles
 * at most `column` points apart. A title of several lines ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC") stands in them, one right above the
 * other; of one that begins with the words for signing on behalf, the signer's own title may be left out: it is below.
 * Equal in NFC, without regard to capitals; undefined when no page has both.
 */
export async function findSignerLines(
  document: TextDocument,
  wanted: { readonly title: string; readonly name: string },
  column: number,
): Promise<SignerLines | undefined> {
  const titles = titleLines(wanted.title).map(plain);
  const name = plain(wanted.name);
  if (titles.length === 0 || name === '') return undefined;
  for (let page = document.pages; page >= 1; page -= 1) {
    const lines = await document.lines(page);
    const pair = pairOn(lines, titles, name, column);
    if (pair !== undefined) return Object.freeze({ page, ...pair });
  }
  return undefined;
}

function pairOn(lines: readonly TextLine[], titles: readonly string[], name: string, column: number) {
  // Below and above mean nothing between lines that run up or down the page as displayed.
  const across = lines.filter((line) => !isSideways(line));
  const names = across.filter((line) => plain(line.text) === name).sort((a, b) => a.baseline - b.baseline);
  const [last = '', ...above] = titles.toReversed();
  const candidates = across
    .filter((line) => plain(line.text) === last && standsBelow(across, line, above, column))
    .sort((a, b) => a.baseline - b.baseline);
  for (const below of names) {
    const found = candidates.find(
      (line) => line.baseline > below.baseline && Math.abs(middle(line) - middle(below)) <= column,
    );
    if (found !== undefined) return { title: ownTitle(across, found, below, column), name: below };
  }
  return undefined;
}

/** Whether a page shows the name above the title: as it does upside down. */
export function isUpsideDown(
  lines: readonly TextLine[],
  wanted: { readonly title: string; readonly name: string },
): boolean {
  const at = (text: string) => lines.filter((line) => plain(line.text) === plain(text));
  const titles = at(titleLines(wanted.title).at(-1) ?? '');
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

/** Whether these lines stand right above it, from below upwards. */
function standsBelow(
  lines: readonly TextLine[],
  line: TextLine,
  [next, ...rest]: readonly string[],
  column: number,
): boolean {
  if (next === undefined) return true;
  return lines.some(
    (one) => plain(one.text) === next && follows(one, line, column) && standsBelow(lines, one, rest, column),
  );
}

/** "KT. GIÁM ĐỐC" is whom they sign for: what they are themselves stands below it, and the signature below that. */
function ownTitle(lines: readonly TextLine[], title: TextLine, name: TextLine, column: number): TextLine {
  if (onBehalfIn(title.text) === undefined) return title;
  const own = lines.find(
    (line) =>
      line !== name &&
      follows(title, line, column) &&
      line.baseline > name.baseline &&
      line.text === line.text.toLocaleUpperCase('vi'),
  );
  return own === undefined ? title : ownTitle(lines, own, name, column);
}

/** In lines of the title, more than twice the size apart is another block. */
const mostLeading = 2.2;

function follows(upper: TextLine, lower: TextLine, column: number): boolean {
  const down = upper.baseline - lower.baseline;
  return (
    down > 0 &&
    down <= mostLeading * Math.max(upper.size, lower.size) &&
    Math.abs(middle(upper) - middle(lower)) <= column
  );
}

/** The middle of a line from left to right. */
export function middle(line: { readonly left: number; readonly right: number }): number {
  return (line.left + line.right) / 2;
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi');
}
