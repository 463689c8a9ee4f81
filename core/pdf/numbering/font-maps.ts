/** What the codes of a font mean, and how wide their glyphs are. */
import { isKind, type PdfObject, type View } from '../reading/index.ts';
import { plainText } from './content.ts';

const mostCodes = 65_536;

/**
 * Code (hexadecimal, upper case, `bytes` long) → text in NFC, of a /ToUnicode map (ISO 32000-1, 9.10.3). A code with two
 * meanings means nothing. Undefined when there is no map that can be read.
 */
export function meaningsOf(
  view: View,
  object: PdfObject | undefined,
  bytes: 1 | 2,
): ReadonlyMap<string, string> | undefined {
  const stream = view.resolve(object);
  if (!isKind(stream, 'stream')) return undefined;
  const map = plainText(view, stream.raw, stream.dictionary.entries);
  if (map === undefined) return undefined;
  const found = new Map<string, string>();
  const note = (code: number, text: string) => {
    const key = code
      .toString(16)
      .toUpperCase()
      .padStart(2 * bytes, '0');
    if (found.size < mostCodes) found.set(key, found.has(key) ? '' : text);
  };
  for (const [, block = ''] of map.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, code = '', units = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      note(Number.parseInt(code, 16), textOf(units));
    }
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    const range = /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])/g;
    for (const [, from = '', to = '', first, list = ''] of block.matchAll(range)) {
      const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      const texts = [...list.matchAll(/<([0-9A-Fa-f]+)>/g)].map(([, units = '']) => textOf(units));
      for (let code = start; code <= end && code - start < mostCodes; code += 1) {
        note(code, first === undefined ? (texts[code - start] ?? '') : counted(textOf(first), code - start));
      }
    }
  }
  return found;
}

function textOf(units: string): string {
  if (units.length % 4 !== 0) return '';
  return Buffer.from(units, 'hex').swap16().toString('utf16le').normalize('NFC');
}

/** Ranges count their last letter up. */
function counted(text: string, by: number): string {
  const last = text.codePointAt(text.length - 1) ?? 0;
  return by === 0 ? text : text.slice(0, -1) + String.fromCharCode(last + by);
}

/** /W: `first [w1 w2 …]` and `first last w` (ISO 32000-1, 9.7.4.3). */
export function widthsOf(view: View, object: PdfObject | undefined): ReadonlyMap<number, number> {
  const list = view.resolve(object);
  const items = isKind(list, 'array') ? list.items.map((item) => view.resolve(item)) : [];
  const found = new Map<number, number>();
  for (let at = 0; at < items.length; ) {
    const [first, second, third] = items.slice(at, at + 3);
    if (typeof first !== 'number') break;
    if (isKind(second, 'array')) {
      second.items.forEach((width, index) => {
        if (typeof width === 'number') found.set(first + index, width);
      });
      at += 2;
    } else if (typeof second === 'number' && typeof third === 'number' && second - first < 65_536) {
      for (let code = first; code <= second; code += 1) found.set(code, third);
      at += 3;
    } else break;
  }
  return found;
}
