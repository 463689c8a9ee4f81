/** How long the steps of a thread take: one ends when the next begins, so that the system is asked once for each. */
import { threadTime } from './thread-time.ts';

export interface StepClock {
  /** When the present step begins, in milliseconds of this thread: as the one before it ended, of whichever file. */
  begins(): number;
  /** When it ends. */
  ends(): number;
  /** The thread has done something else since: the next step begins when it begins. */
  rest(): void;
}

export function stepClock(now: () => number = threadTime): StepClock {
  let last: number | undefined;
  return Object.freeze({
    begins: () => (last ??= now()),
    ends: () => (last = now()),
    rest: () => {
      last = undefined;
    },
  });
}
