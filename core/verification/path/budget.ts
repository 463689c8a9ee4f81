/** Bounds the work that hostile certificates can make: counted in steps, so that the verdict never hangs on speed. */

export interface Budget {
  /** Whether one more may be done; counts it. */
  spend(kind: Spending): boolean;
  /** Whether anything was refused. */
  readonly exhausted: boolean;
}

/** Candidates looked at; signatures of certificates, lists and responses checked; whole paths validated. */
export type Spending = 'step' | 'signature' | 'path';

export const usualBudget: Readonly<Record<Spending, number>> = Object.freeze({
  step: 5_000,
  signature: 400,
  path: 40,
});

/** What was checked before and is kept counts too: a verdict must not depend on what was verified earlier. */
export function budget(most: Readonly<Record<Spending, number>> = usualBudget): Budget {
  const left = { ...most };
  let exhausted = false;
  return {
    spend(kind) {
      if (left[kind] <= 0) {
        exhausted = true;
        return false;
      }
      left[kind]--;
      return true;
    },
    get exhausted() {
      return exhausted;
    },
  };
}
