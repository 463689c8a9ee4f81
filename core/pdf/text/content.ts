/** Follows the instructions of one content stream to the letters that they draw. Throws NotUnderstood for what it does not know. */
import { isKind, isName, type PdfObject } from '../reading/index.ts';
import { identity, type Matrix, times } from './matrix.ts';
import type { PageFont } from './page-font.ts';
import type { Runs, Style } from './runs.ts';

/** Never leaves this folder: the page is given to another reader. */
export class NotUnderstood extends Error {}

/** States that are kept. */
const mostStates = 256;

export interface State {
  readonly ctm: Matrix;
  readonly font: PageFont | undefined;
  readonly size: number;
  readonly spacing: number;
  readonly wordSpacing: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
}

/** At the beginning of a page. */
export const start: State = Object.freeze({
  ctm: identity,
  font: undefined,
  size: 0,
  spacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
});

/** What a content stream needs of its page. */
export interface Surroundings {
  readonly runs: Runs;
  font(name: string): PageFont | undefined;
  /** Whether it is on the page. */
  letter(x: number, y: number, endX: number): boolean;
  paint(name: string, state: State): void;
  /** Whether a graphics state leaves the font alone. */
  plainState(name: string): boolean;
}

/** Operators that move no letter (ISO 32000-1, annex A), compatibility sections and glyph descriptions left out. */
const harmless: ReadonlySet<string> = new Set(
  (
    'b B b* B* c CS cs d EMC f F f* G g h i j J K k l M m MP DP n re RG rg ri s S SC sc SCN scn sh Tr v w W W* y ' +
    'BMC BDC ET'
  ).split(' '),
);
/** Begin or end what belongs together. */
const parting: ReadonlySet<string> = new Set(['BMC', 'BDC', 'EMC']);

/** A class because every instruction works on what the ones before it left. It lives for one content stream. */
export class Content {
  private readonly around: Surroundings;
  private state: State;
  private readonly kept: State[] = [];
  private line: Matrix = identity;
  private text: Matrix = identity;
  /** Of the letters drawn until the state changes. */
  private style: Style | undefined;

  constructor(state: State, around: Surroundings) {
    this.state = state;
    this.around = around;
  }

  end(): void {
    this.around.runs.flush();
  }

  take(operator: string, operands: readonly PdfObject[]): void {
    if (parting.has(operator)) this.around.runs.flush();
    if (harmless.has(operator)) return;
    const act = this.actions[operator];
    if (act === undefined) throw new NotUnderstood();
    act(operands);
  }

  private readonly actions: Readonly<Record<string, (operands: readonly PdfObject[]) => void>> = {
    q: () => {
      if (this.kept.length >= mostStates) throw new NotUnderstood();
      this.kept.push(this.state);
    },
    Q: () => this.set(this.kept.pop() ?? {}),
    cm: (operands) => this.set({ ctm: times(matrixOf(operands), this.state.ctm) }),
    gs: ([name]) => {
      if (!this.around.plainState(nameOf(name))) throw new NotUnderstood();
    },
    Do: ([name]) => {
      this.around.runs.flush();
      this.around.paint(nameOf(name), this.state);
    },
    BT: () => this.begin(identity),
    Tm: (operands) => this.begin(matrixOf(operands)),
    Tf: ([name, size]) => this.set({ font: this.around.font(nameOf(name)), size: numberOf(size) }),
    Tc: ([spacing]) => this.set({ spacing: numberOf(spacing) }),
    Tw: ([wordSpacing]) => this.set({ wordSpacing: numberOf(wordSpacing) }),
    Tz: ([percent]) => this.set({ stretch: numberOf(percent) / 100 }),
    TL: ([leading]) => this.set({ leading: numberOf(leading) }),
    Ts: ([rise]) => this.set({ rise: numberOf(rise) }),
    Td: ([x, y]) => this.move(numberOf(x), numberOf(y)),
    TD: ([x, y]) => {
      this.set({ leading: -numberOf(y) });
      this.move(numberOf(x), numberOf(y));
    },
    'T*': () => this.move(0, -this.state.leading),
    Tj: ([string]) => this.show([string ?? null]),
    TJ: ([list]) => {
      if (!isKind(list, 'array')) throw new NotUnderstood();
      this.show(list.items);
    },
    "'": ([string]) => {
      this.move(0, -this.state.leading);
      this.show([string ?? null]);
    },
    '"': ([wordSpacing, spacing, string]) => {
      this.set({ wordSpacing: numberOf(wordSpacing), spacing: numberOf(spacing) });
      this.move(0, -this.state.leading);
      this.show([string ?? null]);
    },
  };

  private set(changes: Partial<State>): void {
    this.state = { ...this.state, ...changes };
    this.style = undefined;
  }

  private begin(matrix: Matrix): void {
    this.line = matrix;
    this.text = matrix;
    this.style = undefined;
  }

  private move(x: number, y: number): void {
    this.begin(times([1, 0, 0, 1, x, y], this.line));
  }

  private show(parts: readonly PdfObject[]): void {
    const { ctm, font, size, stretch, rise } = this.state;
    if (font === undefined || !(size > 0) || !(stretch > 0)) throw new NotUnderstood();
    this.style ??= { font, fontSize: size, matrix: times(this.text, ctm), stretch, rise };
    let along = 0;
    for (const part of parts) {
      if (typeof part === 'number') along -= (part / 1000) * size * stretch;
      else if (isKind(part, 'string')) along = this.showString(part.bytes, font, this.style, along);
      else throw new NotUnderstood();
    }
    this.text = times([1, 0, 0, 1, along, 0], this.text);
    // The next string begins elsewhere, but looks the same.
    this.style = { ...this.style, matrix: times(this.text, ctm) };
  }

  /** Gives back where the string ends: text space, seen from the beginning of the operand. */
  private showString(codes: Uint8Array, font: PageFont, style: Style, from: number): number {
    const { size, spacing, wordSpacing, stretch } = this.state;
    const [a, b, c, d, e, f] = style.matrix;
    const [x0, y0] = [c * style.rise + e, d * style.rise + f];
    let along = from;
    for (let at = 0; at < codes.length; at += font.bytesInCode) {
      const code = font.bytesInCode === 1 ? (codes[at] ?? 0) : (codes[at] ?? 0) * 256 + (codes[at + 1] ?? 0);
      const glyph = font.glyph(code);
      if (glyph === undefined) throw new NotUnderstood();
      const end = along + (glyph.width / 1000) * size * stretch;
      const [x, y, endX, endY] = [a * along + x0, b * along + y0, a * end + x0, b * end + y0];
      along = end + (spacing + (font.bytesInCode === 1 && code === 32 ? wordSpacing : 0)) * stretch;
      if (!this.around.letter(x, y, endX) || glyph.kind === 'formatting') continue;
      if (glyph.kind === 'blank') this.around.runs.space();
      else this.around.runs.letter(glyph, style, x, y, endX, endY);
    }
    return along;
  }
}

function nameOf(object: PdfObject | undefined): string {
  if (!isName(object)) throw new NotUnderstood();
  return object.value;
}

function numberOf(object: PdfObject | undefined): number {
  if (typeof object !== 'number') throw new NotUnderstood();
  return object;
}

/** Throws NotUnderstood. */
export function matrixOf(operands: readonly PdfObject[]): Matrix {
  const [a, b, c, d, e, f] = operands.map(numberOf);
  if (operands.length !== 6) throw new NotUnderstood();
  return [a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0, f ?? 0];
}
