/** What a worker is at, in memory that both sides see: a file that ends its worker has no other way to be named. */
import { together } from './together.ts';

export interface UnderWay {
  readonly shared: SharedArrayBuffer;
  /** Whose step is being done. Undefined: none has been begun. */
  number(): number | undefined;
  /** Milliseconds that the steps of this job before this one took. */
  spent(): number;
  /** Steps begun so far, of whatever job. */
  steps(): number;
  /** Milliseconds that the worker had worked in all when that step began. */
  begunAt(): number;
  begin(number: number, spent: number, at: number): void;
  /** A job of which something is in memory from now on, until it is released. At most `together` at once. */
  hold(number: number): void;
  release(number: number): void;
  held(): readonly number[];
  clear(): void;
}

const cellOf = { number: 0, spent: 1, steps: 2, begunAt: 3, held: 4 } as const;

/** `shared` as the other side has got it; left out, a new one. */
export function underWay(
  shared: SharedArrayBuffer = new SharedArrayBuffer(4 * (cellOf.held + together)),
): UnderWay {
  const cells = new Int32Array(shared);
  const places = Array.from({ length: together }, (_, place) => cellOf.held + place);
  // Zero is nothing, so numbers stand there by one larger.
  const replaceFirst = (value: number, by: number) => {
    const place = places.find((one) => Atomics.load(cells, one) === value);
    if (place !== undefined) Atomics.store(cells, place, by);
  };
  return Object.freeze({
    shared,
    number: () => {
      const value = Atomics.load(cells, cellOf.number);
      return value === 0 ? undefined : value - 1;
    },
    spent: () => Atomics.load(cells, cellOf.spent),
    steps: () => Atomics.load(cells, cellOf.steps),
    begunAt: () => Atomics.load(cells, cellOf.begunAt),
    begin: (number: number, spent: number, at: number) => {
      Atomics.store(cells, cellOf.number, number + 1);
      Atomics.store(cells, cellOf.spent, Math.round(spent));
      Atomics.store(cells, cellOf.begunAt, Math.round(at));
      Atomics.add(cells, cellOf.steps, 1);
    },
    hold: (number: number) => replaceFirst(0, number + 1),
    release: (number: number) => replaceFirst(number + 1, 0),
    held: () => places.map((place) => Atomics.load(cells, place) - 1).filter((number) => number >= 0),
    clear: () => void cells.fill(0),
  });
}
