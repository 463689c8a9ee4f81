/** The steps of one file while others are at theirs: how long its own take, and that they take no longer than they may. */
import type { Steps } from '../../../foundation/steps.ts';
import type { StepClock } from './step-clock.ts';
import type { UnderWay } from './under-way.ts';

export interface Bounded<Result> {
  readonly number: number;
  readonly milliseconds: number;
  /** What comes of a file whose steps took longer. */
  readonly tooSlow: () => Result;
}

/**
 * As `steps`, each of which is told to `present` before it begins; one that never ends is for the other side to see. `clock`: that of
 * all files which take turns with this one, and of this thread alone, so that no file pays for a computer that was busy or asleep.
 */
export function* withinTime<Result>(
  steps: Steps<Result>,
  { number, milliseconds, tooSlow }: Bounded<Result>,
  present: Pick<UnderWay, 'begin' | 'hold' | 'release'>,
  clock: StepClock,
): Steps<Result> {
  let spent = 0;
  present.hold(number);
  try {
    for (;;) {
      const start = clock.begins();
      present.begin(number, spent, start);
      const step = steps.next();
      spent += clock.ends() - start;
      if (step.done === true) return step.value;
      if (spent > milliseconds) return tooSlow();
      yield step.value;
    }
  } finally {
    present.release(number);
  }
}
