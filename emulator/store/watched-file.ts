/** A file that this process alone writes, and has the content of in memory: notices that somebody else has touched it. */
import { createHash } from 'node:crypto';
import { type BigIntStats, lstatSync, readFileSync } from 'node:fs';

export interface WatchedFile {
  /** What is wrong with it, once; undefined while it is what was written, or nothing new has happened to it. Takes one stat. */
  flaw(): string | undefined;
  /** It is not what was written, as far as was seen. */
  flawed(): boolean;
  /** This process has just written it. */
  wrote(): void;
}

/** The file is what it should be now. Throws the system's error. */
export function watchedFile(path: string): WatchedFile {
  let digest = digestOf(path);
  let print = printOf(path);
  let flawed = false;

  function differs(): string | undefined {
    try {
      // Copied over itself, or given other rights: no harm.
      return digestOf(path) === digest ? undefined : 'somebody else has written it';
    } catch (error) {
      return failure(error);
    }
  }

  return Object.freeze({
    flaw: () => {
      const now = printOf(path);
      if (now === print) return undefined;
      print = now;
      const flaw = differs();
      flawed = flaw !== undefined;
      return flaw;
    },
    flawed: () => flawed,
    wrote: () => {
      flawed = false;
      try {
        digest = digestOf(path);
        print = printOf(path);
      } catch {
        // Taken away since: the next look says so.
        print = '';
      }
    },
  });
}

function printOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs }: BigIntStats = lstatSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'it is missing' : `it cannot be read (${code})`;
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
