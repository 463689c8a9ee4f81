/** Bounds the work that hostile certificates can make: counted in steps, so that the verdict never hangs on speed. */

export interface Budget {
  /** Whether one more may be done; counts it. */
  spend(kind: Spending): boolean;
  /** Whether anything was refused. */
  readonly exhausted: boolean;
  readonly spent: Amounts;
}

/** Candidates looked at; signatures of certificates, lists and responses checked; whole paths validated. */
export type Spending = 'step' | 'signature' | 'path';

export type Amounts = Readonly<Record<Spending, number>>;

/** For one question about a certificate. */
export const usualBudget: Amounts = Object.freeze({ step: 5_000, signature: 400, path: 40 });

/** For all questions that one file raises: a hundred signatures, each with a time stamp, need a third of it. */
export const budgetOfFile: Amounts = Object.freeze({ step: 50_000, signature: 2_000, path: 1_000 });

/** What was checked before and is kept counts too: a verdict must not depend on what was verified earlier. */
export function budget(most: Amounts = usualBudget): Budget {
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
    get spent() {
      return amounts((kind) => most[kind] - left[kind]);
    },
  };
}

export const amounts = (of: (kind: Spending) => number): Amounts => ({
  step: of('step'),
  signature: of('signature'),
  path: of('path'),
});
