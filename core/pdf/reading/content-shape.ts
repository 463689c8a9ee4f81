/**
 * Whether every reader takes the same instructions out of a content (ISO 32000-1, annex A). Where a number, an operand or a path is
 * none, Poppler passes over the instruction, MuPDF mends it, and one shows what the other does not.
 */
import { CongvuError } from '../../../foundation/error.ts';
import { Cursor, isRegular, isSpace, skipSpace, takeWord } from './lexer.ts';
import { isKind, isName, type PdfObject } from './objects.ts';
import { parseObject } from './parser.ts';

/** By letter: a number, a name, a string, an array of strings and numbers, anything. */
const operandsOf: Readonly<Record<string, string>> = {
  ...{ w: 'n', J: 'n', j: 'n', M: 'n', d: 'an', ri: 'N', i: 'n', gs: 'N', q: '', Q: '', cm: 'nnnnnn' },
  ...{ m: 'nn', l: 'nn', c: 'nnnnnn', v: 'nnnn', y: 'nnnn', h: '', re: 'nnnn', W: '', 'W*': '', n: '' },
  ...{ S: '', s: '', f: '', F: '', 'f*': '', B: '', 'B*': '', b: '', 'b*': '', sh: 'N', Do: 'N' },
  ...{ BT: '', ET: '', Tc: 'n', Tw: 'n', Tz: 'n', TL: 'n', Tf: 'Nn', Tr: 'n', Ts: 'n' },
  ...{ Td: 'nn', TD: 'nn', Tm: 'nnnnnn', 'T*': '', Tj: 's', TJ: 'a', "'": 's', '"': 'nns' },
  ...{ CS: 'N', cs: 'N', G: 'n', g: 'n', RG: 'nnn', rg: 'nnn', K: 'nnnn', k: 'nnnn' },
  ...{ MP: 'N', DP: 'No', BMC: 'N', BDC: 'No', EMC: '', BX: '', EX: '' },
};
/** With as many operands as the colour space has, or, of glyphs, looked at elsewhere. */
const anyOperands: ReadonlySet<string> = new Set(['SC', 'SCN', 'sc', 'scn', 'd0', 'd1', 'BI']);
const beginning: ReadonlySet<string> = new Set(['m', 're']);
const painting: ReadonlySet<string> = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'n']);
/** MuPDF counts beyond it from below. */
const largest = 2 ** 31;
const lastMode = 7;
const deepest = 16;

/**
 * The operator, or the word, that readers take differently; undefined where there is none. `hasFont`: whether the resources have a
 * font of that name. Inline pictures are passed over.
 */
export function oddContent(bytes: Buffer, hasFont: (name: string) => boolean): string | undefined {
  const cursor = new Cursor(bytes, 0);
  let operands: PdfObject[] = [];
  let [kept, compatible, hasPath] = [0, 0, false];
  for (;;) {
    skipSpace(cursor);
    const start = cursor.position;
    const byte = bytes[start];
    if (byte === undefined) return operands.length === 0 ? undefined : 'EOF';
    if (!isOperator(byte)) {
      try {
        operands.push(parseObject(cursor, deepest));
      } catch (error) {
        if (!(error instanceof CongvuError)) throw error;
        return wordAt(bytes, start);
      }
      continue;
    }
    const operator = takeWord(cursor);
    if (operator === 'true' || operator === 'false' || operator === 'null') {
      operands.push(operator === 'null' ? null : operator === 'true');
      continue;
    }
    if (operator === 'BX') compatible++;
    if (operator === 'EX') compatible--;
    if (operator === 'ID') {
      const end = endOfPicture(bytes, cursor.position);
      if (end === undefined) return undefined;
      cursor.position = end;
    } else if (!isKnown(operator) ? compatible <= 0 : !isUsual(operator, operands)) {
      return isKnown(operator) ? operator : wordAt(bytes, start);
    }
    if (operator === 'q') kept++;
    if (operator === 'Q' && --kept < 0) return operator;
    if ((operator === 'W' || operator === 'W*') && !hasPath) return operator;
    if (beginning.has(operator)) hasPath = true;
    if (painting.has(operator)) hasPath = false;
    const [first] = operands;
    if (operator === 'Tf' && isName(first) && !hasFont(first.value)) return operator;
    operands = [];
  }
}

function isKnown(operator: string): boolean {
  return Object.hasOwn(operandsOf, operator) || anyOperands.has(operator);
}

function isUsual(operator: string, operands: readonly PdfObject[]): boolean {
  if (anyOperands.has(operator)) return true;
  const kinds = operandsOf[operator] ?? '';
  if (operands.length !== kinds.length) return false;
  if (!operands.every((one, at) => isOfKind(one, kinds[at]))) return false;
  const [first] = operands;
  if (operator === 'Tz') return first !== 0;
  return operator !== 'Tr' || (Number.isInteger(first) && Number(first) >= 0 && Number(first) <= lastMode);
}

function isOfKind(operand: PdfObject, kind: string | undefined): boolean {
  if (kind === 'n') return typeof operand === 'number' && Math.abs(operand) < largest;
  if (kind === 'N') return isName(operand);
  if (kind === 's') return isKind(operand, 'string');
  if (kind !== 'a') return true;
  return (
    isKind(operand, 'array') && operand.items.every((one) => typeof one === 'number' || isKind(one, 'string'))
  );
}

/** Neither the beginning of a name, a string, an array or a dictionary, nor of a number. */
function isOperator(byte: number): boolean {
  if (!isRegular(byte)) return false;
  return !((byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e);
}

/** For a message: at most twelve signs that can be printed. */
function wordAt(bytes: Buffer, start: number): string {
  const [word = ''] = bytes.toString('latin1', start, start + 12).split(/[^!-~]/u);
  return word === '' ? '?' : word;
}

const behindPicture = 16;

/** Behind an `EI` between blanks with text behind it. */
function endOfPicture(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf('EI', from); at >= 0; at = bytes.indexOf('EI', at + 1)) {
    const behind = bytes.subarray(at + 2, at + 2 + behindPicture);
    if (!isSpace(bytes[at - 1]) || (behind.length > 0 && !isSpace(behind[0]))) continue;
    if (behind.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte !== 0 && isSpace(byte)))) return at + 2;
  }
  return undefined;
}
