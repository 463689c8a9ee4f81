/** What asking at addresses inside certificates may cost: one set for verifying and for signing. */

export interface FetchLimits {
  /** For one question, looking up the name and redirections included. */
  readonly milliseconds: number;
  /** Followed for one question; a question that is posted is not sent on at all. */
  readonly redirects: number;
  /** For everything that is asked for one document. */
  readonly document: DocumentLimits;
}

export interface DocumentLimits {
  /** Different addresses: whoever makes a certificate decides how many it names. */
  readonly questions: number;
  readonly milliseconds: number;
  readonly bytes: number;
}

export const usualFetchLimits: FetchLimits = Object.freeze({
  milliseconds: 10_000,
  redirects: 3,
  document: Object.freeze({ questions: 30, milliseconds: 45_000, bytes: 64 * 1024 * 1024 }),
});

/** Bytes of answer that are read, by what is asked for. */
export const largestAnswer = Object.freeze({
  certificate: 64 * 1024,
  list: 16 * 1024 * 1024,
  response: 256 * 1024,
  timeStamp: 64 * 1024,
});
