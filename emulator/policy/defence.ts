/** The last line of defence: a mistake of the emulator costs the connection that met it, and is told; the server lives. */
import { writeSync } from 'node:fs';
import type { Journal } from './journal.ts';
import type { Line } from './line.ts';

/** Of one process: a mistake that comes back at every call must not fill the disk. */
const maxLogged = 100;
let logged = 0;

/** Does the work of that connection. Whatever is thrown out of it ends the connection, and goes nowhere else. */
export function defended(line: Pick<Line, 'broke'>, work: () => void): void {
  try {
    work();
  } catch (error) {
    line.broke(error);
  }
}

/** Tells the journal in one line, and whoever reads the server's log in full. `connection`: the one that is closed for it. */
export function tellBroken(journal: Pick<Journal, 'event'>, error: unknown, connection?: number): void {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const closed = connection === undefined ? '' : '; the connection is closed';
  journal.event({ event: 'failure', connection, detail: `a mistake of the emulator: ${reason}${closed}` });
  if (logged++ >= maxLogged) return;
  const where = connection === undefined ? '' : ` (connection ${connection}, which is closed)`;
  const stack = error instanceof Error ? error.stack : undefined;
  const last = logged === maxLogged ? 'More of these are only in the journal.\n' : '';
  toLog(`A mistake of the emulator${where}: ${stack ?? reason}\n${last}`);
}

/** Not by `process.stderr`: whose mistakes would come back here. */
function toLog(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody reads it, or the disk is full; the journal has the line.
  }
}

/**
 * What nobody has caught, in a process that is the emulator's own: told as above instead of ending the process. The
 * result ends that.
 */
export function outliveMistakes(journal: Pick<Journal, 'event'>): () => void {
  const hear = (error: unknown): void => tellBroken(journal, error);
  process.on('uncaughtException', hear);
  return () => void process.off('uncaughtException', hear);
}
