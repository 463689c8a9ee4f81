/**
 * Lines that are a point (ISO 32000-1, 8.5.3.2): with square caps, or closed at once, the standard has none or a dot, and viewers differ.
 */

/** Of `J`: 1 round, 2 square. */
const [round, square] = [1, 2];

/** The path that is being made. A class because each segment works on what those before it left. */
export class StrokedPath {
  private start: readonly [number, number] | undefined;
  /** Of the part that is being drawn. */
  private hasLine = false;
  private isClosed = false;
  private isPoint = true;
  private dots = { lined: false, closed: false };

  add(operator: string, operands: readonly number[]): void {
    if (operator === 'm' || operator === 're') {
      this.finish();
      const [x = 0, y = 0, width, height] = operands;
      this.start = [x, y];
      if (operator === 're') {
        this.hasLine = true;
        this.isClosed = true;
        this.isPoint = width === 0 && height === 0;
      }
      return;
    }
    if (this.start === undefined) return;
    if (operator === 'h') this.isClosed = true;
    else {
      this.hasLine = true;
      const [x, y] = this.start;
      if (operands.some((one, at) => one !== (at % 2 === 0 ? x : y))) this.isPoint = false;
    }
  }

  /** Whether it is stroked alike by all. `closes`: the operator does so. */
  strokes(cap: number, closes: boolean): boolean {
    if (closes && this.start !== undefined) this.isClosed = true;
    this.finish();
    const { lined, closed } = this.dots;
    return !((cap === square && (lined || closed)) || (cap === round && closed));
  }

  end(): void {
    this.finish();
    this.start = undefined;
    this.dots = { lined: false, closed: false };
  }

  private finish(): void {
    if (this.start !== undefined && this.isPoint) {
      if (this.hasLine) this.dots.lined = true;
      else if (this.isClosed) this.dots.closed = true;
    }
    this.hasLine = false;
    this.isClosed = false;
    this.isPoint = true;
  }
}
