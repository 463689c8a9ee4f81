/** What one file may cost in a run of many, so that a hostile one costs its own row only. */

export interface BulkLimits {
  /** Then its worker is ended and the file is not verified. */
  readonly secondsPerFile: number;
  /** In addition, where addresses inside certificates may be asked. */
  readonly secondsForHosts: number;
  /** In addition, where first pages are read: more than a page may take. */
  readonly secondsForPage: number;
  /** Of JavaScript objects in a worker. */
  readonly megabytesPerWorker: number;
}

export const bulkLimits: BulkLimits = Object.freeze({
  secondsPerFile: 20,
  secondsForHosts: 60,
  secondsForPage: 20,
  megabytesPerWorker: 512,
});

/** Jobs that wait in a worker, so that it never idles between two, and several cross threads in one message. */
export const jobsAhead = 32;

/** Files that have been handed out and whose results have not been given on yet. Memory stays flat by it. */
export function mostUnderway(workers: number): number {
  return Math.max(256, 4 * jobsAhead * workers);
}
