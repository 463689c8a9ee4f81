/** Widths of the fonts that every reader has, against the metrics that another program brings. */
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { standardWidths } from './standard-widths.ts';

const letters = [
  ...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 224 }, (_, code) => code + 0x20)),
].filter((letter) => !/[\p{Cc}\u00a0\u00ad]/u.test(letter));

describe('widths of standard fonts', () => {
  it.each([
    'Helvetica',
    'Helvetica-Bold',
    'Helvetica-BoldOblique',
    'Times-Roman',
    'Times-Bold',
    'Times-Italic',
    'Times-BoldItalic',
    'Courier',
    'Courier-Bold',
  ])('%s', async (name) => {
    const widths = standardWidths(name);
    const font = (await PDFDocument.create()).embedStandardFont(name as never);
    for (const letter of letters)
      expect([letter, Math.round(font.widthOfTextAtSize(letter, 1000))]).toEqual([letter, widths?.(letter)]);
  });

  it('are none for other letters, and for other fonts', () => {
    expect(standardWidths('Helvetica')?.('ễ')).toBeUndefined();
    expect(standardWidths('Courier')?.('ễ')).toBeUndefined();
    expect(standardWidths('Symbol')).toBeUndefined();
    expect(standardWidths('Courier-')).toBeUndefined();
  });
});
