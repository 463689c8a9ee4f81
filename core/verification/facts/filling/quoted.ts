/** A value that somebody put into a field, as told to people: in quotes that it cannot end, and cut where it is long. */
import { printable } from '../../../../foundation/printable.ts';

/** Letters at the beginning and at the end. A sum may stand behind a long text. */
const told = { first: 80, last: 40 } as const;

/** Line ends, quotes and the sign for them are written with `\\`; what shows nothing is made visible. Behind the quotes: how many letters are left out. */
export function quoted(text: string): string {
  const letters = [...text];
  const left = letters.length - told.first - told.last;
  if (left <= 0) return `"${escaped(text)}"`;
  const [first, last] = [letters.slice(0, told.first).join(''), letters.slice(-told.last).join('')];
  return `"${escaped(first)}…${escaped(last)}" (+${left})`;
}

/** All of it, unless it is longer than `most` letters: then cut as above. Whoever has to compare a value with the page needs every letter. */
export function quotedWhole(text: string, most: number): string {
  return [...text].length > most ? quoted(text) : `"${escaped(text)}"`;
}

/** Without the quotes, for names that stand before a value. */
export function escaped(text: string): string {
  const lines = text.replace(/["\\]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
  return printable(lines);
}
