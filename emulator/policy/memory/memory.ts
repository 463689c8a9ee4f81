/**
 * How many bytes of requests and answers may be in memory at once, over all connections. What is beyond that waits, the
 * oldest first; what has waited in vain is to be refused with CKR_HOST_MEMORY. Small requests are served all the same:
 * every connection has a share of its own.
 */

const mebibyte = 1024 * 1024;

/** Bytes of all connections beyond their own shares; the largest request with the largest answer has 128 MiB. */
export const defaultMemory = 512 * mebibyte;
/** Bytes of one connection that never wait. */
export const ownShare = 256 * 1024;
/** Kept free of requests that are still being read, for the answers to those that have been: else all might wait for all. */
const forAnswers = 128 * mebibyte;
/** Milliseconds. */
export interface Patience {
  /** A request of which nothing more comes for so long makes room for those who wait. */
  readonly stalled: number;
  /** For room, until it is refused. */
  readonly waiting: number;
}

const defaultPatience: Patience = Object.freeze({ stalled: 5000, waiting: 15_000 });

/** `reading`: of a request that is on its way; `serving`: of one that is here, which goes first. */
export type Purpose = 'reading' | 'serving';

/** What one connection has in memory. */
export interface Account {
  /** Takes room at once; false when there is none, or somebody has waited for longer. */
  take(bytes: number, purpose: Purpose): boolean;
  /** Takes it in its turn: `then` hears later whether it was. The result gives up waiting. */
  wait(bytes: number, purpose: Purpose, then: (taken: boolean) => void): () => void;
  /** What is in memory already, with room or without. */
  add(bytes: number): void;
  give(bytes: number): void;
  /** The connection is gone, and all of it with it. */
  close(): void;
}

/** A request that is on its way and holds room. */
export interface Reading {
  /** Milliseconds since something of it came; undefined: none is on its way. */
  stalledFor(): number | undefined;
  /** Gives its room back; the rest of it will be thrown away. */
  abandon(): void;
}

export interface Memory {
  account(reading: Reading): Account;
  /** Whether engines may keep so many bytes more than they do: as many as may be under way. */
  mayKeep(bytes: number): boolean;
  /** One does, until the result is called. */
  keep(bytes: number): () => void;
  /** Bytes that are taken beyond the shares, and those that engines keep. */
  view(): { readonly taken: number; readonly kept: number; readonly waiting: number };
}

interface Waiter {
  readonly bytes: number;
  readonly since: number;
  readonly used: () => number;
  readonly hear: (taken: boolean) => void;
}

export function sharedMemory(most = defaultMemory, { stalled, waiting }: Patience = defaultPatience): Memory {
  const limits = { serving: most, reading: Math.max(most - forAnswers, most / 2) };
  const queues: Record<Purpose, Waiter[]> = { serving: [], reading: [] };
  const readings = new Set<Reading>();
  let taken = 0;
  let kept = 0;
  let timer: NodeJS.Timeout | undefined;

  const beyondShare = (used: number): number => Math.max(0, used - ownShare);

  /** Nobody is alone with more than there is for him: the first of all gets what he wants. */
  function fits(used: number, bytes: number, purpose: Purpose): boolean {
    const more = beyondShare(used + bytes) - beyondShare(used);
    return more === 0 || taken === 0 || taken + more <= limits[purpose];
  }

  function serveQueues(): void {
    for (const purpose of ['serving', 'reading'] as const) {
      const queue = queues[purpose];
      for (let first = queue[0]; first !== undefined; first = queue[0]) {
        if (!fits(first.used(), first.bytes, purpose)) break;
        queue.shift();
        first.hear(true);
      }
    }
  }

  function sweep(): void {
    timer = undefined;
    for (const reading of [...readings]) if ((reading.stalledFor() ?? 0) >= stalled) reading.abandon();
    const now = performance.now();
    for (const queue of Object.values(queues)) {
      for (let first = queue[0]; first !== undefined && now - first.since >= waiting; first = queue[0]) {
        queue.shift();
        first.hear(false);
      }
    }
    serveQueues();
    sweepLater();
  }

  function sweepLater(): void {
    if (timer !== undefined || queues.serving.length + queues.reading.length === 0) return;
    timer = setTimeout(sweep, Math.min(stalled, waiting) / 2).unref();
  }

  function account(reading: Reading): Account {
    let used = 0;
    let closed = false;
    const mine = new Set<() => void>();
    readings.add(reading);

    function change(bytes: number): void {
      if (closed) return;
      const before = beyondShare(used);
      used += bytes;
      taken += beyondShare(used) - before;
      if (bytes < 0) serveQueues();
    }

    return Object.freeze({
      take: (bytes, purpose) => {
        // Whoever needs no more room than he has does not wait for it.
        const queued = queues[purpose].length > 0 && beyondShare(used + bytes) > beyondShare(used);
        if (queued || !fits(used, bytes, purpose)) return false;
        change(bytes);
        return true;
      },
      wait: (bytes, purpose, then) => {
        const queue = queues[purpose];
        const waiter: Waiter = {
          bytes,
          since: performance.now(),
          used: () => used,
          hear: (got) => {
            mine.delete(leave);
            if (got) change(bytes);
            then(got);
          },
        };
        const leave = (): void => {
          mine.delete(leave);
          const at = queue.indexOf(waiter);
          if (at < 0) return;
          queue.splice(at, 1);
          serveQueues();
        };
        mine.add(leave);
        queue.push(waiter);
        sweepLater();
        return leave;
      },
      add: change,
      give: (bytes) => change(-bytes),
      close: () => {
        if (closed) return;
        readings.delete(reading);
        for (const leave of [...mine]) leave();
        change(-used);
        closed = true;
      },
    } satisfies Account);
  }

  return Object.freeze({
    account,
    mayKeep: (bytes: number) => kept === 0 || kept + bytes <= most,
    keep: (bytes: number) => {
      kept += bytes;
      let gone = false;
      return () => {
        if (!gone) kept -= bytes;
        gone = true;
      };
    },
    view: () => ({ taken, kept, waiting: queues.serving.length + queues.reading.length }),
  });
}
