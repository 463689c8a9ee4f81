/** The letters of a line one by one, each with its place. */
import type { TextDocument, TextLine } from './lines.ts';

/** Points as displayed. */
export interface Letter extends Pick<TextLine, 'left' | 'right' | 'baseline' | 'size'> {
  readonly text: string;
}

/**
 * What page `page` prints inside a rectangle (points as displayed), white space and dot leaders left out; a letter counts
 * when more than a third of its width is inside. Throws PDF_STRUCTURE.
 */
export async function printedIn(
  document: TextDocument,
  page: number,
  box: { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number },
): Promise<string> {
  const letters = (await document.rows(page)).flat().flatMap(spread);
  return letters
    .filter(({ text, left, right, baseline, size }) => {
      const inside = Math.min(right, box.right) - Math.max(left, box.left);
      // From the baseline to half the height: what hangs or towers over a neighbouring line is not inside.
      return (
        /[^\s.…_]/u.test(text) &&
        inside > (right - left) / 3 &&
        baseline < box.top &&
        baseline + size / 2 > box.bottom
      );
    })
    .map(({ text }) => text)
    .join('');
}

/** Where each letter stands, its width guessed from Times; exact at both ends of the piece. */
export function spread(piece: TextLine): readonly Letter[] {
  const shares = [...piece.text].map((letter) => ({ letter, share: shareOf(letter) }));
  const whole = shares.reduce((sum, { share }) => sum + share, 0) || 1;
  let at = piece.left;
  return shares.map(({ letter, share }) => {
    const left = at;
    at += ((piece.right - piece.left) * share) / whole;
    return { text: letter, left, right: at, baseline: piece.baseline, size: piece.size };
  });
}

/** Widths of Times in thousandths, roughly: exact for what blanks are made of and stand beside. */
function shareOf(letter: string): number {
  if (/[\s.,/]/.test(letter)) return letter === '/' ? 278 : 250;
  if (letter === '…') return 1000;
  if (/[:;ijlt]/.test(letter)) return 278;
  if (/[mMW]/.test(letter)) return 820;
  return /\p{Lu}/u.test(letter) ? 680 : 480;
}
