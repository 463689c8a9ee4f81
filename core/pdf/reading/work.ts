/** Bounds what one file may cause, counted and not timed: so the outcome never hangs on how fast a machine is. */
import { fail } from './errors.ts';
import type { Limits } from './limits.ts';

/** A class: what is left is a fraction, which a closure would keep in a new box each time. */
export class Work {
  private readonly limit: number;
  private left: number;

  constructor({ steps }: Pick<Limits, 'steps'>) {
    this.limit = steps;
    this.left = steps;
  }

  /** Whether more was asked for than there was. */
  get ranOut(): boolean {
    return this.left < 0;
  }

  /** Counts so many steps. Throws PDF_TOO_MUCH_WORK when there are no more. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw fail('PDF_TOO_MUCH_WORK', { limit: this.limit });
  }
}

/** Bytes of an object that are read, or gone over again, for one step. */
export const bytesReadForAStep = 4;
export const bytesSeenForAStep = 8;

/** How many values (names, numbers, members of arrays and dictionaries) one object may still hold: its memory. */
export interface Values {
  readonly limit: number;
  left: number;
}

export function takeValues(values: Values | undefined, count: number): void {
  if (values === undefined) return;
  values.left -= count;
  if (values.left < 0) throw fail('PDF_TOO_MANY_OBJECTS', { limit: values.limit });
}
