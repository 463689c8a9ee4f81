/** The operators of content streams (ISO 32000-1, annex A), each with the kinds of operands that it takes. */
import { isKind, isName, type PdfObject } from '../reading/index.ts';

/** `n` a number, `s` a string, `a` an array, `/` a name. */
const byOperands: Readonly<Record<string, string>> = {
  '': 'b B b* B* BT BX EMC ET EX f F f* h n q Q s S T* W W*',
  n: 'g G i j J M Tc TL Tr Ts Tw Tz w',
  '/': 'BMC CS cs Do gs MP ri sh',
  s: "' Tj",
  a: 'TJ',
  an: 'd',
  '/n': 'Tf',
  nn: 'd0 l m Td TD',
  nns: '"',
  nnn: 'rg RG',
  nnnn: 'k K re v y',
  nnnnnn: 'c cm d1 Tm',
};

/** The kinds of its operands, a letter each. */
export const operandsOf: ReadonlyMap<string, string> = new Map(
  Object.entries(byOperands).flatMap(([kinds, names]) =>
    names.split(' ').map((name) => [name, kinds] as const),
  ),
);

/** Of marked content, with properties that are a name or a dictionary. */
export const marking: ReadonlySet<string> = new Set(['BDC', 'DP']);
/** Colours have as many components as their space, pictures a list of keys and values. */
export const ofAnyOperands: ReadonlySet<string> = new Set([...marking, 'SC', 'SCN', 'sc', 'scn', 'BI', 'EI']);

/** MuPDF counts beyond it from below. */
export const largestOperand = 2 ** 31;
/** Arrays and dictionaries inside each other. */
export const deepestOperand = 16;
const [firstClipping, lastMode] = [4, 7];

/** Of `Tr`: ISO 32000-1, table 106. */
export function isMode(number: unknown): boolean {
  return Number.isInteger(number) && Number(number) >= 0 && Number(number) <= lastMode;
}

/** Letters add to the clip that the end of their text object sets. */
export function isClippingMode(number: unknown): boolean {
  return Number(number) >= firstClipping;
}

export function isKnown(operator: string): boolean {
  return operandsOf.has(operator) || ofAnyOperands.has(operator);
}

/** Whether an instruction has the operands that its operator takes. */
export function isPlain(operator: string, operands: readonly PdfObject[]): boolean {
  const kinds = operandsOf.get(operator);
  if (kinds === undefined) return ofAnyOperands.has(operator);
  if (kinds.length !== operands.length) return false;
  for (let index = 0; index < kinds.length; index += 1) {
    if (!isOfKind(kinds[index], operands[index])) return false;
  }
  return true;
}

function isOfKind(kind: string | undefined, operand: PdfObject | undefined): boolean {
  if (kind === 'n') return typeof operand === 'number';
  if (kind === '/') return isName(operand);
  return isKind(operand, kind === 's' ? 'string' : 'array');
}

export const pathMaking: ReadonlySet<string> = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're']);
/** A clip path is set by the operator before the one that paints or ends the path. */
export const clipping: ReadonlySet<string> = new Set(['W', 'W*']);
export const filling: ReadonlySet<string> = new Set(['f', 'F', 'f*', 'b', 'b*', 'B', 'B*']);
export const stroking: ReadonlySet<string> = new Set(['s', 'S', 'b', 'b*', 'B', 'B*']);
export const painting: ReadonlySet<string> = new Set([...filling, ...stroking]);
/** Before they draw the path they end it where it began. */
export const closing: ReadonlySet<string> = new Set(['s', 'b', 'b*']);
