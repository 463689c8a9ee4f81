/**
 * The number of every token's latest `state.json`, in a file of its own: a state of an earlier day that is put back gives
 * tries back, and is told by its number. It is written behind the states, so that it never knows of one that is not on disk;
 * what a kill keeps it from knowing is not held against anybody.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeUnfinished, writeFileBeside, writeFileDurably } from '../../foundation/durable-file.ts';
import { fail } from '../errors.ts';
import { readSealed, reasonOf, sealed } from './sealed-file.ts';

/** In the folder of the emulator. */
export const statesFile = 'states.json';

export interface StateNumbers {
  /**
   * All tokens are open. The file is there from now on; `due`: it must have been. What was wrong with it, if its owner has had
   * the present states taken for the latest. Throws EMULATOR_STATES_LOST, EMULATOR_STATES_WHOLE, and the system's error.
   */
  begin(due: boolean): string | undefined;
  /** Of that token's latest state; 0: none is known. */
  last(serial: string): number;
  /** That one is on disk. */
  wrote(serial: string, number: number): void;
  /** At a stop: all of it is on disk, or the disk is full. */
  rest(): void;
}

const whose = 'the states of all tokens';

/** Milliseconds for which changes are gathered. */
const gathering = 20;

/** `dir`: the emulator's; `take`: a file that is lost is made anew, once. Throws EMULATOR_STATES_LOST. */
export function openStateNumbers(dir: string, take = false): StateNumbers {
  removeUnfinished(dir, statesFile);
  const path = join(dir, statesFile);
  const found = existsSync(path) ? read(path) : undefined;
  if (typeof found === 'string' && !take) throw fail('EMULATOR_STATES_LOST', { file: path, reason: found });
  const numbers = new Map(typeof found === 'object' ? found : []);
  let timer: NodeJS.Timeout | undefined;
  let writing = false;
  let unwritten = false;
  /** The file is behind, and nothing is under way that mends it. */
  let failed = false;
  let resting = false;

  const text = (): string => sealed(Object.fromEntries(numbers), whose);

  async function write(): Promise<void> {
    writing = true;
    unwritten = false;
    try {
      const beside = await writeFileBeside(path, text());
      if (resting) beside.drop();
      else await beside.commit();
      failed = false;
    } catch {
      // A full disk, or a folder that is gone: the next state says it again, or the stop.
      failed = true;
    }
    writing = false;
    if (unwritten) writeSoon();
  }

  function writeSoon(): void {
    unwritten = true;
    if (writing || resting || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void write();
    }, gathering).unref();
  }

  return Object.freeze({
    begin: (due) => {
      const lost = found === undefined && due ? missing : typeof found === 'string' ? found : undefined;
      if (take && lost === undefined) throw fail('EMULATOR_STATES_WHOLE', { file: path });
      if (lost !== undefined && !take) throw fail('EMULATOR_STATES_LOST', { file: path, reason: lost });
      if (typeof found !== 'object') writeFileDurably(path, text());
      return lost;
    },
    last: (serial) => numbers.get(serial) ?? 0,
    wrote: (serial, number) => {
      numbers.set(serial, number);
      writeSoon();
    },
    rest: () => {
      clearTimeout(timer);
      resting = true;
      if (!existsSync(dir) || (!unwritten && !writing && !failed)) return;
      try {
        writeFileDurably(path, text());
      } catch {
        // As above.
      }
    },
  } satisfies StateNumbers);
}

const missing = 'it is missing';

/** The numbers, or what is wrong with the file. */
function read(path: string): readonly (readonly [string, number])[] | string {
  try {
    const entries = Object.entries(readSealed(path, whose) as object);
    if (entries.every(([, number]) => Number.isSafeInteger(number))) return entries;
    return 'it does not say how often the states were written';
  } catch (error) {
    return reasonOf(error);
  }
}
