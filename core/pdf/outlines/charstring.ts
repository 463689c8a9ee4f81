/** The box around what a Type 2 charstring draws (Adobe technical note 5177): curves lie between their points. */
import type { Bounds } from './glyph-points.ts';
import { shortIntegerAt } from './short-integer.ts';

export interface Charstrings {
  readonly locals: readonly Buffer[];
  readonly globals: readonly Buffer[];
  /** Instructions that may still be followed, of all glyphs of the program. */
  readonly work: { left: number };
}

const deepest = 10;
const mostOperands = 513;

/** Undefined for one without ink. Throws RangeError for what is not followed. */
export function reachOf(code: Buffer, parts: Charstrings): Bounds | undefined {
  const pen = new Charstring(parts);
  pen.run(code, 0);
  return pen.bounds;
}

/** A class because every instruction works on what those before it left. It lives for one glyph. */
class Charstring {
  bounds: Bounds | undefined;
  private readonly parts: Charstrings;
  private stack: number[] = [];
  private hints = 0;
  private x = 0;
  private y = 0;
  private isOver = false;

  constructor(parts: Charstrings) {
    this.parts = parts;
  }

  run(code: Buffer, depth: number): void {
    if (depth > deepest) throw new RangeError();
    for (let at = 0; at < code.length && !this.isOver; ) {
      const first = code.readUInt8(at);
      this.parts.work.left -= 1;
      if (this.parts.work.left < 0 || this.stack.length > mostOperands) throw new RangeError();
      const number = numberAt(code, at, first);
      if (number !== undefined) {
        this.stack.push(number[0]);
        at += number[1];
        continue;
      }
      at += 1;
      if (first === 11) return;
      if (first === 10 || first === 29) {
        const list = first === 10 ? this.parts.locals : this.parts.globals;
        const bias = list.length < 1240 ? 107 : list.length < 33_900 ? 1131 : 32_768;
        const called = list[(this.stack.pop() ?? Number.NaN) + bias];
        if (called === undefined) throw new RangeError();
        this.run(called, depth + 1);
      } else if (first === 19 || first === 20) {
        this.hint();
        at += (this.hints + 7) >> 3;
      } else if (first === 12) this.flex(code.readUInt8(at++));
      else this.draw(first);
    }
  }

  private hint(): void {
    this.hints += this.stack.length >> 1;
    this.stack = [];
  }

  private draw(operator: number): void {
    const { stack } = this;
    if ([1, 3, 18, 23].includes(operator)) {
      this.hint();
      return;
    }
    // A width may stand before what the first of them takes.
    if (operator === 21) this.move(stack.at(-2) ?? 0, stack.at(-1) ?? 0);
    else if (operator === 22) this.move(stack.at(-1) ?? 0, 0);
    else if (operator === 4) this.move(0, stack.at(-1) ?? 0);
    else if (operator === 5) this.lines(stack);
    else if (operator === 6 || operator === 7) this.turns(stack, operator === 6);
    else if (operator === 8) this.curves(stack);
    else if (operator === 24) {
      this.curves(stack.slice(0, -2));
      this.lines(stack.slice(-2));
    } else if (operator === 25) {
      this.lines(stack.slice(0, -6));
      this.curves(stack.slice(-6));
    } else if (operator === 26 || operator === 27) this.along(stack, operator === 27);
    else if (operator === 30 || operator === 31) this.bends(stack, operator === 31);
    else if (operator === 14) {
      // An accented letter of two others.
      if (stack.length >= 4) throw new RangeError();
      this.isOver = true;
    } else throw new RangeError();
    this.stack = [];
  }

  private move(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
  }

  private line(dx: number, dy: number): void {
    this.note();
    this.move(dx, dy);
    this.note();
  }

  private lines(operands: readonly number[]): void {
    for (let at = 0; at + 1 < operands.length; at += 2) this.line(operands[at] ?? 0, operands[at + 1] ?? 0);
  }

  private turns(operands: readonly number[], isAcross: boolean): void {
    for (const [index, way] of operands.entries()) {
      if ((index % 2 === 0) === isAcross) this.line(way, 0);
      else this.line(0, way);
    }
  }

  private curve(...ways: readonly number[]): void {
    this.lines(ways);
  }

  private curves(operands: readonly number[]): void {
    this.lines(operands.slice(0, operands.length - (operands.length % 6)));
  }

  /** Curves that begin and end along one axis. */
  private along(operands: readonly number[], isAcross: boolean): void {
    const rest = [...operands];
    let side = rest.length % 4 === 1 ? (rest.shift() ?? 0) : 0;
    while (rest.length >= 4) {
      const [a = 0, b = 0, c = 0, d = 0] = rest.splice(0, 4);
      if (isAcross) this.curve(a, side, b, c, d, 0);
      else this.curve(side, a, b, c, 0, d);
      side = 0;
    }
  }

  /** Curves that begin along one axis and end along the other, in turns. */
  private bends(operands: readonly number[], startsAcross: boolean): void {
    const rest = [...operands];
    for (let isAcross = startsAcross; rest.length >= 4; isAcross = !isAcross) {
      const [a = 0, b = 0, c = 0, d = 0] = rest.splice(0, 4);
      const last = rest.length === 1 ? (rest.shift() ?? 0) : 0;
      if (isAcross) this.curve(a, 0, b, c, last, d);
      else this.curve(0, a, b, c, d, last);
    }
  }

  private flex(operator: number): void {
    const s = this.stack;
    const at = (index: number) => s[index] ?? 0;
    if (operator === 35) this.curves(s.slice(0, 12));
    else if (operator === 34) this.curve(at(0), 0, at(1), at(2), at(3), 0, at(4), 0, at(5), -at(2), at(6), 0);
    else if (operator === 36)
      this.curve(
        at(0),
        at(1),
        at(2),
        at(3),
        at(4),
        0,
        at(5),
        0,
        at(6),
        at(7),
        at(8),
        -(at(1) + at(3) + at(7)),
      );
    else if (operator === 37) {
      const [dx, dy] = [0, 1].map((side) =>
        [0, 2, 4, 6, 8].reduce((sum, index) => sum + at(index + side), 0),
      );
      const ends = Math.abs(dx ?? 0) > Math.abs(dy ?? 0) ? [at(10), -(dy ?? 0)] : [-(dx ?? 0), at(10)];
      this.curve(...s.slice(0, 10), ...ends);
    } else throw new RangeError();
    this.stack = [];
  }

  private note(): void {
    const { x, y } = this;
    const [left, bottom, right, top] = this.bounds ?? [x, y, x, y];
    this.bounds = [Math.min(left, x), Math.min(bottom, y), Math.max(right, x), Math.max(top, y)];
  }
}

function numberAt(
  code: Buffer,
  at: number,
  first: number,
): readonly [value: number, length: number] | undefined {
  return first === 255 ? [code.readInt32BE(at + 1) / 65_536, 5] : shortIntegerAt(code, at);
}
