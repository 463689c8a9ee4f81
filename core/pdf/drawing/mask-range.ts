/** What the two values of a mask stand for (ISO 32000-1, 8.9.6.2). */

/** One paints, the other does not. Poppler, MuPDF and pdf.js draw the line between other values each elsewhere. */
export function isMaskRange([from, to, ...more]: readonly unknown[]): boolean {
  return more.length === 0 && ((from === 0 && to === 1) || (from === 1 && to === 0));
}
