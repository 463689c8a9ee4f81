/** The path that a content stream is making (ISO 32000-1, 8.5.2), as the boxes around its areas and lines. */
import { around, type Box, meets, moved } from './boxes.ts';
import { type Matrix, placedAt } from './matrix.ts';

/** One area or line of a path: the box around it. */
export interface Piece {
  readonly box: Box;
  /** Whether it fills that box. */
  readonly rectangle: boolean;
}

type Point = readonly [x: number, y: number];

/** A class because every operator goes on where the one before it ended. It lives for one content stream. */
export class Path {
  private readonly targets: readonly Box[];
  private areas: Piece[] = [];
  private lines: Piece[] = [];
  private whole: Point[] = [];
  /** Corners of the part that is being made: only their box counts, so that no more than two are kept. */
  private corners: Point[] = [];
  private start: Point = [0, 0];
  private at: Point = [0, 0];
  private steps = 0;
  private straight = true;

  constructor(targets: readonly Box[]) {
    this.targets = targets;
  }

  /** `width`: of lines, in the space of the page. */
  take(operator: string, operands: readonly number[], matrix: Matrix, width: number): void {
    const point = (index: number): Point => placedAt(matrix, operands[index] ?? 0, operands[index + 1] ?? 0);
    if (operator === 'm') this.begin(point(0));
    else if (operator === 'l') this.line(point(0), width);
    else if (operator === 'h') this.line(this.start, width);
    else if (operator === 'c') this.curve([point(0), point(2), point(4)], width);
    else if (operator === 'v' || operator === 'y') this.curve([point(0), point(2)], width);
    else if (operator === 're') this.rectangle(operands, matrix, width);
  }

  /** What there is of it, and the box around everything; afterwards nothing is left. */
  end(): { readonly areas: readonly Piece[]; readonly lines: readonly Piece[]; readonly box: Box } {
    this.closed();
    const ended = { areas: this.areas, lines: this.lines, box: around(this.whole) };
    this.areas = [];
    this.lines = [];
    this.whole = [];
    return ended;
  }

  private begin(point: Point): void {
    this.closed();
    this.start = point;
    this.at = point;
    this.corners = [point];
  }

  private closed(): void {
    if (this.steps > 0) {
      const box = around(this.corners);
      this.note(this.areas, box, this.straight && this.steps <= 4);
      this.whole = cornersOf(around([...this.whole, ...cornersOf(box)]));
    }
    this.corners = [this.at];
    this.steps = 0;
    this.straight = true;
  }

  private line(to: Point, width: number): void {
    const level = near(this.at[0], to[0]) || near(this.at[1], to[1]);
    this.straight &&= level;
    this.step([to], level, width);
  }

  private curve(points: readonly Point[], width: number): void {
    this.straight = false;
    this.step(points, false, width);
  }

  private step(points: readonly Point[], level: boolean, width: number): void {
    const to = points.at(-1) ?? this.at;
    if (near(this.at[0], to[0]) && near(this.at[1], to[1]) && points.length === 1) return;
    this.note(this.lines, widened(around([this.at, ...points]), width), level);
    this.corners = cornersOf(around([...this.corners, ...points]));
    this.at = to;
    this.steps += 1;
  }

  private rectangle(
    [x = 0, y = 0, across = 0, up = 0]: readonly number[],
    matrix: Matrix,
    width: number,
  ): void {
    const at = (dx: number, dy: number) => placedAt(matrix, x + dx, y + dy);
    this.begin(at(0, 0));
    for (const corner of [at(across, 0), at(across, up), at(0, up), at(0, 0)]) this.line(corner, width);
    // A line with nothing beside it is filled all the same, as thinly as the device can.
    this.steps = Math.max(this.steps, 1);
    this.closed();
  }

  private note(list: Piece[], box: Box, rectangle: boolean): void {
    if (this.targets.some((target) => meets(target, box))) list.push({ box, rectangle });
  }
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.01;
}

function cornersOf([left, bottom, right, top]: Box): Point[] {
  return [
    [left, bottom],
    [right, top],
  ];
}

function widened([left, bottom, right, top]: Box, width: number): Box {
  return [left - width / 2, bottom - width / 2, right + width / 2, top + width / 2];
}

/** Of a unit of length, for the width of lines. */
export function scaleOf(matrix: Matrix): number {
  const [left, bottom, right, top] = moved([0, 0, 1, 1], matrix);
  return Math.max(right - left, top - bottom);
}
