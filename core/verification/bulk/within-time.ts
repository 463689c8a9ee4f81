/** The steps of one file while others are at theirs: how long its own take, and that they take no longer than they may. */
import type { Steps } from '../../../foundation/steps.ts';
import { threadTime } from './thread-time.ts';
import type { UnderWay } from './under-way.ts';

export interface Bounded<Result> {
  readonly number: number;
  readonly milliseconds: number;
  /** What comes of a file whose steps took longer. */
  readonly tooSlow: () => Result;
}

/**
 * As `steps`, each of which is told to `present` before it begins; one that never ends is for the other side to see. `now` in
 * milliseconds: of this thread alone, so that no file pays for a computer that was busy or asleep.
 */
export function* withinTime<Result>(
  steps: Steps<Result>,
  { number, milliseconds, tooSlow }: Bounded<Result>,
  present: Pick<UnderWay, 'begin' | 'hold' | 'release'>,
  now: () => number = threadTime,
): Steps<Result> {
  let spent = 0;
  present.hold(number);
  try {
    for (;;) {
      const start = now();
      present.begin(number, spent, start);
      const step = steps.next();
      spent += now() - start;
      if (step.done === true) return step.value;
      if (spent > milliseconds) return tooSlow();
      yield step.value;
    }
  } finally {
    present.release(number);
  }
}
