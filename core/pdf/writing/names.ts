/** Names and numbers of pdf-lib, which it spells out, letter by letter, each time that it is asked for one. */
import { PDFArray, type PDFContext, PDFName, PDFNumber } from 'pdf-lib';

const asked = new Map<string, PDFName>();
const texts = new WeakMap<PDFName, string>();

/** For names that stand in the program's text: each is kept. */
export function named(text: string): PDFName {
  const kept = asked.get(text);
  if (kept !== undefined) return kept;
  const name = PDFName.of(text);
  asked.set(text, name);
  return name;
}

const written = new Map<string, PDFName>();
const mostWritten = 2048;
const longestWritten = 47;

/** As `PDFName.of`. */
export function nameWritten(text: string): PDFName {
  const kept = written.get(text);
  if (kept !== undefined) return kept;
  const name = PDFName.of(text);
  if (written.size < mostWritten && text.length <= longestWritten) written.set(text, name);
  return name;
}

const small: PDFNumber[] = Array.from({ length: 1024 }, (_, value) => PDFNumber.of(value));

/** As `PDFNumber.of`. */
export function numberOf(value: number): PDFNumber {
  return (Number.isInteger(value) ? small[value] : undefined) ?? PDFNumber.of(value);
}

/** As `context.obj` makes it of numbers. */
export function listOf(context: PDFContext, numbers: readonly number[]): PDFArray {
  const list = PDFArray.withContext(context);
  for (const one of numbers) list.push(numberOf(one));
  return list;
}

/** As `name.decodeText()`. */
export function textOfName(name: PDFName): string {
  const kept = texts.get(name);
  if (kept !== undefined) return kept;
  const text = name.decodeText();
  texts.set(name, text);
  return text;
}
