/** Page boxes that a program wrote again with fewer digits: no viewer draws the page differently. */
import { isKind, type PdfObject } from '../../../pdf/reading/index.ts';

/** Points: at ten times the size it is a twentieth of what a screen can show. */
const mostRounded = 0.005;

/**
 * Whether `after` is the box `before` with numbers rounded or cut to fewer decimals, none by `mostRounded` or more. Each time digits
 * are lost, so that many small steps come to no large one.
 */
export function isRounded(before: PdfObject | undefined, after: PdfObject | undefined): boolean {
  if (!isKind(before, 'array') || !isKind(after, 'array')) return false;
  if (before.items.length !== 4 || after.items.length !== 4) return false;
  return before.items.every((old, index) => isRoundedNumber(old, after.items[index]));
}

function isRoundedNumber(old: PdfObject, now: PdfObject | undefined): boolean {
  if (typeof old !== 'number' || typeof now !== 'number') return false;
  if (old === now) return true;
  const digits = decimals(now);
  return digits < decimals(old) && Math.abs(now - old) < Math.min(mostRounded, 10 ** -digits);
}

function decimals(number: number): number {
  const text = String(number);
  return text.includes('e') ? Number.NaN : (text.split('.')[1]?.length ?? 0);
}
