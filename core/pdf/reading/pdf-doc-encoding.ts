/** PDFDocEncoding, in which text strings without a mark are written (ISO 32000-1, annex D.3): Latin-1 but for some codes. */

/** From 0x18, and from 0x80; of codes that mean nothing (0x9f, 0xad, 0x7f) Latin-1 makes what is hidden, and so refused. */
const low = '\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc';
const high =
  '\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018' +
  '\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e';
const euro = '\u20ac';

/** Each byte a letter. */
export function pdfDocText(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return bytes.some((code) => otherThan(code) !== undefined) ? spelled(bytes) : latin;
}

function spelled(bytes: Uint8Array): string {
  const letters: string[] = [];
  for (const code of bytes) letters.push(otherThan(code) ?? String.fromCharCode(code));
  return letters.join('');
}

/** What a code means where that is not Latin-1. */
function otherThan(code: number): string | undefined {
  if (code < 0x20) return low[code - 0x18];
  if (code < 0x80) return undefined;
  return code === 0xa0 ? euro : high[code - 0x80];
}
