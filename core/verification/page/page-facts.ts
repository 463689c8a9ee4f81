/** What the first page says about the document: the agency at its head, and a secrecy mark. */
import type { TextLine } from '../../pdf/text/index.ts';
import type { PrintedName } from './printed-names.ts';

export type PageFacts =
  | {
      readonly kind: 'read';
      /** Lines of text on it; none on a scanned page. */
      readonly lines: number;
      /** The agencies at the top left (decree 30/2020, annex I), the issuing one last; empty on any other page. */
      readonly head: readonly string[];
      readonly secrecyMark: SecrecyMark | null;
      /** Below signatures, of their pages; absent where none was found. */
      readonly printedNames?: readonly PrintedName[];
    }
  | { readonly kind: 'unread'; readonly why: 'unreadable' | 'too-slow' };

export const secrecyMarks = ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'] as const;
export type SecrecyMark = (typeof secrecyMarks)[number];

/** Points. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Shares of the page: how far right and down the head reaches, and how far down a mark is looked for. */
const headAcross = 0.55;
const headDown = 0.25;
const markDown = 0.4;
/** Beside it the head is that of an administrative document, and not some table's. */
const countryName = /^cộng h(?:òa|oà) xã hội chủ nghĩa việt nam$/i;
/** What stands in the right column of a head, where the left one comes so close to it that both were read as one line. */
const rightColumn =
  /^(.*\S)\s+(cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–—]\s*tự do\s*[-–—]\s*hạnh phúc)$/i;
/** Over so many lines, where the column is too narrow for it. */
const mostCountryLines = 3;
/** A name of an agency has no more. */
const mostLines = 6;
const mostLetters = 300;

/** `read`: lines from top to bottom. */
export function pageFacts(read: readonly TextLine[], { width, height }: PageSize): PageFacts {
  const lines = read.flatMap(parted);
  const upper = (share: number) => lines.filter((line) => line.bottom > (1 - share) * height);
  const isLeft = (line: TextLine): boolean => (line.left + line.right) / 2 < width / 2;
  const top = upper(headDown);
  const isLetter = namesCountry(top) || namesCountry(top.filter((line) => !isLeft(line)));
  const head = top.filter((line) => isLeft(line) && line.right < headAcross * width);
  return {
    kind: 'read',
    lines: read.length,
    head: isLetter ? headOf(head) : [],
    secrecyMark: markIn(upper(markDown).filter(isLeft)),
  };
}

/**
 * A line of both columns as two lines: decree 30's margins leave about ten points between a long name and that of the country. Where
 * one ends is told by the number of letters, which is near enough for what is left and what is right.
 */
function parted(line: TextLine): readonly TextLine[] {
  const [, left, right] = rightColumn.exec(line.text) ?? [];
  if (left === undefined || right === undefined) return [line];
  const end = line.left + ((line.right - line.left) * left.length) / line.text.length;
  return [
    { ...line, text: left, right: end },
    { ...line, text: right, left: end },
  ];
}

/** On one line, or on lines that follow each other in its column. */
function namesCountry(lines: readonly TextLine[]): boolean {
  return lines.some((_, at) =>
    Array.from({ length: mostCountryLines }, (_, more) => lines.slice(at, at + more + 1)).some((some) =>
      countryName.test(
        some
          .map(({ text }) => text.trim())
          .join(' ')
          .replace(/\s+/g, ' '),
      ),
    ),
  );
}

/** Capital letters until the number of the document, or whatever else begins. */
function headOf(lines: readonly TextLine[]): readonly string[] {
  const found: string[] = [];
  for (const { text } of lines) {
    if (!/\p{L}/u.test(text)) {
      if (found.length === 0) continue;
      break;
    }
    if (text !== text.toLocaleUpperCase('vi') || found.length === mostLines) break;
    found.push(text.slice(0, mostLetters));
  }
  return found;
}

/** A stamp stands alone, in capital letters, perhaps in a frame of other signs. */
function markIn(lines: readonly TextLine[]): SecrecyMark | null {
  for (const { text } of lines) {
    const words = text
      .normalize('NFC')
      .replace(/[^\p{L}\s]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const mark = secrecyMarks.find((one) => one === words);
    if (mark !== undefined) return mark;
  }
  return null;
}
