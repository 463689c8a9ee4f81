/** A folder that exists no longer than the process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { atExit } from './at-exit.ts';

export interface TemporaryFolder {
  readonly path: string;
  /** Removes it now; a second time does nothing. */
  remove(): void;
  /** It has become something else, by a rename: it is nobody's to remove any more. */
  keep(): void;
}

/** `prefix`: the path up to the part that is made up, as for `mkdtemp`. */
export function temporaryFolder(prefix: string): TemporaryFolder {
  const path = mkdtempSync(prefix);
  // A process that is being killed may still write for a moment.
  const empty = () => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  const forget = atExit(empty);
  return Object.freeze({
    path,
    remove: () => {
      forget();
      empty();
    },
    keep: forget,
  });
}
