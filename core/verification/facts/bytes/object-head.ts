/** `N G obj` as every reader finds it: at its offset, and in a search through the bytes. */
import { isBlank, isDigit, startsNumber } from '../../../pdf/reading/lexer.ts';

export interface ObjectHead {
  readonly number: number;
  readonly generation: number;
  /** Byte of the number's first digit. */
  readonly start: number;
}

/** The head that begins at an offset, or behind white space there; undefined where something else does. */
export function headAt(bytes: Buffer, offset: number): ObjectHead | undefined {
  let at = offset;
  while (isBlank(bytes[at])) at++;
  const start = at;
  let number = 0;
  while (isDigit(bytes[at]) && at - start < 10) number = number * 10 + (bytes[at++] as number) - 0x30;
  if (at === start || !isBlank(bytes[at])) return undefined;
  while (isBlank(bytes[at])) at++;
  const digits = at;
  let generation = 0;
  while (isDigit(bytes[at]) && at - digits < 5) generation = generation * 10 + (bytes[at++] as number) - 0x30;
  if (at === digits || !isBlank(bytes[at])) return undefined;
  while (isBlank(bytes[at])) at++;
  const isHead = bytes[at] === 0x6f && bytes[at + 1] === 0x62 && bytes[at + 2] === 0x6a;
  return isHead ? { number, generation, start } : undefined;
}

/**
 * Where the head begins that ends in the `obj` at `keyword`; undefined where a search would see none. Readers differ in what
 * they take: Poppler and pdf.js want lines to begin with it, MuPDF and PDFium take it anywhere, with signs, fractions
 * and comments in between. Here whatever one of them could take counts, which is more than any of them does.
 */
export function headBefore(bytes: Buffer, keyword: number): number | undefined {
  const generation = numberBefore(bytes, keyword);
  if (generation === undefined) return undefined;
  if (generation === 'comment') return keyword;
  const number = isBlank(bytes[generation - 1]) ? numberBefore(bytes, generation) : undefined;
  return number === 'comment' ? generation : number;
}

/** A search for bytes is asked quicker than one for text. */
const objWord = Buffer.from('obj');

/** Where the heads begin whose `obj` stands at `from` or behind it, in file order. By native search: most bytes hold none. */
export function* headsFrom(bytes: Buffer, from: number): Generator<number> {
  for (let at = bytes.indexOf(objWord, from); at >= 0; at = bytes.indexOf(objWord, at + 3)) {
    const start = headBefore(bytes, at);
    if (start !== undefined) yield start;
  }
}

/** Where the number in front of a place begins. `comment`: the line before may end in one, with a number in front of it. */
function numberBefore(bytes: Buffer, place: number): number | 'comment' | undefined {
  let at = place;
  let isBehindLine = false;
  while (isBlank(bytes[at - 1])) {
    at--;
    if (bytes[at] === 10 || bytes[at] === 13) isBehindLine = true;
  }
  const end = at;
  while (startsNumber(bytes[at - 1])) at--;
  if (at < end && isDigit(bytes[end - 1])) return at;
  return isBehindLine && endsInComment(bytes, end) ? 'comment' : undefined;
}

/** Whether a line that ends here holds a % with a digit in front, or begins with one. */
function endsInComment(bytes: Buffer, end: number): boolean {
  for (let at = end - 1; at >= 0; at--) {
    const byte = bytes[at];
    if (byte === 10 || byte === 13) return false;
    if (byte !== 0x25) continue;
    let before = at;
    while (isBlank(bytes[before - 1]) && bytes[before - 1] !== 10 && bytes[before - 1] !== 13) before--;
    const last = bytes[before - 1];
    if (isDigit(last) || last === undefined || last === 10 || last === 13) return true;
  }
  return false;
}
