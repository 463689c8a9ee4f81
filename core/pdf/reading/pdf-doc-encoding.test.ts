/** Each code of PDFDocEncoding against another program's table: pdf-lib's. */
import { PDFHexString } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { pdfDocText } from './pdf-doc-encoding.ts';

describe('PDFDocEncoding', () => {
  it('is read as pdf-lib reads it, but for codes that mean nothing', () => {
    const differs = Array.from({ length: 256 }, (_, code) => code).filter((code) => {
      const hex = code.toString(16).padStart(2, '0');
      return pdfDocText(Uint8Array.of(code)) !== PDFHexString.of(hex).decodeText();
    });
    expect(differs).toEqual([0x16, 0x7f, 0x9f, 0xad]);
  });

  it('tells dashes, quotes and the euro', () => {
    expect(pdfDocText(Buffer.from('a\x85b\x84\x8dc\x8e\x90 \xa0\x1f', 'latin1'))).toBe('a–b—“c”’ €˜');
  });
});
