/** The instructions of a page's content (ISO 32000-1, 7.8.2), one by one, with their operands. */
import { inflateSync } from 'node:zlib';
import { isKind, isName, type PdfObject, type View } from '../reading/index.ts';

/** Strings as Latin-1 text, names with their slash in front, arrays of both and numbers. */
export type Operand = number | string | readonly (number | string)[];

export interface Instruction {
  readonly operator: string;
  readonly operands: readonly Operand[];
}

const largestContent = 16 * 1024 * 1024;

/** The content streams of a page as one text; undefined when one of them cannot be read here. */
export function contentOf(view: View, contents: PdfObject | undefined): string | undefined {
  const given = view.resolve(contents);
  const streams = isKind(given, 'array') ? given.items.map((item) => view.resolve(item)) : [given];
  const texts = streams.map((stream) =>
    isKind(stream, 'stream') ? plainText(view, stream.raw, stream.dictionary.entries) : undefined,
  );
  return texts.includes(undefined) ? undefined : texts.join('\n');
}

/** The bytes of an unfiltered or deflated stream as Latin-1. */
export function plainText(
  view: View,
  raw: Uint8Array,
  entries: ReadonlyMap<string, PdfObject>,
): string | undefined {
  const filters = view.resolve(entries.get('Filter'));
  const filter =
    isKind(filters, 'array') && filters.items.length === 1 ? view.resolve(filters.items[0]) : filters;
  if (filter === null) return Buffer.from(raw).toString('latin1');
  if (!isName(filter, 'FlateDecode') || view.resolve(entries.get('DecodeParms')) !== null) return undefined;
  try {
    return inflateSync(raw, { maxOutputLength: largestContent }).toString('latin1');
  } catch {
    return undefined;
  }
}

const token =
  /\s*(?:(\()|<([0-9A-Fa-f\s]*)>|(\[)|(\])|(\/[^\s()<>[\]{}/%]*)|([-+]?(?:\d+\.?\d*|\.\d+))|([A-Za-z'"][A-Za-z0-9*]*)|(<<|>>|%[^\r\n]*|.))/gsy;

/** One generator at a time: the place is kept in the pattern. Dictionaries (of marked content and inline images) are passed over. */
export function* instructionsOf(content: string): Generator<Instruction> {
  let operands: Operand[] = [];
  let list: (number | string)[] | undefined;
  const put = (value: number | string) => void (list ?? operands).push(value);
  token.lastIndex = 0;
  for (let found = token.exec(content); found !== null; found = token.exec(content)) {
    const [, open, hex, start, end, name, number, operator] = found;
    if (open !== undefined) put(literal(content));
    else if (hex !== undefined)
      put(Buffer.from(hex.replace(/\s/g, '').replace(/^(?:..)*.$/, '$&0'), 'hex').toString('latin1'));
    else if (start !== undefined) list = [];
    else if (end !== undefined) {
      operands.push(list ?? []);
      list = undefined;
    } else if (name !== undefined) put(name);
    else if (number !== undefined) put(Number(number));
    else if (operator !== undefined) {
      if (operator === 'ID') token.lastIndex = afterImage(content, token.lastIndex);
      else yield { operator, operands };
      operands = [];
    }
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string in parentheses whose first one has been read; leaves the place behind its last. */
function literal(content: string): string {
  let text = '';
  let depth = 1;
  let at = token.lastIndex;
  // Taken over in pieces: letter by letter a long string would cost many times its length.
  let from = at;
  for (; at < content.length; at += 1) {
    const letter = content[at] ?? '';
    if (letter === '\\') {
      text += content.slice(from, at);
      const octal = /^[0-7]{1,3}/.exec(content.slice(at + 1, at + 4))?.[0];
      const next = content[at + 1] ?? '';
      if (octal !== undefined) text += String.fromCharCode(Number.parseInt(octal, 8) & 255);
      else if (!/[\r\n]/.test(next)) text += escapes[next] ?? next;
      at += octal?.length ?? 1;
      from = at + 1;
      continue;
    }
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0) break;
  }
  text += content.slice(from, at);
  token.lastIndex = at + 1;
  return text;
}

function afterImage(content: string, from: number): number {
  const end = /\sEI(?=\s|$)/g;
  end.lastIndex = from;
  return end.exec(content) === null ? content.length : end.lastIndex;
}
