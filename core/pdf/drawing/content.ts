/** The instructions of a page's content (ISO 32000-1, 7.8.2), one by one, with their operands. */
import { CongvuError } from '../../../foundation/error.ts';
import type { PdfStream, View } from '../reading/index.ts';
import { unpackedBytes } from '../text/streams.ts';

/** Strings as Latin-1 text, names with their slash in front, arrays of both and numbers, true and false. */
export type Operand = number | string | boolean | readonly (number | string)[];

/** Without its slash; in contents names may be written by digits (ISO 32000-1, 7.3.5). */
export function nameOf(name: unknown): string {
  return String(name ?? '')
    .slice(1)
    .replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

export interface Instruction {
  readonly operator: string;
  readonly operands: readonly Operand[];
}

const largestContent = 16 * 1024 * 1024;

/** The bytes of a stream as Latin-1; undefined when its filters are not known here, or it is too large. */
export function plainText(view: View, stream: PdfStream): string | undefined {
  try {
    const bytes = unpackedBytes(view, stream, { limit: largestContent, left: largestContent });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}

/** The operator of an instruction that is none: bytes that belong to nothing here, or a string without an end. */
export const stray = '';

const token =
  /[\s\0]*(?:(\()|<([0-9A-Fa-f\s\0]*)>|(\[)|(\])|(\/[^\s\0()<>[\]{}/%]*)|([-+]?(?:\d+\.?\d*|\.\d+))|([A-Za-z'"][A-Za-z0-9*]*)|(<<|>>|%[^\r\n]*)|([^\s\0]))/gsy;

/** Of one instruction, or in one array: no writer needs as many, and without an end they fill the memory. */
const mostOperands = 65_536;

/** Brackets of dictionaries are passed over; what stands in them is an operand, of inline images of their end, `EI`. */
export function* instructionsOf(content: string): Generator<Instruction> {
  let operands: Operand[] = [];
  let list: (number | string)[] | undefined;
  // Kept here and not in the pattern, which another one may use meanwhile.
  let at = 0;
  const put = (value: number | string) => void (list ?? operands).push(value);
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(content);
    if (found === null) return;
    at = token.lastIndex;
    if (operands.length > mostOperands || (list?.length ?? 0) > mostOperands) {
      yield { operator: stray, operands: [] };
      operands = [];
      list = undefined;
    }
    const [, open, hex, start, end, name, number, operator, , other] = found;
    if (open !== undefined) {
      const { text, behind } = literal(content, at);
      at = behind;
      put(text);
      if (at > content.length) yield { operator: stray, operands: [] };
    } else if (hex !== undefined)
      put(Buffer.from(hex.replace(/[\s\0]/g, '').replace(/^(?:..)*.$/, '$&0'), 'hex').toString('latin1'));
    else if (start !== undefined) list = [];
    else if (end !== undefined) {
      operands.push(list ?? []);
      list = undefined;
    } else if (name !== undefined) put(name);
    else if (number !== undefined) put(Number(number));
    else if (operator !== undefined) {
      // Values and no operators; null is as good as nothing.
      if (operator === 'true' || operator === 'false' || operator === 'null') {
        if (list === undefined && operator !== 'null') operands.push(operator === 'true');
        continue;
      }
      if (operator === 'ID') at = afterImage(content, at);
      yield { operator: operator === 'ID' ? 'EI' : operator, operands };
      operands = [];
    } else if (other !== undefined) yield { operator: stray, operands: [] };
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string in parentheses whose first one has been read, and the place behind its last. */
function literal(content: string, begin: number): { readonly text: string; readonly behind: number } {
  let text = '';
  let depth = 1;
  let at = begin;
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
  return { text, behind: at + 1 };
}

function afterImage(content: string, from: number): number {
  const end = /\sEI(?=\s|$)/g;
  end.lastIndex = from;
  return end.exec(content) === null ? content.length : end.lastIndex;
}
