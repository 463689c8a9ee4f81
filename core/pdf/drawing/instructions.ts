/** The instructions of a content stream (ISO 32000-1, 7.8.2), or of a CMap, one by one with their operands. */
import { both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../reading/errors.ts';
import {
  Cursor,
  isRegular,
  isSpace,
  skipSpace,
  startsNumber,
  takeDecimal,
  takeWord,
} from '../reading/lexer.ts';
import type { PdfObject } from '../reading/objects.ts';
import { parseObject } from '../reading/parser.ts';
import { takeValues, type Values } from '../reading/work.ts';
import { type Instruction, stray } from './instruction.ts';
import { deepestOperand } from './operators.ts';

/** Values of one instruction: no writer needs as many, and without an end they fill the memory. */
const mostOfOne = 65_536;

const strayInstruction: Instruction = Object.freeze({ operator: stray, operands: Object.freeze([]) });

/**
 * Never throws: what is not written by the rules comes as a stray instruction, and so do values beyond `values`, which
 * are those of everything together (without it, of each instruction by itself). Operands at the end are left out.
 */
export function* instructionsOf(bytes: Uint8Array, values?: Values): Generator<Instruction> {
  const ofOne: Values = { limit: mostOfOne, left: mostOfOne };
  const cursor = new Cursor(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    0,
    values ?? ofOne,
  );
  let operands: PdfObject[] = [];
  for (;;) {
    skipSpace(cursor);
    const start = cursor.position;
    const byte = bytes[start];
    if (byte === undefined) return;
    if (!isOperator(byte)) {
      const object = operandAt(cursor);
      if (object !== undefined) {
        operands.push(object);
        continue;
      }
      // Going over the same bytes again for each bracket in them would take for ever.
      cursor.position = Math.max(cursor.position, start + 1);
      yield strayInstruction;
      operands = [];
    } else {
      const operator = takeWord(cursor);
      if (operator === 'true' || operator === 'false') {
        operands.push(operator === 'true');
        continue;
      }
      if (operator === 'null') {
        operands.push(null);
        continue;
      }
      if (operator === '') {
        cursor.position = start + 1;
        yield strayInstruction;
      } else if (operator === 'ID') {
        cursor.position = behindPicture(cursor.bytes, cursor.position);
        yield { operator: 'EI', operands };
      } else yield { operator, operands };
      operands = [];
    }
    ofOne.left = mostOfOne;
  }
}

/** Neither the beginning of a name, a string, an array or a dictionary, nor of a number. */
function isOperator(byte: number): boolean {
  const opens = byte === 0x2f || byte === 0x28 || byte === 0x3c || byte === 0x5b;
  return isRegular(byte) ? !startsNumber(byte) : !opens;
}

/** Undefined for what is none; the cursor is left behind what was gone over. */
function operandAt(cursor: Cursor): PdfObject | undefined {
  try {
    return takeOperand(cursor, 0);
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    // Nothing closes it, and so nothing stands behind it.
    if (error.code === 'PDF_TRUNCATED') cursor.position = cursor.bytes.length;
    return undefined;
  }
}

function takeOperand(cursor: Cursor, depth: number): PdfObject {
  const byte = cursor.bytes[cursor.position] ?? 0;
  if (byte === 0x5b) {
    if (depth >= deepestOperand)
      throw fail('PDF_TOO_DEEP', { limit: deepestOperand, offset: cursor.position });
    takeValues(cursor.values, 1);
    cursor.position += 1;
    const items: PdfObject[] = [];
    for (;;) {
      skipSpace(cursor);
      if (cursor.bytes[cursor.position] === 0x5d) break;
      items.push(takeOperand(cursor, depth + 1));
    }
    cursor.position += 1;
    return { kind: 'array', items };
  }
  // Contents hold no references: `1 0 R` is no operand.
  if (!startsNumber(byte)) return parseObject(cursor, deepestOperand, depth);
  takeValues(cursor.values, 1);
  return takeDecimal(cursor) ?? takeLooseNumber(cursor);
}

/** Digits; more say nothing that a reader could keep. */
const longestNumber = 400;

/** Some writers let the operator follow without white space: `0cm`. */
function takeLooseNumber(cursor: Cursor): number {
  const { bytes, position } = cursor;
  const text = bytes.toString('latin1', position, position + longestNumber);
  const [digits] = /^[+-]?(?:\d+\.?\d*|\.\d+)/.exec(text) ?? [];
  const number = digits === undefined || digits.length === longestNumber ? Number.NaN : Number(digits);
  if (digits === undefined || !Number.isFinite(number)) {
    throw fail('PDF_SYNTAX', { offset: position, detail: both('expected a number', 'cần một số') });
  }
  cursor.position = position + digits.length;
  return number;
}

/** Behind the first `EI` between white space. */
function behindPicture(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf('EI', from, 'latin1'); at >= 0; at = bytes.indexOf('EI', at + 1, 'latin1')) {
    if (isPictureEnd(bytes, at)) return at + 2;
  }
  return bytes.length;
}

function isPictureEnd(bytes: Uint8Array, at: number): boolean {
  return isSpace(bytes[at - 1]) && (at + 2 >= bytes.length || isSpace(bytes[at + 2]));
}

/** How often `EI` stands in the whole content as it would behind a picture. */
export function pictureEnds(content: Uint8Array): number {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let count = 0;
  for (let at = bytes.indexOf('EI', 0, 'latin1'); at >= 0; at = bytes.indexOf('EI', at + 1, 'latin1')) {
    if (isPictureEnd(bytes, at)) count += 1;
  }
  return count;
}
