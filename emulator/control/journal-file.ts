/** The journal on disk: NDJSON, written behind the calls so that no answer waits for it. */
import { closeSync, openSync, write, writeSync } from 'node:fs';
import type { Clock } from '../../foundation/clock.ts';
import type { Journal } from '../policy/journal.ts';

export interface JournalFile extends Journal {
  readonly path: string;
  /** Entries that could not be written (disk full). */
  dropped(): number;
  /** Everything noted so far is handed to the system. */
  flush(): Promise<void>;
  close(): void;
}

/** Written out this often, or as soon as this much has come together. */
const intervalMs = 20;
const batch = 64 * 1024;

/** Above this, entries are dropped and counted instead of filling the memory. */
const maxPending = 16 * 1024 * 1024;

/** Opens (appends to) the file, mode 0600. Throws the system's error. */
export function openJournal(path: string, clock: Clock): JournalFile {
  const file = openSync(path, 'a', 0o600);
  let pending = '';
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let dropped = 0;
  let closed = false;

  function note(entry: object): void {
    if (closed) return;
    if (pending.length > maxPending) {
      dropped++;
      return;
    }
    pending += `${JSON.stringify({ time: clock.now().toISOString(), ...entry })}\n`;
    if (pending.length >= batch) void flush();
    else timer ??= setTimeout(() => void flush(), intervalMs);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (writing !== undefined) return writing.then(() => (pending === '' ? undefined : flush()));
    if (pending === '' || closed) return Promise.resolve();
    const data = Buffer.from(pending);
    pending = '';
    writing = written(file, data)
      .catch(() => {
        dropped += data.toString().split('\n').length - 1;
      })
      .finally(() => {
        writing = undefined;
      });
    return writing;
  }

  return Object.freeze({
    path,
    call: note,
    event: note,
    dropped: () => dropped,
    flush,
    close: () => {
      if (closed) return;
      clearTimeout(timer);
      closed = true;
      try {
        if (pending !== '') writeSync(file, pending);
      } catch {
        // A full disk must not keep the emulator from stopping.
      }
      closeSync(file);
    },
  });
}

function written(file: number, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    write(file, data, (error, count) => {
      if (error !== null) return reject(error);
      resolve(count < data.length ? written(file, data.subarray(count)) : undefined);
    });
  });
}
