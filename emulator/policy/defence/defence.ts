/** The last line of defence: a mistake of the emulator costs the connection that met it, and is told; the server lives. */
import type { Line } from '../line/line.ts';
import type { Mistakes } from './met-mistakes.ts';

/** Does the work of that connection. Whatever is thrown out of it ends the connection, and goes nowhere else. */
export function defended(line: Pick<Line, 'broke'>, work: () => void): void {
  try {
    work();
  } catch (error) {
    line.broke(error);
  }
}

/**
 * What nobody has caught, in a process that is the emulator's own: told and counted instead of ending the process. The
 * result ends that.
 */
export function outliveMistakes({ met }: Pick<Mistakes, 'met'>): () => void {
  const hear = (error: unknown): void => met(error);
  process.on('uncaughtException', hear);
  return () => void process.off('uncaughtException', hear);
}
