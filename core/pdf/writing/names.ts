/** Names of PDF that this program itself asks for: pdf-lib spells one out, letter by letter, each time that it is asked for. */
import { PDFName } from 'pdf-lib';

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

/** As `name.decodeText()`. */
export function textOfName(name: PDFName): string {
  const kept = texts.get(name);
  if (kept !== undefined) return kept;
  const text = name.decodeText();
  texts.set(name, text);
  return text;
}
