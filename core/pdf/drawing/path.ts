/** The path that a content stream is making (ISO 32000-1, 8.5.2), as the boxes around its areas and lines. */
import { around, type Box, meets, widened } from './boxes.ts';
import { type Matrix, placedAt } from './matrix.ts';
import { atCorner, besideLine, hasCaps, isSamePen, type Pen } from './pen.ts';

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
  /** Its first points, as far as they may be those of a rectangle. */
  private points: Point[] = [];
  private start: Point = [0, 0];
  private at: Point = [0, 0];
  private steps = 0;
  private straight = true;
  /** Whether anything was drawn since `m`, and be it a point. */
  private isDrawn = false;
  private isBegun = false;
  /** In which its first line leaves, and its last one came. */
  private first: Point | undefined;
  private last: Point | undefined;
  /** Of the first line since the last path, and whether others were made for another one. */
  private pen: Pen | undefined;
  private isMixed = false;

  constructor(targets: readonly Box[]) {
    this.targets = targets;
  }

  /** `pen`: of its lines, should they be drawn. */
  take(operator: string, operands: readonly number[], matrix: Matrix, pen: Pen): void {
    this.pen ??= pen;
    this.isMixed ||= this.isOtherThan(pen);
    const point = (index: number): Point => placedAt(matrix, operands[index] ?? 0, operands[index + 1] ?? 0);
    if (operator === 'm') this.begin(point(0));
    else if (operator === 'l') this.step([point(0)], pen);
    else if (operator === 'h') this.close(pen);
    else if (operator === 'c') this.step([point(0), point(2), point(4)], pen);
    else if (operator === 'v' || operator === 'y') this.step([point(0), point(2)], pen);
    else if (operator === 're') this.rectangle(operands, matrix, pen);
  }

  /** Whether any of its lines was made for another pen than this one. */
  isOtherThan(pen: Pen): boolean {
    return this.isMixed || (this.pen !== undefined && this.pen !== pen && !isSamePen(this.pen, pen));
  }

  /** What there is of it, and the box around everything; afterwards nothing is left. */
  end(): { readonly areas: readonly Piece[]; readonly lines: readonly Piece[]; readonly box: Box } {
    this.closed();
    this.isBegun = false;
    const ended = { areas: this.areas, lines: this.lines, box: around(this.whole) };
    this.areas = [];
    this.lines = [];
    this.whole = [];
    this.pen = undefined;
    this.isMixed = false;
    return ended;
  }

  private begin(point: Point): void {
    this.closed();
    this.start = point;
    this.at = point;
    this.corners = [point];
    this.points = [point];
    this.isBegun = true;
  }

  private closed(): void {
    if (this.isDrawn) {
      const box = around(this.corners);
      this.note(this.areas, box, this.straight && this.steps <= 4 && isAround(this.points, box));
      this.whole = cornersOf(around([...this.whole, ...cornersOf(box)]));
    }
    this.corners = [this.at];
    this.points = [this.at];
    this.steps = 0;
    this.straight = true;
    this.isDrawn = false;
    this.first = undefined;
    this.last = undefined;
  }

  private close(pen: Pen): void {
    if (!this.isBegun && !this.isDrawn) return;
    this.step([this.start], pen);
    const { first, last } = this;
    if (first !== undefined && last !== undefined) this.corner(pen, last, first);
    // What follows without `m` begins there.
    this.last = undefined;
  }

  /** To the last of `points`: a curve where there are others before it. */
  private step(points: readonly Point[], pen: Pen): void {
    const { at } = this;
    const to = points.at(-1) ?? at;
    const isLine = points.length === 1;
    if (isLine && at[0] === to[0] && at[1] === to[1]) {
      this.dot(pen);
      return;
    }
    const level = isLine && (near(at[0], to[0]) || near(at[1], to[1]));
    this.note(this.lines, widened(around([at, ...points]), besideLine(pen, level)), level);
    this.turn(pen, at, points);
    this.isDrawn = true;
    this.corners = cornersOf(around([...this.corners, ...points]));
    if (isLine && near(at[0], to[0]) && near(at[1], to[1])) return;
    this.straight &&= level;
    if (this.points.length <= 5) this.points.push(to);
    this.at = to;
    this.steps += 1;
  }

  /** A line that goes nowhere: nothing, or all that is at its ends. */
  private dot(pen: Pen): void {
    if (!this.isBegun) return;
    this.isDrawn = true;
    if (this.steps === 0 && hasCaps(pen))
      this.note(this.lines, widened(around([this.at]), besideLine(pen, false)), false);
  }

  /** A line leaves where the one before it came, at an angle. */
  private turn(pen: Pen, at: Point, points: readonly Point[]): void {
    let out: Point | undefined;
    let came: Point | undefined;
    let [x, y] = at;
    for (const point of points) {
      if (point[0] !== x || point[1] !== y) came = [point[0] - x, point[1] - y];
      out ??= came;
      [x, y] = point;
    }
    if (out === undefined || came === undefined) return;
    if (this.last !== undefined) this.corner(pen, this.last, out);
    this.first ??= out;
    this.last = came;
  }

  private corner(pen: Pen, came: Point, out: Point): void {
    const reach = atCorner(pen, came, out);
    if (reach > 0) this.note(this.lines, widened(around([this.at]), reach), false);
  }

  private rectangle([x = 0, y = 0, across = 0, up = 0]: readonly number[], matrix: Matrix, pen: Pen): void {
    const at = (dx: number, dy: number) => placedAt(matrix, x + dx, y + dy);
    this.begin(at(0, 0));
    for (const corner of [at(across, 0), at(across, up), at(0, up)]) this.step([corner], pen);
    this.close(pen);
    // A line with nothing beside it is filled all the same, as thinly as the device can.
    this.isDrawn = true;
    this.closed();
    this.isBegun = false;
  }

  private note(list: Piece[], box: Box, rectangle: boolean): void {
    if (this.targets.some((target) => meets(target, box))) list.push({ box, rectangle });
  }
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.01;
}

/** Whether points, each beside the one before it, are all corners of the box around them. */
function isAround(points: readonly Point[], [left, bottom, right, top]: Box): boolean {
  if (near(left, right) || near(bottom, top)) return true;
  const corners = points.map(([x, y]) => {
    const [column, row] = [
      near(x, left) ? 0 : near(x, right) ? 1 : 9,
      near(y, bottom) ? 0 : near(y, top) ? 2 : 9,
    ];
    return column + row;
  });
  return [0, 1, 2, 3].every((one) => corners.includes(one)) && corners.every((one) => one <= 3);
}

function cornersOf([left, bottom, right, top]: Box): Point[] {
  return [
    [left, bottom],
    [right, top],
  ];
}
