/** Follows the instructions of a content stream to the letters that they draw, and where each stands. */
import { identity, type Matrix, placedAt, times } from '../text/matrix.ts';
import { type Instruction, nameOf, type Operand } from './content.ts';
import type { LetterFont } from './letter-font.ts';

const deepestStack = 256;

interface TextState {
  readonly font: LetterFont | undefined;
  readonly size: number;
  readonly spacing: number;
  readonly wordSpacing: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
}

const plain: TextState = {
  font: undefined,
  size: 0,
  spacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
};

/** Points of user space: where the letter begins on its line, and the other corner of its lower half. */
export interface DrawnLetter {
  readonly text: string;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

export type Fonts = (name: string) => LetterFont | undefined;

/** A class because every instruction works on what the ones before it left. It lives for one page only. */
export class DrawnLetters {
  /** Those of the content that is read: forms have their own. */
  fonts: Fonts;
  private readonly note: (letter: DrawnLetter) => void;
  private readonly stack: (readonly [Matrix, TextState])[] = [];
  private ctm: Matrix = identity;
  private state: TextState = plain;
  private line: Matrix = identity;
  private text: Matrix = identity;

  constructor(fonts: Fonts, note: (letter: DrawnLetter) => void) {
    this.fonts = fonts;
    this.note = note;
  }

  /** From the space of the instruction to that of the page. */
  get placed(): Matrix {
    return this.ctm;
  }

  take({ operator, operands }: Instruction): void {
    const [a = 0, b = 0] = operands.map((operand) => (typeof operand === 'number' ? operand : 0));
    const act = this.actions[operator];
    if (act !== undefined) act(operands, a, b);
  }

  private readonly actions: Readonly<
    Record<string, (operands: readonly Operand[], a: number, b: number) => void>
  > = {
    q: () => {
      if (this.stack.length < deepestStack) this.stack.push([this.ctm, this.state]);
    },
    Q: () => {
      [this.ctm, this.state] = this.stack.pop() ?? [this.ctm, this.state];
    },
    cm: (operands) => {
      this.ctm = times(matrixOf(operands), this.ctm);
    },
    BT: () => this.start(identity),
    Tm: (operands) => this.start(matrixOf(operands)),
    Tf: ([name], _, size) => this.set({ font: this.fonts(nameOf(name)), size }),
    Tc: (_, spacing) => this.set({ spacing }),
    Tw: (_, wordSpacing) => this.set({ wordSpacing }),
    Tz: (_, percent) => this.set({ stretch: percent / 100 }),
    TL: (_, leading) => this.set({ leading }),
    Ts: (_, rise) => this.set({ rise }),
    Td: (_, x, y) => this.move(x, y),
    TD: (_, x, y) => {
      this.set({ leading: -y });
      this.move(x, y);
    },
    'T*': () => this.move(0, -this.state.leading),
    Tj: ([text]) => this.show(text),
    TJ: ([list]) => this.show(list),
    "'": ([text]) => {
      this.move(0, -this.state.leading);
      this.show(text);
    },
    '"': ([, , text], wordSpacing, spacing) => {
      this.set({ wordSpacing, spacing });
      this.move(0, -this.state.leading);
      this.show(text);
    },
  };

  private set(changes: Partial<TextState>): void {
    this.state = { ...this.state, ...changes };
  }

  private start(matrix: Matrix): void {
    this.line = matrix;
    this.text = matrix;
  }

  private move(x: number, y: number): void {
    this.start(times([1, 0, 0, 1, x, y], this.line));
  }

  private show(operand: Operand | undefined): void {
    for (const part of Array.isArray(operand) ? operand : [operand]) {
      const { size, stretch } = this.state;
      if (typeof part === 'number') this.advance((-part / 1000) * size * stretch);
      else if (typeof part === 'string') this.showText(part);
    }
  }

  private showText(codes: string): void {
    const { font, size, spacing, wordSpacing, stretch, rise } = this.state;
    if (font === undefined) return;
    for (const { text, width, isSpace } of font.letters(codes)) {
      const advance = ((width / 1000) * size + spacing + (isSpace ? wordSpacing : 0)) * stretch;
      this.tell(text, advance, rise, size);
      this.advance(advance);
    }
  }

  private tell(text: string, advance: number, rise: number, size: number): void {
    const all = times(this.text, this.ctm);
    this.note({ text, from: placedAt(all, 0, rise), to: placedAt(all, advance, rise + size / 2) });
  }

  private advance(by: number): void {
    this.text = times([1, 0, 0, 1, by, 0], this.text);
  }
}

export function matrixOf(operands: readonly Operand[]): Matrix {
  const [a, b, c, d, e, f] = operands.map((operand) => (typeof operand === 'number' ? operand : Number.NaN));
  if (
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    e === undefined ||
    f === undefined
  )
    return identity;
  return [a, b, c, d, e, f].every(Number.isFinite) ? [a, b, c, d, e, f] : identity;
}
