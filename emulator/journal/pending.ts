/** What the journal has yet to write, in the order in which it ended, however late somebody has told of it. */
import type { Noted } from './format.ts';

export type Waiting = Noted & {
  /** When the journal was told of it, and when it ended; both as `performance.now()` of this process. */
  readonly since: number;
  readonly ended: number;
};

export interface Pending {
  readonly size: number;
  /** Told of at `now`; `ended`: when it was over, if that was earlier. Of one connection, in its order. */
  add(noted: Noted, now: number, ended?: number): void;
  /** Takes the first ones, in order, as long as `ready` says so. */
  take(ready: (waiting: Waiting, index: number) => boolean): readonly Waiting[];
  /** Whether all of them are calls that somebody else has answered and told of. */
  allTold(): boolean;
  /** Whether there is still one that was told of by then. */
  hasOlderThan(moment: number): boolean;
}

/** One nanosecond: what this process tells of itself within a tick of its clock has an order all the same. */
const tick = 1e-6;

export function pendingEntries(): Pending {
  let waiting: Waiting[] = [];
  let inOrder = true;
  let last = 0;

  function add(noted: Noted, now: number, ended?: number): void {
    const moment = (ended ?? now) === last ? last + tick : (ended ?? now);
    if (moment < last) inOrder = false;
    else last = moment;
    waiting.push({ ...noted, since: now, ended: moment });
  }

  function take(ready: (one: Waiting, index: number) => boolean): readonly Waiting[] {
    if (!inOrder) waiting = ordered(waiting);
    inOrder = true;
    const end = waiting.findIndex((one, index) => !ready(one, index));
    const taken = end < 0 ? waiting : waiting.slice(0, end);
    waiting = end < 0 ? [] : waiting.slice(end);
    return taken;
  }

  return Object.freeze({
    get size() {
      return waiting.length;
    },
    add,
    take,
    allTold: () => waiting.every(({ call }) => call?.ended !== undefined),
    hasOlderThan: (moment: number) => waiting.some(({ since }) => since <= moment),
  });
}

/** Calls of one connection never change places. */
function ordered(entries: readonly Waiting[]): Waiting[] {
  const lastOf = new Map<number, number>();
  return entries
    .map((one) => {
      const connection = connectionOf(one);
      const ended = Math.max(one.ended, lastOf.get(connection) ?? 0);
      lastOf.set(connection, ended);
      return ended === one.ended ? one : { ...one, ended };
    })
    .sort((a, b) => a.ended - b.ended || connectionOf(a) - connectionOf(b));
}

/** 0: the emulator's own. */
function connectionOf({ call, event }: Waiting): number {
  return call?.connection ?? event?.connection ?? 0;
}
