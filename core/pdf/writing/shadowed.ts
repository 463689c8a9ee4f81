/** Whether rewriting a file would bring up another object than its cross-references lead to. */
import type { PdfFile } from '../reading/document.ts';

/** Digits that may be the number of an object. */
const numbers = /(?<![\d.+-])\d{1,10}(?!\d)/g;
const generation = /\d{1,5}(?!\d)/y;
const keyword = /obj(?![A-Za-z0-9])/y;

/**
 * A number to whose object a cross-reference leads, and which stands again behind it. Viewers show the former: who reads a page
 * there must not sign the latter. `text`: the bytes as Latin-1.
 */
export function shadowedObject(file: PdfFile, text: string): number | undefined {
  const { last, found } = headsIn(text);
  const view = file.view();
  for (const number of view.numbers()) {
    const again = last.get(number);
    const entry = view.entry(number);
    if (again === undefined || entry === undefined) continue;
    const holder = entry.type === 'packed' ? view.entry(entry.container) : entry;
    if (holder?.type !== 'offset') continue;
    const at = behindBlanks(text, holder.offset);
    if (found.has(at) && again > at) return number;
  }
  return undefined;
}

/** `N G obj` as pdf-lib finds it, which goes from the beginning of a file to its end and keeps the last of a number. */
function headsIn(text: string) {
  const last = new Map<number, number>();
  const found = new Set<number>();
  const behindSpace = spaces(text);
  for (const match of text.matchAll(numbers)) {
    const { index, 0: digits } = match;
    const second = endOf(generation, text, behindSpace(index + digits.length));
    if (second === undefined || endOf(keyword, text, behindSpace(second)) === undefined) continue;
    last.set(Number(digits), index);
    found.add(index);
  }
  return { last, found };
}

/** Undefined where it does not stand, or at no place. */
function endOf(pattern: RegExp, text: string, at: number | undefined): number | undefined {
  if (at === undefined) return undefined;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/**
 * The place behind white space and comments; undefined where there is none. A run of lines that was gone through is known: each
 * number in its comments would go through all of it again.
 */
function spaces(text: string): (from: number) => number | undefined {
  let known = { start: 0, end: 0 };
  const endOfLine = ends(text);
  return (from) => {
    let at = from;
    while (at < text.length) {
      if (/[\s\0]/.test(text.charAt(at))) at++;
      else if (text.charAt(at) === '%') at = endOfLine(at);
      else break;
      // Here every way through these lines is behind a comment or none.
      if (at > known.start && at < known.end && isEndOfLine(text.charAt(at))) at = known.end;
    }
    if (at - from > 64) known = { start: from, end: at };
    return at === from ? undefined : at;
  };
}

/** The end of the line in which a place lies; asked of one line again and again, it looks once. */
function ends(text: string): (from: number) => number {
  let known = { start: 0, end: -1 };
  return (from) => {
    if (from >= known.start && from <= known.end) return known.end;
    let at = from;
    while (at < text.length && !isEndOfLine(text.charAt(at))) at++;
    known = { start: from, end: at };
    return at;
  };
}

function isEndOfLine(char: string): boolean {
  return char === '\n' || char === '\r';
}

function behindBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /[\s\0]/.test(text.charAt(at))) at++;
  return at;
}
