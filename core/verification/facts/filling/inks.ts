/** The colours that a content stream fills and strokes with, and how light each is. */
import type { Instruction } from '../../../pdf/drawing/index.ts';
import { isName, type PdfObject } from '../../../pdf/reading/index.ts';

/** Components as text; `black` in each space, `unknown` where it hangs on more than three plain numbers. */
export type Ink = string;

export const black = 'black';
export const unknown = 'unknown';

interface Pair {
  readonly fill: Ink;
  readonly stroke: Ink;
  /** Those whose colour space is none of a device. */
  readonly own: ReadonlySet<'fill' | 'stroke'>;
}

const deviceSpaces = new Set(['DeviceGray', 'DeviceRGB', 'DeviceCMYK']);
const filling = new Set(['g', 'rg', 'k', 'sc', 'scn', 'cs']);
const stroking = new Set(['G', 'RG', 'K', 'SC', 'SCN', 'CS']);

/** A class because each instruction goes on from the one before it. It lives for one page or look. */
export class Inks {
  now: Pair = { fill: black, stroke: black, own: new Set() };
  private saved: Pair[] = [];
  private readonly outside: { readonly now: Pair; readonly saved: Pair[] }[] = [];

  take({ operator, operands }: Instruction): void {
    if (operator === 'q') this.saved.push(this.now);
    else if (operator === 'Q') this.now = this.saved.pop() ?? this.now;
    else if (filling.has(operator)) this.set('fill', operator, operands);
    else if (stroking.has(operator)) this.set('stroke', operator.toLowerCase(), operands);
  }

  /** A form begins with what there is, and leaves it as it was. */
  begin(): void {
    this.outside.push({ now: this.now, saved: this.saved });
    this.saved = [];
  }

  end(): void {
    const outside = this.outside.pop();
    if (outside !== undefined) ({ now: this.now, saved: this.saved } = outside);
  }

  private set(of: 'fill' | 'stroke', operator: string, operands: readonly PdfObject[]): void {
    const own = new Set(this.now.own);
    const [first] = operands;
    if (operator === 'cs' && !(isName(first) && deviceSpaces.has(first.value))) own.add(of);
    else if (!operator.startsWith('sc')) own.delete(of);
    const ink = own.has(of) ? unknown : operator === 'cs' ? black : inkOf(operands);
    this.now = { ...this.now, [of]: ink, own };
  }
}

/** Equal colours of different spaces are told apart, black is not. */
export function inkOf(components: readonly PdfObject[]): Ink {
  if (components.length === 0 || !components.every((one) => typeof one === 'number')) return unknown;
  const numbers = components.map((one) => Number(one.toFixed(3)));
  const isBlack = numbers.length === 4 ? numbers.join(' ') === '0 0 0 1' : numbers.every((one) => one === 0);
  if (isBlack) return black;
  // Red, green and blue alike are grey.
  const [first] = numbers;
  return numbers.length === 3 && numbers.every((one) => one === first) ? `${first}` : numbers.join(' ');
}

/** 0 for black to 1 for white; NaN, which is neither light nor dark, for what is not known. */
function lightOf(ink: Ink): number {
  if (ink === black) return 0;
  const [first = Number.NaN, second = 0, third = 0, fourth = 0, ...more] = ink.split(' ').map(Number);
  const count = ink.split(' ').length;
  if (more.length > 0) return Number.NaN;
  if (count === 1) return first;
  const mixed = 0.3 * first + 0.59 * second + 0.11 * third;
  return count === 3 ? mixed : Math.max(0, 1 - mixed - fourth);
}

/** A ground that every dark ink shows on. */
export const isLight = (ink: Ink): boolean => lightOf(ink) >= 0.75;
export const isDark = (ink: Ink): boolean => lightOf(ink) <= 0.4;
