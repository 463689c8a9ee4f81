/** What became of the files of a run, as an exit code: the same for `congvu verify` and `congvu audit`. */

/** The worst that became of any file: a file that is no readable PDF is wrong input, not a verdict on a signature. */
export type FilesOutcome =
  | 'passed'
  /** All that were verified passed, but nobody read on: the others were not. */
  | 'cut-short'
  | 'not-passed'
  | 'unreadable';

export const exitCodeOf: Readonly<Record<FilesOutcome, number>> = Object.freeze({
  passed: 0,
  // As a shell tells that a closed pipe (SIGPIPE) ended a program.
  'cut-short': 141,
  'not-passed': 1,
  unreadable: 2,
});
