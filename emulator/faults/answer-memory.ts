/** What tokens have answered before, for faults that say it again. Bounded. */

const maxBytes = 64 * 1024;
const maxTokens = 256;

export interface AnswerMemory {
  /** The random bytes that this token gave last. */
  random(token: string): Buffer | undefined;
  /** The signature of that length that this token gave last. */
  signature(token: string, length: number): Buffer | undefined;
  keep(token: string, kind: 'random' | 'signature', bytes: Uint8Array): void;
}

export function answerMemory(): AnswerMemory {
  const kept = new Map<string, Buffer>();
  const key = (token: string, kind: string): string => `${token} ${kind}`;
  return Object.freeze({
    random: (token) => kept.get(key(token, 'random')),
    signature: (token, length) => kept.get(key(token, `signature ${length}`)),
    keep: (token, kind, bytes) => {
      if (bytes.length === 0 || bytes.length > maxBytes) return;
      const place = key(token, kind === 'random' ? kind : `signature ${bytes.length}`);
      if (!kept.has(place) && kept.size >= 4 * maxTokens) kept.delete(kept.keys().next().value ?? place);
      kept.set(place, Buffer.from(bytes));
    },
  } satisfies AnswerMemory);
}
