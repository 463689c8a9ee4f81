/** The advance widths of Times, to recognise any face that was made to its metrics. */
import { PDFDocument, type PDFFont, StandardFonts } from 'pdf-lib';

let times: Promise<PDFFont> | undefined;

/**
 * How far a text's glyph widths are from those of Times, as the mean share of the Times width.
 * Letters with Vietnamese marks have the width of their base letter; đ and Đ that of d and D (as in Times New Roman).
 */
export async function deviationFromTimes(
  glyphs: readonly { readonly character: string; readonly width: number }[],
): Promise<number> {
  times ??= PDFDocument.create().then((document) => document.embedFont(StandardFonts.TimesRoman));
  const font = await times;
  const deviations = glyphs.flatMap(({ character, width }) => {
    const base = character.normalize('NFD').replace(/\p{M}/gu, '').replace('đ', 'd').replace('Đ', 'D');
    if (base.length !== 1 || base < ' ' || base > '~') return [];
    const expected = font.widthOfTextAtSize(base, 1000);
    return [Math.abs(width - expected) / expected];
  });
  if (deviations.length === 0) return Number.POSITIVE_INFINITY;
  return deviations.reduce((sum, one) => sum + one, 0) / deviations.length;
}
