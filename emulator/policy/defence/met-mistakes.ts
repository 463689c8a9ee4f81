/** Mistakes of the emulator's own that it has lived on after: told when they are met, and counted until it stops. */
import { writeSync } from 'node:fs';
import type { Clock } from '../../../foundation/clock.ts';
import type { Journal } from '../journal/journal.ts';

export interface MistakesView {
  /** Since the emulator started. */
  readonly count: number;
  /** When the last one was, ISO 8601 on the emulator's clock, as in the journal; null: none. */
  readonly last: string | null;
  /** The file that has their stack traces; null: they are on the standard error of the emulator's process. */
  readonly log: string | null;
}

/** The connection that met it, and whether that is closed for it. */
export interface MetBy {
  readonly connection: number;
  readonly closed: boolean;
}

export interface Mistakes {
  /** Tells the journal in one line, and whoever reads the server's log in full. Throws nothing. */
  met(error: unknown, by?: MetBy): void;
  view(): MistakesView;
}

/** A mistake that comes back at every call must not fill the disk. */
const maxLogged = 100;

/** `log`: the file that standard error goes to, if it does. */
export function metMistakes(
  journal: Pick<Journal, 'event'>,
  clock: Clock,
  log: () => string | null,
): Mistakes {
  let count = 0;
  let last: string | null = null;

  function met(error: unknown, by?: MetBy): void {
    count++;
    const reason = reasonOf(error);
    const stack = error instanceof Error ? error.stack : undefined;
    if (count <= maxLogged) {
      const where =
        by === undefined ? '' : ` (connection ${by.connection}${by.closed ? ', which is closed' : ''})`;
      const end = count === maxLogged ? 'More of these are only in the journal.\n' : '';
      toLog(`A mistake of the emulator${where}: ${stack ?? reason}\n${end}`);
    }
    const closed = by?.closed === true ? '; the connection is closed' : '';
    const detail = `a mistake of the emulator: ${reason}${closed}`;
    try {
      last = clock.now().toISOString();
      journal.event({ event: 'failure', connection: by?.connection, detail });
    } catch (another) {
      if (count <= maxLogged) toLog(`It is not in the journal: ${reasonOf(another)}\n`);
    }
  }

  return Object.freeze({ met, view: () => ({ count, last, log: log() }) });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Not by `process.stderr`: whose mistakes would come back here. */
function toLog(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody reads it, or the disk is full; the journal has the line.
  }
}

/** What is thrown by code that is wrong, and not by a disk, an engine or an application. */
export function isMistake(error: unknown): boolean {
  return [TypeError, RangeError, ReferenceError].some((kind) => error instanceof kind);
}
