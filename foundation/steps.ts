/** Work that is done in steps, so that several pieces of it can go on side by side. */

/** Yields between two steps how heavy the work is by then, in bytes that it holds on to; returns what came of it. */
export type Steps<Result> = Generator<number, Result, void>;

/** Does all steps at once. Throws what a step throws. */
export function allAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `steps`, of work that holds on to `more` bytes beside. */
export function* heavierBy<Result>(steps: Steps<Result>, more: () => number): Steps<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield step.value + more();
  }
}

/** Told of each task that has come to its end. */
export type Done<Task, Result> = (result: Result, task: Task) => void;

/**
 * Does the first step of all, then the second of all, and so on. The code of a long computation does not fit into the caches of
 * a processor: who does one after another fetches all of it again for each. What has grown heavier than `lightBytes` is
 * finished before anything else goes on, so that no more than one heavy thing is held. Throws what a step throws.
 */
export function sideBySide<Task, Result>(
  all: readonly (readonly [Task, Steps<Result>])[],
  lightBytes: number,
  done: Done<Task, Result>,
): void {
  let open = all;
  while (open.length > 0) {
    open = open.filter(([task, steps]) => {
      let step = steps.next();
      while (step.done !== true && step.value > lightBytes) step = steps.next();
      if (step.done === true) done(step.value, task);
      return step.done !== true;
    });
  }
}
