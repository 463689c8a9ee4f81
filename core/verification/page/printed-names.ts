/** The name that is printed below a person's signature, where the text of its page can be read. */
import type { TextLine } from '../../pdf/text/index.ts';
import type { SignatureFacts } from '../facts/facts.ts';
import type { PageSize } from './page-facts.ts';

export interface PrintedName {
  /** The signature's. */
  readonly field: string;
  readonly name: string;
}

/** On the displayed page, points from its lower left. */
export interface ShownSignature {
  readonly field: string;
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

/** Signatures that show something on a page that is not turned: of others nobody knows what is below. */
export function shownSignatures(signatures: readonly SignatureFacts[]): readonly ShownSignature[] {
  return signatures.flatMap(({ field, kind, widgets }) => {
    const [widget, another] = widgets;
    if (kind !== 'signature' || widget === undefined || another !== undefined) return [];
    const { page, rect, pageBox, rotation, hasAppearance } = widget;
    if (page === null || rect === null || pageBox === null || rotation !== undefined || !hasAppearance)
      return [];
    const [x0, y0, x1, y1] = rect;
    const [boxLeft, boxBottom] = pageBox;
    const [left, right, bottom] = [
      Math.min(x0, x1) - boxLeft,
      Math.max(x0, x1) - boxLeft,
      Math.min(y0, y1) - boxBottom,
    ];
    return right > left && y0 !== y1 ? [{ field, page, left, right, bottom }] : [];
  });
}

/** Points: a name may reach so far into the image, and begin so far below it. */
const intoImage = 8;
const furthest = 40;
const mostLetters = 80;

/** The first line below it in its column, if that is written as a person's name; the lines are those of its page. */
export function nameBelow(
  { left, right, bottom }: ShownSignature,
  lines: readonly TextLine[],
  { width }: PageSize,
): string | undefined {
  const centre = (left + right) / 2;
  const below = lines
    .filter((line) => {
      const own = (line.left + line.right) / 2;
      return (
        line.top <= bottom + intoImage && line.top >= bottom - furthest && Math.abs(own - centre) < width / 8
      );
    })
    .sort((a, b) => b.baseline - a.baseline)[0];
  return below === undefined || below.text.length > mostLetters || !isName(below.text)
    ? undefined
    : below.text;
}

/** Degrees, then two to six words of letters, each with a capital in front and small letters behind: titles are in capitals. */
function isName(text: string): boolean {
  return (
    /^(?:\p{L}+\.\s*)*\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,5}$/u.test(text.normalize('NFC')) &&
    /\p{Ll}/u.test(text)
  );
}
