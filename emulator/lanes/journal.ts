/** The journal with lanes in front of it: what they have answered is told before anything that comes later. */
import type { JournalFile } from '../journal/journal-file.ts';
import type { EventEntry } from '../policy/journal.ts';

/** `drain` may itself note calls in `file`. */
export function journalBehindLanes(file: JournalFile, drain: () => void): JournalFile {
  return Object.freeze({
    ...file,
    event: (entry: EventEntry) => {
      drain();
      file.event(entry);
    },
    flush: () => {
      drain();
      return file.flush();
    },
    close: () => {
      drain();
      file.close();
    },
  });
}
