/** What has been asked for one document so far, held against what asking for a document may cost. */
import { Fault, FetchFailure } from './fault.ts';
import type { DocumentLimits } from './limits.ts';

/** What one more question may cost. */
export interface Allowance {
  readonly milliseconds: number;
  readonly bytes: number;
}

export interface Spending {
  /**
   * Runs one question with what is left of `most`. Throws Fault with `document-questions` or `document-time` before it
   * where nothing is left, FetchFailure with `document-bytes` where what was left did not do; else what `ask` throws.
   */
  on(most: Allowance, ask: (allowed: Allowance) => Promise<Uint8Array>): Promise<Uint8Array>;
}

/** `now` in milliseconds, of a clock that nobody sets back. */
export function spending(limits: DocumentLimits, now: () => number = () => performance.now()): Spending {
  let [questions, milliseconds, bytes] = [0, 0, 0];
  const tooManyQuestions = { kind: 'document-questions', value: limits.questions } as const;
  const tooLong = { kind: 'document-time', value: limits.milliseconds / 1_000 } as const;
  const tooMuch = { kind: 'document-bytes', value: limits.bytes } as const;
  return Object.freeze({
    async on(most: Allowance, ask: (allowed: Allowance) => Promise<Uint8Array>) {
      if (questions >= limits.questions) throw new Fault(tooManyQuestions);
      if (limits.milliseconds - milliseconds < 1) throw new Fault(tooLong);
      questions += 1;
      const allowed = {
        milliseconds: Math.min(most.milliseconds, limits.milliseconds - milliseconds),
        bytes: Math.min(most.bytes, limits.bytes - bytes),
      };
      const begun = now();
      try {
        const answer = await ask(allowed);
        bytes += answer.length;
        return answer;
      } catch (error) {
        const kind = error instanceof FetchFailure ? error.fault.kind : undefined;
        // Timers and clocks differ by parts of a millisecond; what was given is spent.
        if (kind === 'timeout') milliseconds += Math.max(0, allowed.milliseconds - (now() - begun));
        if (!(error instanceof FetchFailure) || kind !== 'too-large') throw error;
        bytes += allowed.bytes;
        throw allowed.bytes < most.bytes ? new FetchFailure(error.url, tooMuch, error) : error;
      } finally {
        milliseconds += now() - begun;
      }
    },
  });
}
