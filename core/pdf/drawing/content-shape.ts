/**
 * Whether every reader takes the same instructions out of a content (ISO 32000-1, annex A). Where a number, an operand or a path is
 * none, Poppler passes over the instruction, MuPDF mends it, and one shows what the other does not.
 */
import { CongvuError } from '../../../foundation/error.ts';
import { isKind, isName, type PdfObject } from '../reading/index.ts';
import { Cursor, isRegular, isSpace, skipSpace, startsNumber, takeWord } from '../reading/lexer.ts';
import { parseObject } from '../reading/parser.ts';
import { type ContentNames, namedBy, type OuterState, outerState } from './content-names.ts';
import { ContentState } from './content-state.ts';
import { isUsualPicture } from './inline-shape.ts';
import { levels, standingOf } from './levels.ts';
import {
  deepestOperand,
  isClippingMode,
  isKnown,
  isMode,
  isPlain,
  largestOperand,
  marking,
  painting,
  pathMaking,
  stroking,
} from './operators.ts';
import { StrokedPath } from './stroke-shape.ts';
import { isUsualContent } from './usual-content.ts';

/** Operators that close the path before they stroke it. */
const closing: ReadonlySet<string> = new Set(['s', 'b', 'b*']);

/**
 * The operator, or the word, that readers take differently; undefined where there is none. `names`: what the resources have; `outer`: what the
 * content may begin with, which takes in what its forms may. The data of
 * inline pictures are passed over.
 */
export function oddContent(
  bytes: Buffer,
  names: ContentNames,
  outer: OuterState = outerState(),
): string | undefined {
  return isUsualContent(bytes, names, outer) ? undefined : oddInstruction(bytes, names, outer);
}

/** The same, looking at each instruction. */
export function oddInstruction(
  bytes: Buffer,
  names: ContentNames,
  outer: OuterState = outerState(),
): string | undefined {
  const cursor = new Cursor(bytes, 0);
  const [state, path] = [new ContentState(names, outer), new StrokedPath()];
  let operands: PdfObject[] = [];
  let [kept, compatible] = [0, 0];
  let level: number = levels.page;
  for (;;) {
    skipSpace(cursor);
    const start = cursor.position;
    const byte = bytes[start];
    if (byte === undefined) return operands.length === 0 && level === levels.page ? undefined : 'EOF';
    if (!isOperator(byte)) {
      try {
        operands.push(parseObject(cursor, deepestOperand));
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
    const { on, leadsTo } = standingOf(operator);
    if ((on & level) === 0) return operator;
    if (leadsTo !== 0) level = leadsTo;
    if (operator === 'BX') compatible++;
    if (operator === 'EX') compatible--;
    if (operator === 'ID') {
      if (!isUsualPicture(operands, names)) return 'BI';
      const end = endOfPicture(bytes, cursor.position);
      if (end === undefined) return undefined;
      cursor.position = end;
    } else if (operator === 'EI' || !isKnown(operator)) {
      if (compatible <= 0) return wordAt(bytes, start);
    } else if (!isUsual(operator, operands)) return operator;
    if (operator === 'q') kept++;
    if (operator === 'Q' && --kept < 0) return operator;
    if (pathMaking.has(operator)) path.add(operator, operands.map(Number));
    // 9.3.6 forbids it: PDFium lets the clip go, MuPDF the letters behind it.
    if (operator === 'Tr' && level === levels.text && state.clips && !isClippingMode(operands[0]))
      return operator;
    const odd = state.follow(operator, operands);
    if (odd !== undefined) return odd;
    if (operator === 'n' || painting.has(operator)) {
      if (stroking.has(operator) && !path.strokes(state.dot, closing.has(operator))) return operator;
      path.end();
    }
    const [first] = operands;
    const kind = namedBy.get(operator);
    if (kind !== undefined && isName(first) && !names.has(kind, first.value)) return operator;
    operands = [];
  }
}

function isUsual(operator: string, operands: readonly PdfObject[]): boolean {
  const [first] = operands;
  if (marking.has(operator)) return operands.length === 2 && isName(first);
  if (!isPlain(operator, operands) || !operands.every(isTakenAlike)) return false;
  if (operator === 'Tz') return first !== 0;
  return operator !== 'Tr' || isMode(first);
}

function isTakenAlike(operand: PdfObject): boolean {
  if (typeof operand === 'number') return Math.abs(operand) < largestOperand;
  return (
    !isKind(operand, 'array') ||
    operand.items.every((one) => typeof one === 'number' || isKind(one, 'string'))
  );
}

/** Neither the beginning of a name, a string, an array or a dictionary, nor of a number. */
function isOperator(byte: number): boolean {
  return isRegular(byte) && !startsNumber(byte);
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
