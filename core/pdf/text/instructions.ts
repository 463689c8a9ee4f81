/** The instructions of a content stream (ISO 32000-1, 7.8.2), or of a CMap, one by one with their operands. */
import { both } from '../../../foundation/bilingual.ts';
import { fail } from '../reading/errors.ts';
import { Cursor, isRegular, skipSpace, takeWord } from '../reading/lexer.ts';
import type { PdfObject } from '../reading/objects.ts';
import { parseObject } from '../reading/parser.ts';
import type { Values } from '../reading/work.ts';

export interface Instruction {
  readonly operator: string;
  readonly operands: readonly PdfObject[];
}

/** Arrays and dictionaries inside each other. */
const deepest = 16;

/** Throws PDF_… for what is not written by the rules, and when `values` are used up. Operands at the end are left out. */
export function* instructionsOf(bytes: Uint8Array, values: Values): Generator<Instruction> {
  const cursor = new Cursor(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, values);
  let operands: PdfObject[] = [];
  for (;;) {
    skipSpace(cursor);
    const byte = bytes[cursor.position];
    if (byte === undefined) return;
    if (!isOperator(byte)) {
      operands.push(parseObject(cursor, deepest));
      continue;
    }
    const operator = takeWord(cursor);
    if (operator === 'true' || operator === 'false') operands.push(operator === 'true');
    else if (operator === 'null') operands.push(null);
    else if (operator === '') {
      throw fail('PDF_SYNTAX', {
        offset: cursor.position,
        detail: both('a bracket that closes nothing', 'dấu đóng ngoặc không có dấu mở'),
      });
    } else {
      yield { operator, operands };
      operands = [];
    }
  }
}

/** Neither the beginning of a name, a string, an array or a dictionary, nor of a number. */
function isOperator(byte: number): boolean {
  const isNumber = (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e;
  const opens = byte === 0x2f || byte === 0x28 || byte === 0x3c || byte === 0x5b;
  return isRegular(byte) ? !isNumber : !opens;
}
