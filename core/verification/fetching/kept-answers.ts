/** What was answered in a run, so that many documents ask each address once; the oldest goes where it becomes too much. */

export interface KeptAnswers {
  /** The answer that is kept, or that of `ask`. A failure is kept too, unless `isPassing`. */
  of(url: string, ask: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

export interface KeptLimits {
  readonly answers: number;
  readonly bytes: number;
}

export function keptAnswers(most: KeptLimits, isPassing: (error: unknown) => boolean): KeptAnswers {
  const kept = new Map<string, Promise<Uint8Array>>();
  const sizes = new Map<string, number>();
  let bytes = 0;
  const forget = (url: string) => {
    bytes -= sizes.get(url) ?? 0;
    sizes.delete(url);
    kept.delete(url);
  };
  const forgetOldest = () => {
    for (const url of kept.keys()) {
      if (kept.size <= most.answers && bytes <= most.bytes) return;
      forget(url);
    }
  };
  return Object.freeze({
    of(url: string, ask: () => Promise<Uint8Array>) {
      const known = kept.get(url);
      if (known !== undefined) return known;
      const answer = ask();
      kept.set(url, answer);
      answer.then(
        ({ length }) => {
          if (kept.get(url) !== answer) return;
          sizes.set(url, length);
          bytes += length;
          forgetOldest();
        },
        (error: unknown) => {
          if (isPassing(error) && kept.get(url) === answer) forget(url);
        },
      );
      forgetOldest();
      return answer;
    },
  });
}
